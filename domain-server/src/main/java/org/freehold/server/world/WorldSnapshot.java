// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

/**
 * The world in numbers, as of the last tick.
 *
 * @param tick number of the last tick; 0 before the first
 * @param epochMillis when it began, milliseconds since 1970; 0 before the first
 * @param tickNanos how long its work took
 * @param people in the world, with those whose connection is lost
 * @param moving entities that move by themselves
 * @param inboxLength commands that waited when the tick began
 * @param lateTicks ticks that began too late to be made up for, since the start
 * @param failures faults that a tick survived, since the start
 * @param readOnly true while nothing can be stored
 */
public record WorldSnapshot(
        long tick,
        long epochMillis,
        long tickNanos,
        int entities,
        int people,
        int moving,
        int inboxLength,
        long lateTicks,
        long failures,
        boolean readOnly) {}
