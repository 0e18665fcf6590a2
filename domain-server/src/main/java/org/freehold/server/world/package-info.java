// SPDX-License-Identifier: Apache-2.0
/**
 * The world itself: its entities, its avatars, and its tick.
 *
 * <p>Starting points: {@link org.freehold.server.world.WorldLoop} (the thread and the way in),
 * {@link org.freehold.server.world.World} (what a world does), {@code EditGate} (who may change what), {@code Borders} (who may be where), {@link org.freehold.server.world.Audience} (who is told),
 * {@link org.freehold.server.world.Journal} (where changes are kept).
 *
 * <p>Threads: one world thread owns everything here and is the only writer. Knows no sockets and no files.
 */
@org.jspecify.annotations.NullMarked
package org.freehold.server.world;
