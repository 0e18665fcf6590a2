// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class SendWindowTest {
    private final SendWindow window = new SendWindow();

    @Test
    void isWideOpenAtArrival() {
        assertEquals(SendWindow.START_BYTES, window.allowance(0));
    }

    @Test
    void opensWhileTheLineTakesWhatItIsGiven() {
        window.used(window.allowance(0));
        assertEquals(SendWindow.MAX_BYTES, window.allowance(0));
        window.used(SendWindow.MAX_BYTES);
        assertEquals(SendWindow.MAX_BYTES, window.allowance(0), "but not without bound");
    }

    @Test
    void staysAsItIsWhileThereIsNothingToSend() {
        for (int i = 0; i < 10; i++) {
            assertEquals(SendWindow.START_BYTES, window.allowance(0));
            window.used(100);
        }
    }

    @Test
    void narrowsWhileTheLineIsBehind() {
        for (int i = 0; i < 10; i++) {
            assertEquals(0, window.allowance(SendWindow.START_BYTES));
        }
        assertEquals(SendWindow.MIN_BYTES, window.allowance(0));
    }

    @Test
    void leavesRoomForWhatWaits() {
        assertEquals(SendWindow.START_BYTES - 1000, window.allowance(1000));
    }
}
