// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.freehold.server.metrics.PeerMetrics;
import org.freehold.server.session.Inside;
import org.freehold.server.transport.Line;

/** What sessions run over, counted. */
final class Lines {
    private static final double MILLIS_PER_SECOND = 1000;

    private record Way(Line.Kind kind, Line.Path path, Line.Family family) {}

    private Lines() {}

    static List<PeerMetrics.Lines> of(List<Inside> inside) {
        Map<Way, List<Line>> byWay = new LinkedHashMap<>();
        inside.stream()
                .map(Inside::line)
                .filter(Objects::nonNull)
                .forEach(line -> byWay
                        .computeIfAbsent(new Way(line.kind(), line.path(), line.family()), way -> new ArrayList<>())
                        .add(line));
        List<PeerMetrics.Lines> counted = new ArrayList<>();
        byWay.forEach((way, lines) -> {
            OptionalDouble mean = lines.stream()
                    .map(Line::roundTripMillis)
                    .filter(OptionalDouble::isPresent)
                    .mapToDouble(OptionalDouble::getAsDouble)
                    .average();
            counted.add(new PeerMetrics.Lines(
                    way.kind().word(), way.path().word(), way.family().word(), lines.size(),
                    mean.isPresent() ? mean.getAsDouble() / MILLIS_PER_SECOND : -1));
        });
        return counted;
    }
}
