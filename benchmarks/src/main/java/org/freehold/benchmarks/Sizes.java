// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param starts of each kind
 * @param big entities of the big world
 * @param large entities of the large one
 * @param visits one after the other
 * @param company visitors at once
 * @param stay how long they stay before memory is read
 * @param warmUp of edits, before any is counted
 * @param edits how long edits are counted
 * @param banned keys that knock and are banned
 * @param unseen keys that knock and have never been seen
 */
record Sizes(
        int starts, int big, int large, int visits, int company, Duration stay, Duration warmUp, Duration edits,
        int banned, int unseen) {
    static final Sizes FULL = new Sizes(
            5, GeneratedWorld.BIG, 100_000, 10, 10, Duration.ofSeconds(30), Duration.ofSeconds(5),
            Duration.ofSeconds(10), 1_000, 40_000);

    /** Shows that it works; the figures mean nothing. */
    static final Sizes TINY =
            new Sizes(1, 50, 200, 1, 2, Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofSeconds(1), 2, 20);
}
