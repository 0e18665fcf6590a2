// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.sharing;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next try: longer each time, and never as long as somebody else who began at the same moment. One thread. */
final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final RandomGenerator random;
    private Duration next = FIRST;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** All is well again. */
    void reset() {
        next = FIRST;
    }

    /** From half of the time to all of it; at least what the other end asked for, and a little more. */
    Duration next(int askedSeconds) {
        Duration base = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        Duration jittered = base.dividedBy(2).plusMillis(random.nextLong(base.toMillis() / 2 + 1));
        Duration asked = Duration.ofSeconds(askedSeconds).plusMillis(random.nextLong(askedSeconds * 250L + 1));
        return jittered.compareTo(asked) > 0 ? jittered : asked;
    }
}
