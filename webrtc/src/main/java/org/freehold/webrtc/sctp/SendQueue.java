// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which message goes next: one that is begun already, for its chunks must follow each other; else of the streams with the highest priority the one that has
 * waited longest (RFC 8831 section 6.4, RFC 8260 section 3). On the hot path.
 */
final class SendQueue {
    private final List<OutboundStream> ready = new ArrayList<>();
    private @Nullable OutboundStream begun;

    boolean isEmpty() {
        return ready.isEmpty();
    }

    void add(OutgoingMessage message) {
        OutboundStream stream = message.stream();
        if (stream.isEmpty() && !stream.isBlocked()) {
            ready.add(stream);
        }
        stream.add(message);
    }

    /** A stream has begun anew, so that its messages need not wait any more. */
    void unblocked(OutboundStream stream) {
        if (!stream.isEmpty()) {
            ready.add(stream);
        }
    }

    /** Forgets a stream whose messages are taken away. */
    void remove(OutboundStream stream) {
        ready.remove(stream);
    }

    /** The message that goes next; the queue keeps it until {@link #finish}. */
    @Nullable
    OutgoingMessage next() {
        OutboundStream stream = begun;
        if (stream == null) {
            for (int i = 0; i < ready.size(); i++) {
                OutboundStream other = ready.get(i);
                if (stream == null || other.priority() > stream.priority()) {
                    stream = other;
                }
            }
        }
        return stream == null ? null : stream.first();
    }

    /** A part of the next message was sent. */
    void sent(OutgoingMessage message, int bytes) {
        OutboundStream stream = message.stream();
        stream.addUnsent(-bytes);
        if (message.unsentBytes() == 0) {
            finish(stream);
        } else {
            begun = stream;
        }
    }

    /**
     * The next message, or one of which a part was sent, is given up; called before it is.
     *
     * @return whether it was in the queue
     */
    boolean abandon(OutgoingMessage message) {
        OutboundStream stream = message.stream();
        if (stream.first() != message) {
            return false;
        }
        stream.addUnsent(-message.unsentBytes());
        finish(stream);
        return true;
    }

    private void finish(OutboundStream stream) {
        begun = null;
        stream.removeFirst();
        ready.remove(stream);
        if (!stream.isEmpty()) {
            ready.add(stream);
        }
    }

    void clear() {
        ready.clear();
        begun = null;
    }
}
