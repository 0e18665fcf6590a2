// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SlotQueueTest {
    private final SlotQueue queue = new SlotQueue();

    @Test
    void givesBackInTheOrderOfComingHoweverItGrowsAndShrinks() {
        ArrayDeque<Integer> expected = new ArrayDeque<>();
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            // Grows for a while, then shrinks for a while.
            if (random.nextInt(10) < (i / 1000 % 2 == 0 ? 7 : 3)) {
                queue.add(i);
                expected.add(i);
            } else if (!expected.isEmpty()) {
                assertEquals(expected.remove(), queue.remove());
            }
            assertEquals(expected.isEmpty(), queue.isEmpty());
        }
    }

    @Test
    void forgetsAll() {
        queue.add(1);
        queue.clear();
        assertTrue(queue.isEmpty());
        queue.add(2);
        assertEquals(2, queue.remove());
    }
}
