// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.freehold.server.world.Mover;
import org.jspecify.annotations.Nullable;

/** All that moves, in no order, to be found by handle. Owned by the world thread; its helpers read. */
final class PoseMembers {
    private final List<PoseGroup.Member> members = new ArrayList<>();
    private PoseGroup.@Nullable Member[] byHandle = new PoseGroup.Member[64];

    int size() {
        return members.size();
    }

    PoseGroup.Member get(int index) {
        return members.get(index);
    }

    /** Null when it is not among them. */
    PoseGroup.@Nullable Member find(Mover mover) {
        PoseGroup.Member member = mover.handle() < byHandle.length ? byHandle[mover.handle()] : null;
        // Another one may have the handle now.
        return member != null && member.mover == mover ? member : null;
    }

    void add(PoseGroup.Member member) {
        int handle = member.mover.handle();
        if (handle >= byHandle.length) {
            byHandle = Arrays.copyOf(byHandle, Math.max(handle + 1, byHandle.length * 2));
        }
        byHandle[handle] = member;
        member.position = members.size();
        members.add(member);
    }

    void remove(PoseGroup.Member member) {
        byHandle[member.mover.handle()] = null;
        PoseGroup.Member last = members.removeLast();
        if (last != member) {
            members.set(member.position, last);
            last.position = member.position;
        }
    }
}
