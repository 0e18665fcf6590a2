// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.crowd;

import java.util.Arrays;

/** What all visitors of a crowd share: who walks where, what is moved, what is counted, and room to read in. For the event loop. */
final class Stage {
    private static final int HANDLES = 65_536;

    private final Walkers walkers;
    private final Tally tally;
    private ThingTally things;
    private final int[] walkerOfHandle = new int[HANDLES];
    private byte[] room = new byte[1 << 17];

    Stage(Walkers walkers, Tally tally) {
        this.walkers = walkers;
        this.tally = tally;
        this.things = new ThingTally(Things.none(), walkers);
        Arrays.fill(walkerOfHandle, -1);
    }

    Walkers walkers() {
        return walkers;
    }

    Tally tally() {
        return tally;
    }

    /** Nothing is there to be moved, unless told otherwise. */
    ThingTally things() {
        return things;
    }

    void things(ThingTally counted) {
        things = counted;
    }

    /** The server calls the walker by this handle. */
    void name(int walker, int handle) {
        walkerOfHandle[handle] = walker;
    }

    /** The walker whom the server calls by this handle, 0 to 65535; -1 for nobody of the crowd. */
    int walkerOf(int handle) {
        return walkerOfHandle[handle];
    }

    /** Room for so many bytes, the same for all who ask; what it held is kept. */
    byte[] bytes(int length) {
        if (length > room.length) {
            room = Arrays.copyOf(room, Math.max(length, room.length * 2));
        }
        return room;
    }
}
