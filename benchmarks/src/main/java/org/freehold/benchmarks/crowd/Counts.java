// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.crowd;

/**
 * What a crowd received in a stretch of time.
 *
 * @param seconds how long it was counted
 * @param sent of the turns to send a pose, those that were taken (0 to 1): less than 0.99 says that the generator itself was too slow
 * @param expected poses that everybody would have received if each pose had reached all who should have it
 * @param useful poses that were of use: in a city in full detail and of somebody near, in a plaza all
 * @param near poses in full detail, of anybody else, each once
 * @param far poses in little detail
 * @param others poses of what moves in the world of its own accord, repeated ones too
 * @param bytes of frames with poses, with what WebSocket adds
 * @param medianMillis age of useful poses in full detail
 * @param p99Millis as above
 * @param oldestMillis as above
 */
public record Counts(
        double seconds,
        double sent,
        double expected,
        long useful,
        long near,
        long far,
        long others,
        long bytes,
        double medianMillis,
        double p99Millis,
        double oldestMillis) {

    /** Poses of any detail, of anybody and anything. */
    public long delivered() {
        return near + far + others;
    }

    /** Useful poses in a second. */
    public double usefulPerSecond() {
        return useful / seconds;
    }

    /** Useful poses of those expected, 0 to 1. */
    public double ofExpected() {
        return useful / expected;
    }
}
