// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.crowd;

import java.util.Random;

/**
 * Where everybody is, and when each said so: walkers by number, straight on at 1.4 m/s, and back at the border. For one thread;
 * nothing is allocated once they walk.
 */
final class Walkers {
    static final double METRES_PER_SECOND = 1.4;

    /** Poses older than this many are not told from newer ones: 12.8 s at 20 poses a second. */
    private static final int REMEMBERED = 256;
    private static final long SEED = 20;

    private final double half;
    private final double stepMetres;
    private final float[] x;
    private final float[] z;
    private final double[] heading;
    private final long[] sentNanos;

    /** @param stepSeconds from one pose to the next */
    Walkers(Ground ground, int count, double stepSeconds) {
        half = ground.sideMetres() / 2;
        stepMetres = METRES_PER_SECOND * stepSeconds;
        x = new float[count];
        z = new float[count];
        heading = new double[count];
        sentNanos = new long[count * REMEMBERED];
        Random random = new Random(SEED);
        for (int i = 0; i < count; i++) {
            x[i] = (float) ((random.nextDouble() - 0.5) * ground.sideMetres());
            z[i] = (float) ((random.nextDouble() - 0.5) * ground.sideMetres());
            heading[i] = random.nextDouble() * 2 * Math.PI;
        }
    }

    int count() {
        return x.length;
    }

    float x(int walker) {
        return x[walker];
    }

    float z(int walker) {
        return z[walker];
    }

    /** Where it walks: radians about +Y, 0 along -Z. */
    double headingRadians(int walker) {
        return heading[walker];
    }

    /** One step on, and the time at which the pose with this number was sent. */
    void step(int walker, int number, long nowNanos) {
        double sine = Math.sin(heading[walker]);
        double cosine = Math.cos(heading[walker]);
        double nextX = x[walker] - sine * stepMetres;
        double nextZ = z[walker] - cosine * stepMetres;
        if (Math.abs(nextX) > half || Math.abs(nextZ) > half) {
            heading[walker] = Math.atan2(
                    Math.abs(nextX) > half ? -sine : sine, Math.abs(nextZ) > half ? -cosine : cosine);
        }
        x[walker] = (float) Math.clamp(nextX, -half, half);
        z[walker] = (float) Math.clamp(nextZ, -half, half);
        sentNanos[walker * REMEMBERED + number % REMEMBERED] = nowNanos;
    }

    long sentNanos(int walker, int number) {
        return sentNanos[walker * REMEMBERED + number % REMEMBERED];
    }

    /** True when the two are no farther from each other than this. */
    boolean areWithin(int one, int other, double squareMetres) {
        float dx = x[one] - x[other];
        float dz = z[one] - z[other];
        return dx * dx + dz * dz <= squareMetres;
    }
}
