// SPDX-License-Identifier: Apache-2.0
/**
 * The floor: the least that a server in Java can do for a crowd, to compare ours with. Raw Netty, one event loop, Netty's
 * WebSocket codec, poses of 28 bytes that are passed on as they are: no keys, no entities, no cells, no details, no limits.
 *
 * <p>Starting points: {@link org.freehold.benchmarks.floor.Floor} (the program), {@code FloorTick} (whom it tells what),
 * {@link org.freehold.benchmarks.floor.FloorPose} (the 28 bytes).
 *
 * <p>Threads: one event loop does everything.
 */
@NullMarked
package org.freehold.benchmarks.floor;

import org.jspecify.annotations.NullMarked;
