// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

/**
 * How often and in how much detail poses are sent: from 0, every tick and all there is, to {@link #NONE}. A level is an int, for it
 * is an index on the hot path. Pure.
 */
final class PoseLevel {
    /** Levels at which something is sent. */
    static final int COUNT = 5;

    /** Nothing is sent. */
    static final int NONE = COUNT;

    /** Everything is repeated after so many ticks, whether it changed or not. */
    static final int REPEAT_TICKS = 32;

    private static final int[] PERIOD_TICKS = {1, 2, 4, 8, 16};
    private static final int[] DETAIL = {0, 0, 0, 1, 1};

    /** Of an avatar that walks, with its share of the headers, bytes. */
    private static final int[] BYTES = {15, 15, 15, 7, 7};

    /** Up to these distances, metres, levels 0, 1, 3 and 4 are right for whoever is as large as a person. */
    private static final double FULL_METRES = 23;

    private static final double HALF_METRES = 48;
    private static final double FAR_METRES = 96;

    /** Beyond this a person is not made out. */
    static final double SIGHT_METRES = 160;

    private PoseLevel() {}

    /** Ticks from one time to the next; a power of two. */
    static int period(int level) {
        return PERIOD_TICKS[level];
    }

    /** As on the wire. */
    static int detail(int level) {
        return DETAIL[level];
    }

    /** Bytes for each pose and tick, on average. */
    static double bytesPerTick(int level) {
        return level == NONE ? 0 : (double) BYTES[level] / PERIOD_TICKS[level];
    }

    /**
     * The level that is right for a distance.
     *
     * @param metresSquared the square of the distance, of something as large as a person: of what is twice as large a quarter
     */
    static int at(double metresSquared) {
        if (metresSquared <= FULL_METRES * FULL_METRES) {
            return 0;
        }
        if (metresSquared <= HALF_METRES * HALF_METRES) {
            return 1;
        }
        if (metresSquared <= FAR_METRES * FAR_METRES) {
            return 3;
        }
        return metresSquared <= SIGHT_METRES * SIGHT_METRES ? 4 : NONE;
    }
}
