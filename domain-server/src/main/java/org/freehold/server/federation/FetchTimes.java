// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When an address is asked again: after an hour, after failures ever later, never sooner than five minutes, and not all at the same
 * moment.
 *
 * @param last the last attempt
 * @param next when the schedule asks
 * @param failures in a row
 */
record FetchTimes(Instant last, Instant next, int failures) {
    /** Nobody is asked more often than that, by the schedule or by hand. */
    static final Duration LEAST = Duration.ofMinutes(5);

    private static final Duration USUAL = Duration.ofHours(1);
    private static final Duration MOST = Duration.ofHours(6);
    private static final int MAX_DOUBLINGS = 7;

    /** After something came, or nothing was new. */
    static FetchTimes succeeded(Instant now, RandomGenerator random) {
        return new FetchTimes(now, now.plus(jittered(USUAL, random)), 0);
    }

    /** After a failure; {@code before} is null for the first attempt. */
    static FetchTimes failed(
            @Nullable FetchTimes before, Instant now, long retryAfterSeconds,
            RandomGenerator random) {
        int failures = before == null ? 1 : before.failures + 1;
        Duration wait = LEAST.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
        wait = jittered(wait.compareTo(MOST) > 0 ? MOST : wait, random);
        Duration asked = Duration.ofSeconds(retryAfterSeconds);
        return new FetchTimes(now, now.plus(wait.compareTo(asked) > 0 ? wait : asked), failures);
    }

    boolean isTooSoon(Instant now) {
        return now.isBefore(last.plus(LEAST));
    }

    boolean isDue(Instant now) {
        return !now.isBefore(next);
    }

    /** Up to a fifth longer. */
    private static Duration jittered(Duration time, RandomGenerator random) {
        return time.plusMillis(random.nextLong(time.toMillis() / 5 + 1));
    }
}
