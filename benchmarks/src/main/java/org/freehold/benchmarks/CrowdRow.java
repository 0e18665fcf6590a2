// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * One line of the table of crowds: the medians of some runs.
 *
 * @param scene {@code plaza} or {@code city}
 */
record CrowdRow(String scene, int people, String server, List<CrowdResult> runs) {
    static final String HEADER =
            """
                    | scenario | N | server | useful/s | of expected | p50 ms | p99 ms | server core | CPU s per 1M useful | user/sys \
                    | bytes/useful | RSS MiB (+KiB/client) | CPU s per 1M of all | bytes/pose | far | allocated bytes/pose | runs |
                    |---|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|""";

    private static final double KIBI = 1024;

    CrowdRow {
        runs = List.copyOf(runs);
    }

    double median(ToDoubleFunction<CrowdResult> of) {
        return new Samples(runs.stream().map(of::applyAsDouble).toList()).median();
    }

    /** As a row of a Markdown table. */
    String text() {
        double user = median(CrowdResult::user);
        return String.join(" | ", List.of(
                "| " + scene,
                Integer.toString(people),
                server,
                "%,d".formatted(Math.round(median(run -> run.counts().usefulPerSecond()))),
                percent(median(run -> run.counts().ofExpected()), 1),
                number(median(run -> run.counts().medianMillis()), 1),
                number(median(run -> run.counts().p99Millis()), 1),
                percent(median(CrowdResult::core), 0),
                number(median(CrowdResult::cpuPerMillionUseful), 3),
                Double.isNaN(user) ? "-" : Math.round(user * 100) + "/" + Math.round((1 - user) * 100),
                number(median(CrowdResult::bytesPerUseful), 1),
                number(median(CrowdResult::residentBytes) / KIBI / KIBI, 0) + " ("
                        + number(median(CrowdResult::residentPerVisitor) / KIBI, 0) + ")",
                number(median(CrowdResult::cpuPerMillion), 3),
                number(median(CrowdResult::bytesPerPose), 1),
                percent(median(CrowdResult::far), 0),
                number(median(CrowdResult::allocatedPerPose), 2),
                runs.size() + " |"));
    }

    private static String number(double value, int digits) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private static String percent(double part, int digits) {
        return Double.isNaN(part) ? "-" : number(part * 100, digits) + " %";
    }
}
