// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

/**
 * A crowd without anything that is moved, and right after it the same one with.
 *
 * @param without what the others are told of people only
 * @param with some move things as well
 */
record MovesPair(MovesRun without, MovesRun with) {
    private static final double MILLION = 1e6;
    /** What the system can tell of processor time, seconds. */
    private static final double LEAST_SECONDS = 0.01;

    /** What a million poses of things cost beyond what is there without them, seconds of the server's processor time. */
    double cpuPerMillionThings() {
        // Less is not told apart.
        double least = LEAST_SECONDS / with.moved().seconds();
        return Math.max(with.cpu() - without.cpu(), least) / with.moved().perSecond() * MILLION;
    }

    /** False when the server did no more with things than without: then there was too little to do, or too much else. */
    boolean tells() {
        return with.cpu() > without.cpu();
    }

    /** What a million poses of people cost where nothing is moved, seconds of the server's processor time. */
    double cpuPerMillionPeople() {
        return without.crowd().cpuPerMillionUseful();
    }

    double ratio() {
        return cpuPerMillionThings() / cpuPerMillionPeople();
    }
}
