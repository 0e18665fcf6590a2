// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

/**
 * One DATA chunk that has come, in the packet where it lies (RFC 9260 section 3.3.1). On the hot path: one object, filled again and again.
 *
 * <pre>
 * 0   TSN
 * 4   stream, SSN   2 bytes each
 * 8   protocol      what the bytes are
 * 12  bytes of a message, at least one
 * </pre>
 */
final class DataChunk {
    static final int HEADER_BYTES = 12;
    static final int END = 1;
    static final int BEGIN = 2;
    static final int UNORDERED = 4;
    static final int IMMEDIATE = 8;

    private static final int WHOLE = BEGIN | END;

    byte[] bytes = {};
    int start;
    int length;
    int tsn;
    int stream;
    int ssn;
    int protocolId;
    private int flags;

    /** Points to this chunk; false if it is shorter than its own header and one byte. */
    boolean read(byte[] packet, int chunkFlags, int valueStart, int valueLength) {
        if (valueLength <= HEADER_BYTES) {
            return false;
        }
        bytes = packet;
        start = valueStart + HEADER_BYTES;
        length = valueLength - HEADER_BYTES;
        flags = chunkFlags;
        tsn = NetworkOrder.int32(packet, valueStart);
        stream = NetworkOrder.unsigned16(packet, valueStart + 4);
        ssn = NetworkOrder.unsigned16(packet, valueStart + 6);
        protocolId = NetworkOrder.int32(packet, valueStart + 8);
        return true;
    }

    boolean begins() {
        return (flags & BEGIN) != 0;
    }

    boolean ends() {
        return (flags & END) != 0;
    }

    boolean isWhole() {
        return (flags & WHOLE) == WHOLE;
    }

    boolean isUnordered() {
        return (flags & UNORDERED) != 0;
    }

    /** Whether the sender waits for the acknowledgement (RFC 7053). */
    boolean isImmediate() {
        return (flags & IMMEDIATE) != 0;
    }
}
