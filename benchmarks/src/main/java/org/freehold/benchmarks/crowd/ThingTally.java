// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.crowd;

import java.util.Arrays;

/**
 * Counts poses of things that builders move, beside those of avatars in {@link Tally}: the hot path of the generator. For one thread; nothing is
 * allocated for a pose. A pose that comes twice counts once; a builder's own things count, for the server sends them too.
 */
final class ThingTally {
    private final Things things;
    private final Walkers walkers;
    /** For each receiver and each thing: the number of the last pose that came, and one more. */
    private final short[] last;
    private final Ages ages = new Ages();
    private long beginNanos;
    private long moved;
    private long delivered;
    private double bytes;

    ThingTally(Things things, Walkers walkers) {
        this.things = things;
        this.walkers = walkers;
        last = new short[walkers.count() * things.count()];
    }

    Things things() {
        return things;
    }

    /** A builder has sent the places of so many. */
    void moved(int count) {
        moved += count;
    }

    /**
     * A pose in full detail, perhaps of a thing; things have no others.
     *
     * @param number as {@link PoseNumber} has it; -1 for none
     * @param poseBytes its size, with its share of the group's header
     * @return false when it is of something that no builder moves
     */
    boolean pose(int receiver, int handle, int number, double poseBytes, long nowNanos) {
        int thing = things.at(handle);
        if (thing < 0 || number < 0) {
            return thing >= 0;
        }
        bytes += poseBytes;
        int pair = receiver * things.count() + thing;
        short mark = (short) (number + 1);
        if (last[pair] != mark) {
            last[pair] = mark;
            delivered++;
            ages.add(nowNanos - walkers.sentNanos(things.builder(thing), number));
        }
        return true;
    }

    /** From now on, from zero. */
    void begin(long nowNanos) {
        beginNanos = nowNanos;
        moved = 0;
        delivered = 0;
        bytes = 0;
        ages.clear();
        Arrays.fill(last, (short) 0);
    }

    /** What was counted since {@link #begin}. */
    ThingCounts counts(long nowNanos) {
        return new ThingCounts((nowNanos - beginNanos) / 1e9, moved, delivered, bytes, ages.quantileMillis(0.5),
                ages.quantileMillis(0.99));
    }
}
