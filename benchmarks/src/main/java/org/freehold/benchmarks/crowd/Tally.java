// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.crowd;

import java.util.Arrays;

/**
 * Counts poses as they come in: the hot path of the generator. For one thread; nothing is allocated for a pose.
 *
 * <p>A pose that comes twice counts once, and nobody's own counts.
 */
final class Tally {
    private final Walkers walkers;
    private final double nearSquareMetres;
    /** For each receiver and each sender: the number of the last pose that came, and one more. */
    private final short[] last;
    private final Ages ages = new Ages();
    /** Only what these receive is counted: the first so many. */
    private int receivers;
    private long useful;
    private long near;
    private long far;
    private long others;
    private long bytes;

    Tally(Walkers walkers, Ground ground) {
        this.walkers = walkers;
        nearSquareMetres = ground.nearMetres() * ground.nearMetres();
        last = new short[walkers.count() * walkers.count()];
        receivers = walkers.count();
    }

    /**
     * A pose in full detail.
     *
     * @param number as {@link PoseNumber} has it
     */
    void near(int receiver, int sender, int number, long nowNanos) {
        if (sender == receiver || receiver >= receivers) {
            return;
        }
        int pair = receiver * walkers.count() + sender;
        short mark = (short) (number + 1);
        if (last[pair] == mark) {
            return;
        }
        last[pair] = mark;
        near++;
        if (walkers.areWithin(receiver, sender, nearSquareMetres)) {
            useful++;
            ages.add(nowNanos - walkers.sentNanos(sender, number));
        }
    }

    /** A pose in little detail, which does not tell its number; of use where everybody is of interest. */
    void far(int receiver, int sender) {
        if (sender != receiver && receiver < receivers) {
            far++;
            if (Double.isInfinite(nearSquareMetres)) {
                useful++;
            }
        }
    }

    /** A pose of something that moves in the world of its own accord. */
    void other(int receiver) {
        if (receiver < receivers) {
            others++;
        }
    }

    /** A frame with poses came, so large with its header. */
    void frame(int receiver, int frameBytes) {
        if (receiver < receivers) {
            bytes += frameBytes;
        }
    }

    /** From now on only what these receive is counted: the first so many, from zero. */
    void begin(int firstReceivers) {
        receivers = firstReceivers;
        useful = 0;
        near = 0;
        far = 0;
        others = 0;
        bytes = 0;
        ages.clear();
        Arrays.fill(last, (short) 0);
    }

    /** What was counted in this time. */
    Counts counts(double seconds, double sent, double expected) {
        return new Counts(seconds, sent, expected, useful, near, far, others, bytes, ages.quantileMillis(0.5),
                ages.quantileMillis(0.99), ages.quantileMillis(1));
    }
}
