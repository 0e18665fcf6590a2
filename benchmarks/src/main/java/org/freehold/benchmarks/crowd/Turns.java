// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.crowd;

/**
 * Whose turn it is to send: everybody once in each round, in such an order that those who have come so far are spread evenly over a round, however
 * many they are. Real visitors do not send one right after the other. Any thread.
 */
final class Turns {
    /** Steps of the golden ratio leave no large gaps, wherever one stops. */
    private static final double GOLDEN = 0.6180339887498949;

    private final int[] walkers;

    /** @param people at least 1 */
    Turns(int people) {
        int step = Math.max(1, (int) Math.round(people * GOLDEN));
        while (divisor(step, people) != 1) {
            step++;
        }
        walkers = new int[people];
        for (int walker = 0; walker < people; walker++) {
            walkers[(int) ((long) walker * step % people)] = walker;
        }
    }

    /** The number of the walker whose turn this is, of all turns from 0. */
    int walker(long turn) {
        return walkers[(int) (turn % walkers.length)];
    }

    private static int divisor(int one, int other) {
        return other == 0 ? one : divisor(other, one % other);
    }
}
