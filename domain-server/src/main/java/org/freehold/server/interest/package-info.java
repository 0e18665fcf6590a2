// SPDX-License-Identifier: Apache-2.0
/**
 * Who is sent what of the world: what is near, large or moving first, what is beyond sight not at all, and each thing encoded once
 * for all who see it.
 *
 * <p>Starting points: {@link org.freehold.server.interest.Interest} (the world's audience), {@code EntityStream} (what is sent of
 * entities), {@code Reach} (from how far a thing matters), {@code Looks} and {@code SendTurns} (whose turn it is when many come at
 * once), {@code SendWindow} (how much a line is given at once); {@code PoseStreams} (what is sent of what moves), {@code PoseLevel} (how
 * often, and in how much detail), {@code Viewpoint} (for whom together), {@code FriendPoses} (who comes first), {@code LineBudget} (how much a line takes).
 *
 * <p>Threads: the world's, and within a tick its {@link org.freehold.server.interest.Helpers}, who send what the world thread has sorted. Knows no sockets, and changes nothing of the world.
 */
@NullMarked
package org.freehold.server.interest;

import org.jspecify.annotations.NullMarked;
