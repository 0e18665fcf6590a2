// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RateLimitTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // the clock may wrap
    private final RateLimit limit = new RateLimit(2, 3, now::get);

    @Test
    void allowsABurstThenTheRate() {
        assertEquals(true, limit.take(3));
        assertEquals(false, limit.take(1));
        now.addAndGet(Duration.ofMillis(500).toNanos());
        assertEquals(true, limit.take(1));
        assertEquals(false, limit.take(1));
    }

    @Test
    void savesNoMoreThanTheBurst() {
        now.addAndGet(Duration.ofHours(1).toNanos());
        assertEquals(false, limit.take(3.5));
        assertEquals(true, limit.take(3));
    }
}
