// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.freehold.server.visit.Liveness.Step;
import org.junit.jupiter.api.Test;

final class LivenessTest {
    private long seconds = 100;
    private final Liveness liveness = new Liveness(() -> seconds * 1_000_000_000L, Duration.ofSeconds(10));

    @Test
    void asksOnceWhoIsSilentAndGivesUpWhoDoesNotAnswer() {
        assertEquals(Step.NOTHING, after(9));
        assertEquals(Step.ASK, after(1));
        assertEquals(Step.NOTHING, after(1));
        assertEquals(Step.NOTHING, after(8));
        assertEquals(Step.GIVE_UP, after(1));
    }

    @Test
    void anythingThatComesCountsAsAnAnswer() {
        assertEquals(Step.ASK, after(10));
        liveness.heard();
        assertEquals(Step.NOTHING, after(9));
        assertEquals(Step.ASK, after(1), "and then it is asked again");
        liveness.heard();
        assertEquals(Step.NOTHING, after(1));
    }

    private Step after(int passed) {
        seconds += passed;
        return liveness.check();
    }
}
