// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

import org.jspecify.annotations.Nullable;

/** A TSN that the peer has not acknowledged for good. On the hot path: used again for later TSNs. */
final class SentChunk {

    /** What is known of it. */
    enum State {
        /** On its way. */
        IN_FLIGHT,
        /** Lost, and to be sent again. */
        LOST,
        /** The peer has it, but not everything before it, and might drop it. */
        ACKNOWLEDGED,
        /** Not to be waited for. */
        ABANDONED
    }

    /** Of a chunk that is given up as soon as its TSN is taken, the message. */
    @Nullable
    OutgoingMessage message;

    State state = State.IN_FLIGHT;
    int offset;
    int length;
    int transmissions;

    /** Of the packet in which it went last. */
    long packet;

    /** When it went last. */
    long sentNanos;

    /** What it takes of a packet, about. */
    int cost() {
        return length + Tlv.HEADER_BYTES + DataChunk.HEADER_BYTES;
    }

    boolean isWholeMessage() {
        return message != null && length == message.length();
    }
}
