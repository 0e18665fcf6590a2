// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import java.util.Arrays;
import java.util.BitSet;

/** What a query of the {@link SpatialIndex} found; the same object for each query. Owned by the world thread. */
final class Found {
    private static final int[] NOTHING = {};

    /** Slots, the cost in the upper half. */
    private long[] costAndSlot = new long[1024];
    private BitSet known = new BitSet();
    private int size;

    /** Forgets what was found, and leaves out from now on the slots in {@code known}, which is not copied. */
    void begin(BitSet leftOut) {
        known = leftOut;
        size = 0;
    }

    /**
     * Takes note of one thing.
     *
     * @param cost at least 0; what has the least is to be sent first
     */
    void add(float cost, int slot) {
        if (size == costAndSlot.length) {
            costAndSlot = Arrays.copyOf(costAndSlot, size * 2);
        }
        // The bits of a cost rise with it, because it is not negative.
        costAndSlot[size++] = ((long) Float.floatToIntBits(cost) << 32) | slot;
    }

    boolean leavesOut(int slot) {
        return known.get(slot);
    }

    int size() {
        return size;
    }

    /** The slots of what was found, the least cost first. */
    int[] slotsByCost() {
        if (size == 0) {
            return NOTHING;
        }
        Arrays.sort(costAndSlot, 0, size);
        int[] slots = new int[size];
        for (int i = 0; i < size; i++) {
            slots[i] = (int) costAndSlot[i];
        }
        return slots;
    }
}
