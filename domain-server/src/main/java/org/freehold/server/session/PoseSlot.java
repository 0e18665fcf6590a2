// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import java.util.concurrent.atomic.AtomicReference;
import org.freehold.server.wire.AvatarPose;
import org.jspecify.annotations.Nullable;

/** On the hot path. Holds the newest pose between the event loop, which puts, and the world thread, which takes. */
final class PoseSlot {
    private static final int NONE = -1;

    private final AtomicReference<@Nullable AvatarPose> newest = new AtomicReference<>();
    private int lastSequence = NONE;

    /** Event loop. False when the pose is older than one that came already. */
    boolean put(AvatarPose pose) {
        // Serial number arithmetic (RFC 1982): ahead by less than half of the circle is newer.
        if (lastSequence != NONE && (short) (pose.sequence() - lastSequence) <= 0) {
            return false;
        }
        lastSequence = pose.sequence();
        newest.set(pose);
        return true;
    }

    /** Event loop. A new connection may count from anywhere. */
    void restart() {
        lastSequence = NONE;
    }

    /** World thread. */
    @Nullable
    AvatarPose take() {
        return newest.get() == null ? null : newest.getAndSet(null);
    }
}
