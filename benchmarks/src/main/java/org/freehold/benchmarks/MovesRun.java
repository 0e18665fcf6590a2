// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import java.util.List;
import java.util.stream.Collectors;
import org.freehold.benchmarks.crowd.ThingCounts;
import org.freehold.server.top.DomainLoad;

/**
 * One run of a crowd some of whom move things.
 *
 * @param things how many; 0 for none
 * @param load what the server itself told of the time that was counted
 */
record MovesRun(int things, CrowdResult crowd, ThingCounts moved, DomainLoad load) {
    static final String HEADER =
            """
                    | N | things | things/s | p50 ms | p99 ms | bytes/thing | people/s | of expected | p50 ms | p99 ms \
                    | server core | kB/s a visitor | frames skipped/s | poses sent | lines by budget |
                    |--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|""";

    /** Processor time of the server in a second. */
    double cpu() {
        return crowd.core();
    }

    double bytesPerThing() {
        return moved.bytes() / moved.delivered();
    }

    /** Processor time for a million poses of people and things together, seconds. */
    double cpuPerMillionOfAll() {
        return cpu() / (moved.perSecond() + crowd.counts().usefulPerSecond()) * 1e6;
    }

    /** How many lines have which budget, in words. */
    String budgets() {
        String words = load.sessionsByBudget().entrySet().stream()
                .filter(budget -> budget.getValue() > 0)
                .map(budget -> "%.0f with %.0f kB/s".formatted(budget.getValue(), budget.getKey()))
                .collect(Collectors.joining(", "));
        return words.isEmpty() ? "-" : words;
    }

    /** As a row of a Markdown table. */
    String text() {
        return String.join(" | ", List.of(
                "| " + crowd.people(),
                Integer.toString(things),
                things == 0 ? "-" : "%,d".formatted(Math.round(moved.perSecond())),
                things == 0 ? "-" : "%.1f".formatted(moved.medianMillis()),
                things == 0 ? "-" : "%.1f".formatted(moved.p99Millis()),
                things == 0 ? "-" : "%.1f".formatted(bytesPerThing()),
                "%,d".formatted(Math.round(crowd.counts().usefulPerSecond())),
                "%.1f %%".formatted(crowd.counts().ofExpected() * 100),
                "%.1f".formatted(crowd.counts().medianMillis()),
                "%.1f".formatted(crowd.counts().p99Millis()),
                "%.0f %%".formatted(cpu() * 100),
                "%.0f".formatted(crowd.counts().bytes() / crowd.counts().seconds() / crowd.people() / 1000),
                "%.1f".formatted(load.poseFramesSkippedPerSecond()),
                "%.0f %%".formatted(crowd.counts().sent() * 100),
                budgets() + " |"));
    }
}
