// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.freehold.server.metrics.Metrics;

/** What {@code /metrics} would show. */
final class Counted {
    private Counted() {}

    /** The value of one series, such as {@code freehold_refused_total{code="bad-name"}}; 0 without it. */
    static long of(Metrics metrics, String series) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        metrics.writeText(text);
        return text.toString(StandardCharsets.UTF_8).lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(0);
    }
}
