// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.crowd;

/**
 * The square, around the origin, in which a crowd walks.
 *
 * @param sideMetres its edge
 * @param nearMetres how near another one is whose poses count as useful; infinite for everybody's
 */
public record Ground(double sideMetres, double nearMetres) {
    private static final double PLAZA_METRES = 40;
    private static final double NEAR_METRES = 20;
    private static final double NEIGHBOURS = 10;

    /** All in sight of each other: 40 m by 40 m. */
    public static Ground plaza() {
        return new Ground(PLAZA_METRES, Double.POSITIVE_INFINITY);
    }

    /** As large as it takes to have ten others within 20 m, those at the border fewer. */
    public static Ground city(int people) {
        return new Ground(Math.sqrt(people * Math.PI * NEAR_METRES * NEAR_METRES / NEIGHBOURS), NEAR_METRES);
    }
}
