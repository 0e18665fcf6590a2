// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.crowd;

/**
 * What a crowd received of moved things in a stretch of time.
 *
 * @param seconds how long it was counted
 * @param moved places of things that builders sent
 * @param delivered poses of things, of all who received them, each once
 * @param bytes of those poses, repeated ones too, with the headers of their groups
 * @param medianMillis age of a pose, from the builder's sending on
 * @param p99Millis as above
 */
public record ThingCounts(
        double seconds, long moved, long delivered, double bytes, double medianMillis, double p99Millis) {

    /** Poses delivered in a second. */
    public double perSecond() {
        return delivered / seconds;
    }

    /** Places sent in a second. */
    public double movedPerSecond() {
        return moved / seconds;
    }
}
