// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import org.freehold.server.world.Mover;
import org.jspecify.annotations.Nullable;

/**
 * On the hot path of the world thread and its {@link Helpers}: poses of a visitor's friends, at full rate and in full as far as they are in
 * sight, for whom the message that all get who stand together does not tell them so. Who has no friends in sight costs nothing.
 */
final class FriendPoses {
    private static final double SIGHT_SQUARED = PoseLevel.SIGHT_METRES * PoseLevel.SIGHT_METRES;

    private final PoseMembers members;

    FriendPoses(PoseMembers members) {
        this.members = members;
    }

    /** Puts what is due at this tick into the message. */
    void gather(View view, Viewpoint viewpoint, PoseMessageBuilder message, long tick) {
        Mover[] friends = view.visitor.friends();
        int left = viewpoint.friendsPerTick();
        for (int i = 0; i < friends.length && left > 0; i++) {
            Mover friend = friends[i];
            if (isInSight(view.avatar(), friend) && isDue(friend, viewpoint, tick)) {
                message.add(friend, tick);
                left--;
            }
        }
    }

    private boolean isDue(Mover friend, Viewpoint viewpoint, long tick) {
        PoseGroup.@Nullable Member member = members.find(friend);
        PoseGroup group = member == null ? null : member.group;
        if (group == null) {
            return false; // gone
        }
        int level = viewpoint.level(group);
        if (level == 0) {
            return false; // told to all who stand there
        }
        if (level < PoseLevel.NONE && group.isTurn(level, tick)
                && group.isDue(friend, PoseLevel.period(level), tick)) {
            // Told to all at this tick. Where that is little this one is told the rest, at the same time: so it is never less than before.
            return PoseLevel.detail(level) != 0;
        }
        return group.isDue(friend, 1, tick);
    }

    private static boolean isInSight(Mover from, Mover other) {
        double x = from.x() - other.x();
        double y = from.y() - other.y();
        double z = from.z() - other.z();
        return x * x + y * y + z * z <= SIGHT_SQUARED;
    }
}
