// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

/**
 * How many bytes of poses a second a session is given, by what its line has really taken: a class, so that sessions of the same class in the
 * same place can share their messages. Owned by the world thread.
 */
final class LineBudget {
    /** Class 0 has {@link #SMALLEST} bytes a second, each one above twice as many. */
    static final int CLASSES = 7;

    static final int SMALLEST = 16 << 10;

    /** Enough for 800 people at 20 poses a second; who cannot take it shows that within a second. */
    private static final int FIRST = 5;

    /** What may wait for the network when the next tick comes: more than that, and the line did not take the last one. */
    private static final long MAY_WAIT_BYTES = 4096;

    /** In a second with more late ticks than this part of it the budget is too large. */
    private static final int LATE_PART = 4;

    /** So long nothing may have been late before more is tried. */
    private static final int GOOD_SECONDS = 5;

    private final int tickHz;
    private int current = FIRST;
    private int ticks;
    private int lateTicks;
    private int goodSeconds;

    LineBudget(int tickHz) {
        this.tickHz = tickHz;
    }

    /** 0 to {@link #CLASSES} - 1. */
    int current() {
        return current;
    }

    /** Bytes a second of a class. */
    static int bytesPerSecond(int budget) {
        return SMALLEST << budget;
    }

    /**
     * Takes note of how the line keeps up; once a tick.
     *
     * @param queuedBytes what the network has not taken yet, without what waits on purpose
     */
    void observe(long queuedBytes) {
        if (queuedBytes > MAY_WAIT_BYTES) {
            lateTicks++;
        }
        if (++ticks < tickHz) {
            return;
        }
        if (lateTicks * LATE_PART > tickHz) {
            current = Math.max(0, current - 1);
        }
        goodSeconds = lateTicks == 0 ? goodSeconds + 1 : 0;
        if (goodSeconds >= GOOD_SECONDS) {
            current = Math.min(CLASSES - 1, current + 1);
            goodSeconds = 0;
        }
        ticks = 0;
        lateTicks = 0;
    }
}
