// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.sharing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BackoffTest {

    @Test
    void waitsLongerEachTimeUpToAMinute() {
        Backoff backoff = new Backoff(new Random(1));
        long base = 1000;
        for (int i = 0; i < 12; i++) {
            long millis = backoff.next(0).toMillis();
            assertTrue(millis >= base / 2 && millis <= base,
                    millis + " ms (expected: " + base / 2 + " to " + base + ")");
            base = Math.min(60_000, base * 2);
        }
        backoff.reset();
        assertTrue(backoff.next(0).toMillis() <= 1000);
    }

    @Test
    void twoThatBeganTogetherDoNotComeTogether() {
        assertTrue(!new Backoff(new Random(1)).next(0).equals(new Backoff(new Random(2)).next(0)));
    }

    @Test
    void waitsAsLongAsItIsAskedTo() {
        Duration wait = new Backoff(new Random(1)).next(30);
        assertTrue(wait.compareTo(Duration.ofSeconds(30)) >= 0 && wait.compareTo(Duration.ofMillis(37_500)) <= 0);
    }
}
