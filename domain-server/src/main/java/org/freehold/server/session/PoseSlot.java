// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.atomic.AtomicReference;
import org.freehold.server.wire.AvatarPose;
import org.freehold.server.wire.PoseCodec;
import org.freehold.server.wire.QuantisedPose;
import org.jspecify.annotations.Nullable;

/**
 * On the hot path. Holds the newest pose between the event loop, which puts, and the world thread, which takes. Two or three poses go round:
 * nothing is allocated for one that comes in, and neither side waits.
 */
final class PoseSlot {
    /** What became of a frame. */
    enum Put {
        NEW,
        /** It is not a pose of the protocol. */
        MALFORMED,
        /** It is older than one that came already. */
        OLD
    }

    private static final int NONE = -1;

    private final AtomicReference<@Nullable QuantisedPose> newest = new AtomicReference<>();
    /** One that was taken, to be filled again. */
    private final AtomicReference<@Nullable QuantisedPose> returned = new AtomicReference<>();
    private QuantisedPose next = new QuantisedPose();
    private int lastSequence = NONE;

    /** Event loop. Reads the frame, without moving its reader index. */
    Put put(ByteBuf frame) {
        QuantisedPose incoming = next;
        if (!PoseCodec.read(frame, incoming)) {
            return Put.MALFORMED;
        }
        // Serial number arithmetic (RFC 1982): ahead by less than half of the circle is newer.
        if (lastSequence != NONE && (short) (incoming.sequence - lastSequence) <= 0) {
            return Put.OLD;
        }
        lastSequence = incoming.sequence;
        QuantisedPose untaken = newest.getAndSet(null);
        if (untaken != null) {
            // A jump that nobody was told of is told with the pose that comes instead.
            incoming.flags |= untaken.flags & AvatarPose.JUMPED;
        }
        newest.set(incoming);
        next = untaken == null ? unused() : untaken;
        return Put.NEW;
    }

    /** Event loop. A new connection may count from anywhere. */
    void restart() {
        lastSequence = NONE;
    }

    /** World thread. False, and {@code into} as it was, when nothing came since the last call. */
    boolean take(QuantisedPose into) {
        QuantisedPose taken = newest.get() == null ? null : newest.getAndSet(null);
        if (taken == null) {
            return false;
        }
        into.set(taken);
        returned.set(taken);
        return true;
    }

    private QuantisedPose unused() {
        QuantisedPose taken = returned.getAndSet(null);
        return taken == null ? new QuantisedPose() : taken;
    }
}
