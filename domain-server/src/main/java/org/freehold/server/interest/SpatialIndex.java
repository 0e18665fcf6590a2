// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.freehold.server.entity.Vec3;

/**
 * On the hot path of the world thread: finds what matters at a place without looking at what cannot. A grid for each power of
 * two; a thing lies in the grid whose cells are just larger than its reach, so that whatever reaches a place lies in one of the 27
 * cells around it, on each level.
 */
final class SpatialIndex {
    private static final int MIN_LEVEL = 5;
    /** Cells of {@link Reach#MAX_METRES}. */
    private static final int MAX_LEVEL = 15;

    /** The members of one cell, with what a query looks at side by side: it reads memory in order. */
    private static final class Bucket {
        private static final int NUMBERS = 4;

        private Placed[] members = new Placed[2];
        private double[] placesAndReaches = new double[2 * NUMBERS];
        private int size;

        void add(Placed placed) {
            if (size == members.length) {
                members = Arrays.copyOf(members, size * 2);
                placesAndReaches = Arrays.copyOf(placesAndReaches, size * 2 * NUMBERS);
            }
            members[size] = placed;
            placed.bucketPosition = size++;
            refresh(placed);
        }

        void remove(Placed placed) {
            Placed last = members[--size];
            members[placed.bucketPosition] = last;
            last.bucketPosition = placed.bucketPosition;
            refresh(last);
        }

        void refresh(Placed placed) {
            int at = placed.bucketPosition * NUMBERS;
            placesAndReaches[at] = placed.x;
            placesAndReaches[at + 1] = placed.y;
            placesAndReaches[at + 2] = placed.z;
            placesAndReaches[at + 3] = placed.reach;
        }

        void query(double x, double y, double z, Consumer<Placed> found) {
            double[] numbers = placesAndReaches;
            for (int n = 0, at = 0; n < size; n++, at += NUMBERS) {
                double dx = numbers[at] - x;
                double dy = numbers[at + 1] - y;
                double dz = numbers[at + 2] - z;
                double reach = numbers[at + 3];
                if (dx * dx + dy * dy + dz * dz <= reach * reach) {
                    found.accept(members[n]);
                }
            }
        }
    }

    private final Map<Long, Bucket> buckets = new HashMap<>();
    private final int[] countByLevel = new int[MAX_LEVEL + 1];

    void add(Placed placed) {
        placed.bucket = key(placed);
        buckets.computeIfAbsent(placed.bucket, missing -> new Bucket()).add(placed);
        countByLevel[level(placed.bucket)]++;
    }

    void remove(Placed placed) {
        Bucket bucket = buckets.get(placed.bucket);
        if (bucket != null) {
            bucket.remove(placed);
            countByLevel[level(placed.bucket)]--;
            if (bucket.size == 0) {
                buckets.remove(placed.bucket);
            }
        }
    }

    /** Follows a thing that has another place or reach. */
    void update(Placed placed) {
        Bucket bucket = buckets.get(placed.bucket);
        if (bucket != null && key(placed) == placed.bucket) {
            bucket.refresh(placed);
        } else {
            remove(placed);
            add(placed);
        }
    }

    /**
     * Tells what matters at this place.
     *
     * @return how many things were looked at
     */
    int query(Vec3 at, Consumer<Placed> found) {
        int looked = 0;
        for (int level = MIN_LEVEL; level <= MAX_LEVEL; level++) {
            if (countByLevel[level] == 0) {
                continue;
            }
            int i = cell(at.x(), level);
            int j = cell(at.y(), level);
            int k = cell(at.z(), level);
            for (int di = -1; di <= 1; di++) {
                for (int dj = -1; dj <= 1; dj++) {
                    for (int dk = -1; dk <= 1; dk++) {
                        Bucket bucket = buckets.get(key(level, i + di, j + dj, k + dk));
                        if (bucket != null) {
                            looked += bucket.size;
                            bucket.query(at.x(), at.y(), at.z(), found);
                        }
                    }
                }
            }
        }
        return looked;
    }

    private static long key(Placed placed) {
        int level = MIN_LEVEL;
        while (level < MAX_LEVEL && (1 << level) < placed.reach) {
            level++;
        }
        return key(level, cell(placed.x, level), cell(placed.y, level), cell(placed.z, level));
    }

    private static int cell(double metres, int level) {
        // Far outside the world everything shares the last cell.
        return (int) Math.clamp(Math.floor(metres / (1 << level)), -30_000, 30_000);
    }

    private static long key(int level, int i, int j, int k) {
        return ((long) level << 48) | ((i & 0xffffL) << 32) | ((j & 0xffffL) << 16) | (k & 0xffffL);
    }

    private static int level(long key) {
        return (int) (key >>> 48);
    }
}
