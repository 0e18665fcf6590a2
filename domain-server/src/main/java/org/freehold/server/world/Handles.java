// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import java.util.ArrayDeque;

/**
 * The numbers 1 to 65535 that name avatars and moving entities in pose frames. One that was given back is used again only after
 * a rest, so that no late frame is taken for somebody else. Owned by the world thread.
 */
final class Handles {
    /** Stands for "none". */
    static final int NONE = 0;

    private static final int MAX = 65_535;
    /** Kept for people: things that move may not keep anybody out. */
    private static final int RESERVED = 8_192;

    private record Resting(int handle, long untilTick) {}

    private final ArrayDeque<Resting> resting = new ArrayDeque<>();
    private final long restTicks;
    private int next = 1;
    private int used;

    Handles(long restTicks) {
        this.restTicks = restTicks;
    }

    /** A number for an avatar, or {@link #NONE} when all are taken. */
    int takeForAvatar(long tick) {
        return take(tick, 0);
    }

    /** A number for a moving entity, or {@link #NONE} when all but those kept for people are taken. */
    int takeForEntity(long tick) {
        return take(tick, RESERVED);
    }

    void giveBack(int handle, long tick) {
        used--;
        resting.add(new Resting(handle, tick + restTicks));
    }

    private int take(long tick, int reserved) {
        Resting oldest = resting.peek();
        boolean rested = oldest != null && oldest.untilTick() <= tick;
        if ((!rested && next > MAX) || used >= MAX - reserved) {
            return NONE;
        }
        used++;
        return rested ? resting.remove().handle() : next++;
    }
}
