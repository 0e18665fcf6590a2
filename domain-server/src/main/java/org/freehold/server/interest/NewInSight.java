// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import org.jspecify.annotations.Nullable;

/**
 * What a visitor who sees from elsewhere now has not had yet: also those who stand still, of whom nothing would come until they are
 * repeated. Owned by the world thread.
 */
final class NewInSight {
    private long stamp;

    /** Puts what is seen from {@code now} and was not from {@code before}, or only from afar, into the message. */
    void gather(@Nullable Viewpoint before, Viewpoint now, PoseMessageBuilder message, long tick) {
        stamp++;
        if (before != null) {
            for (int i = 0; i < before.size(); i++) {
                PoseGroup seen = before.group(i);
                seen.seenStamp = stamp;
                seen.seenDetail = PoseLevel.detail(before.level(i));
            }
        }
        for (int i = 0; i < now.size(); i++) {
            PoseGroup group = now.group(i);
            int detail = PoseLevel.detail(now.level(i));
            if (group.seenStamp != stamp || group.seenDetail > detail) {
                message.add(group.whole(detail, tick, message.chunks));
            }
        }
    }
}
