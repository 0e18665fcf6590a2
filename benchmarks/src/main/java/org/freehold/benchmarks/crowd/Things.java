// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.crowd;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Things that builders hold: whose each is, what the server calls it, and where it is while it is moved. For one thread. */
final class Things {
    private static final int HANDLES = 65_536;
    private static final int NONE = -1;
    private static final long SEED = 2000;
    private static final double CIRCLE_METRES = 0.5;
    /** From one pose to the next: 1 m/s with 20 of them a second. */
    private static final double STEP_RADIANS = 0.1;

    private final int[] builders;
    private final float[] x;
    private final float[] z;
    private final int[] byHandle = new int[HANDLES];

    /**
     * Things all over the ground, none of them held yet.
     *
     * @param builders who holds them, walkers by number, each as many as the others
     */
    Things(Ground ground, int count, List<Integer> builders) {
        this.builders = new int[count];
        x = new float[count];
        z = new float[count];
        Random random = new Random(SEED);
        for (int i = 0; i < count; i++) {
            this.builders[i] = builders.get(i % builders.size());
            x[i] = (float) ((random.nextDouble() - 0.5) * ground.sideMetres());
            z[i] = (float) ((random.nextDouble() - 0.5) * ground.sideMetres());
        }
        Arrays.fill(byHandle, NONE);
    }

    /** None at all. */
    static Things none() {
        return new Things(Ground.plaza(), 0, List.of());
    }

    int count() {
        return builders.length;
    }

    /** The walker in whose hands it is. */
    int builder(int thing) {
        return builders[thing];
    }

    /** Metres, when its builder's pose has this number. */
    float x(int thing, int number) {
        return x[thing] + (float) (CIRCLE_METRES * Math.cos(number * STEP_RADIANS));
    }

    /** As {@link #x}. */
    float z(int thing, int number) {
        return z[thing] + (float) (CIRCLE_METRES * Math.sin(number * STEP_RADIANS));
    }

    /** The server calls it by this handle. */
    void name(int thing, int handle) {
        byHandle[handle] = thing;
    }

    /** The server calls nothing by this handle any more. */
    void forget(int handle) {
        byHandle[handle] = NONE;
    }

    /** What the server calls by this handle, 0 to 65535; -1 for nothing of ours. */
    int at(int handle) {
        return byHandle[handle];
    }
}
