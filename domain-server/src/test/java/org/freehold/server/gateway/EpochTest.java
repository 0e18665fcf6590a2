// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class EpochTest {
    private final Epoch epoch = new Epoch();

    @Test
    void believesWhatItHearsFirst() {
        assertTrue(epoch.goesOn(5_000_000, seconds(10)));
    }

    @Test
    void goesOnWithAClockThatIsALittleOff() {
        epoch.goesOn(1000, seconds(0));
        assertTrue(epoch.goesOn(1999, seconds(1000)));
        assertTrue(epoch.goesOn(2950, seconds(2000)), "5 % slower");
        assertTrue(epoch.goesOn(4000, seconds(3000)), "5 % faster");
    }

    @Test
    void seesThatTheRouterBeganAnew() {
        epoch.goesOn(1000, seconds(0));
        assertFalse(epoch.goesOn(3, seconds(60)));
        assertTrue(epoch.goesOn(63, seconds(120)), "goes on from there");
    }

    @Test
    void seesThatTheRouterBeganAnewLongAgo() {
        epoch.goesOn(100, seconds(0));
        assertFalse(epoch.goesOn(3600, seconds(7200)), "more than before, but not as much as it should be");
    }

    @Test
    void seesThatTheRouterIsAnotherOne() {
        epoch.goesOn(100, seconds(0));
        assertFalse(epoch.goesOn(900_000, seconds(60)));
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
