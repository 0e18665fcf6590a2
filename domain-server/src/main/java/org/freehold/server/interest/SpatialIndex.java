// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import io.netty.util.collection.LongObjectHashMap;
import java.util.Arrays;
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
        private static final int NUMBERS = 6;

        private Placed[] members = new Placed[2];
        private int[] slots = new int[2];
        /** Of each: x, y, z, reach, radius, factor of its cost. */
        private double[] numbers = new double[2 * NUMBERS];
        private int size;

        void add(Placed placed) {
            if (size == members.length) {
                members = Arrays.copyOf(members, size * 2);
                slots = Arrays.copyOf(slots, size * 2);
                numbers = Arrays.copyOf(numbers, size * 2 * NUMBERS);
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
            slots[placed.bucketPosition] = placed.slot();
            int at = placed.bucketPosition * NUMBERS;
            numbers[at] = placed.x;
            numbers[at + 1] = placed.y;
            numbers[at + 2] = placed.z;
            numbers[at + 3] = placed.reach;
            numbers[at + 4] = placed.radius;
            numbers[at + 5] = placed.costFactor();
        }

        void query(double x, double y, double z, Found found) {
            for (int n = 0, at = 0; n < size; n++, at += NUMBERS) {
                double dx = numbers[at] - x;
                double dy = numbers[at + 1] - y;
                double dz = numbers[at + 2] - z;
                double reach = numbers[at + 3];
                double squared = dx * dx + dy * dy + dz * dz;
                if (squared <= reach * reach && !found.leavesOut(slots[n])) {
                    // Near, large (near by its surface) and moving things first.
                    double surface = Math.max(0, Math.sqrt(squared) - numbers[at + 4]);
                    found.add((float) (surface * numbers[at + 5]), slots[n]);
                }
            }
        }
    }

    private final LongObjectHashMap<Bucket> buckets = new LongObjectHashMap<>();
    private final int[] countByLevel = new int[MAX_LEVEL + 1];

    void add(Placed placed) {
        placed.bucket = key(placed);
        Bucket bucket = buckets.get(placed.bucket);
        if (bucket == null) {
            bucket = new Bucket();
            buckets.put(placed.bucket, bucket);
        }
        bucket.add(placed);
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
     * Adds what matters at this place to {@code found}, with its cost: how far its surface is away, metres, half of that for what
     * moves.
     *
     * @return how many things were looked at
     */
    int query(Vec3 at, Found found) {
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
