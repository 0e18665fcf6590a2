// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import java.util.Arrays;

/** Slots in the order they came; takes no memory while there are none. Owned by the world thread. */
final class SlotQueue {
    private static final int[] NONE = {};

    private int[] slots = NONE;
    private int first;
    private int end;

    boolean isEmpty() {
        return first == end;
    }

    void add(int slot) {
        if (end == slots.length) {
            int length = end - first;
            // Moves to the front, into more room unless half of it is free already.
            slots = Arrays.copyOfRange(slots, first, first + Math.max(16, length * 2));
            first = 0;
            end = length;
        }
        slots[end++] = slot;
    }

    /** The oldest. Only when there is one. */
    int remove() {
        int slot = slots[first++];
        if (first == end) {
            clear();
        }
        return slot;
    }

    void clear() {
        slots = NONE;
        first = 0;
        end = 0;
    }
}
