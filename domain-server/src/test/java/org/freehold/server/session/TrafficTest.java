// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class TrafficTest {
    private static final int BURST = 2 * VisitorLimits.DEFAULTS.builder().editsPerSecond();

    private final Traffic traffic = new Traffic(VisitorLimits.DEFAULTS.builder(), () -> 0);

    @Test
    void thingsMovedByHandCountAsEdits() {
        assertTrue(traffic.mayMove(BURST - 1));
        assertTrue(traffic.mayEdit());
        assertFalse(traffic.mayMove(1));
    }

    @Test
    void framesThatMoveNothingAreNotFree() {
        for (int i = 0; i < BURST; i++) {
            assertTrue(traffic.mayMove(0));
        }
        assertFalse(traffic.mayMove(0));
    }
}
