// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

/**
 * The moment of a tick. Durations are counted in ticks, so that neither a stall nor a corrected clock ends anything early.
 *
 * @param tick rising by one
 * @param epochMicros microseconds since 1970
 * @param stepSeconds length of one tick
 */
record TickTime(long tick, long epochMicros, double stepSeconds) {
    long epochMillis() {
        return epochMicros / 1000;
    }
}
