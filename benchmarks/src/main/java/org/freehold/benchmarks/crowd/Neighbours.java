// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.crowd;

import java.util.Arrays;

/** Counts who is near whom, by a grid. For one thread; nothing is allocated when it counts. */
final class Neighbours {
    private final Walkers walkers;
    private final double nearMetres;
    private final double half;
    private final int edge;
    /** The first walker of each square of the grid, -1 for none, and for each walker the next one in its square. */
    private final int[] first;
    private final int[] next;

    Neighbours(Walkers walkers, Ground ground) {
        this.walkers = walkers;
        nearMetres = ground.nearMetres();
        half = ground.sideMetres() / 2;
        edge = Double.isInfinite(nearMetres) ? 1 : (int) (ground.sideMetres() / nearMetres) + 1;
        first = new int[edge * edge];
        next = new int[walkers.count()];
    }

    /** How many others are near, of all walkers together, among the first {@code present}. */
    long count(int present) {
        if (Double.isInfinite(nearMetres)) {
            return (long) present * (present - 1);
        }
        Arrays.fill(first, -1);
        for (int i = 0; i < present; i++) {
            int square = square(walkers.x(i)) * edge + square(walkers.z(i));
            next[i] = first[square];
            first[square] = i;
        }
        long pairs = 0;
        for (int i = 0; i < present; i++) {
            pairs += near(i);
        }
        return pairs;
    }

    private int near(int walker) {
        int near = 0;
        int middleX = square(walkers.x(walker));
        int middleZ = square(walkers.z(walker));
        for (int i = Math.max(0, middleX - 1); i <= Math.min(edge - 1, middleX + 1); i++) {
            for (int k = Math.max(0, middleZ - 1); k <= Math.min(edge - 1, middleZ + 1); k++) {
                for (int other = first[i * edge + k]; other >= 0; other = next[other]) {
                    if (other != walker && walkers.areWithin(walker, other, nearMetres * nearMetres)) {
                        near++;
                    }
                }
            }
        }
        return near;
    }

    private int square(float metres) {
        return Math.clamp((int) ((metres + half) / nearMetres), 0, edge - 1);
    }
}
