// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TokenBucketTest {
    private long now = Long.MAX_VALUE - 5; // the clock may wrap
    private final TokenBucket bucket = new TokenBucket(new TokenBucket.Rate(2, 3), now);

    @Test
    void allowsABurstThenTheRate() {
        assertEquals(true, bucket.take(3, now));
        assertEquals(false, bucket.take(now));
        now += Duration.ofMillis(500).toNanos();
        assertEquals(true, bucket.take(now));
        assertEquals(false, bucket.take(now));
    }

    @Test
    void savesNoMoreThanTheBurst() {
        now += Duration.ofHours(1).toNanos();
        assertEquals(false, bucket.take(3.5, now));
        assertEquals(true, bucket.take(3, now));
    }
}
