// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

import java.util.Arrays;

/**
 * Puts chunks together into packets (RFC 9260 section 3), in the order in which they are begun. On the hot path: one array, used for each packet again.
 *
 * <pre>
 * 0   source port, destination port: 5000 both, as in SDP
 * 4   verification tag
 * 8   checksum, or 0 where the peer takes that because DTLS already protects the packet (RFC 9653)
 * 12  chunks
 * </pre>
 */
final class PacketWriter {
    static final int HEADER_BYTES = 12;
    static final int PORT = 5000;

    private final PacketSink sink;
    private final Checksum checksum;
    private final byte[] packet;
    private int capacity;
    private int length = HEADER_BYTES;
    private int peerTag;
    private boolean zeroChecksum;
    private boolean whole;
    private long packets;

    /** Where the last DATA chunk of this packet begins; 0 if there is none. */
    private int lastData;

    /** Packets have at most {@code packetBytes} until {@link #packetBytes} says more, which is at most {@code largestBytes}. */
    PacketWriter(int packetBytes, int largestBytes, PacketSink sink, Checksum checksum) {
        this.sink = sink;
        this.checksum = checksum;
        packet = new byte[largestBytes];
        packetBytes(packetBytes);
        NetworkOrder.put16(packet, 0, PORT);
        NetworkOrder.put16(packet, 2, PORT);
    }

    /** What the handshake found out: what the peer wants to see in each packet, and whether it takes one without a checksum. */
    void speakTo(int tag, boolean withoutChecksum) {
        peerTag = tag;
        zeroChecksum = withoutChecksum;
    }

    /** From the next packet on it has at most so many bytes; but for a chunk that was cut when there were more, and is sent again. */
    void packetBytes(int bytes) {
        // Chunks end at multiples of four bytes.
        capacity = bytes & ~3;
    }

    /** The array in which values are to be written. */
    byte[] bytes() {
        return packet;
    }

    /** The longest value that a chunk can have in this packet, bytes; less than 0 when there is not even room for its header. */
    int room() {
        return capacity - length - Tlv.HEADER_BYTES;
    }

    /** The longest value that a chunk can have in a packet of its own, bytes. */
    int roomOfPacket() {
        return capacity - HEADER_BYTES - Tlv.HEADER_BYTES;
    }

    /** How many packets were sent so far; the one that is being put together has this number. */
    long packets() {
        return packets;
    }

    boolean isEmpty() {
        return length == HEADER_BYTES;
    }

    /**
     * Begins a chunk, in the next packet if this one has no room, or has DATA already and this is none: those come last (RFC 9260 section 6.10).
     *
     * @param valueBytes at most {@link #roomOfPacket}, or what that was before
     * @return where its value is to be written
     */
    int chunk(int type, int flags, int valueBytes) {
        boolean data = type == ChunkType.DATA;
        if (valueBytes > room() || (lastData != 0 && !data)) {
            send();
        }
        int at = length;
        if (data) {
            lastData = at;
        }
        packet[at] = (byte) type;
        packet[at + 1] = (byte) flags;
        NetworkOrder.put16(packet, at + 2, valueBytes + Tlv.HEADER_BYTES);
        int end = at + Tlv.HEADER_BYTES + valueBytes;
        length = Tlv.padded(end);
        Arrays.fill(packet, end, length, (byte) 0);
        return at + Tlv.HEADER_BYTES;
    }

    /** Asks the peer to acknowledge the last DATA chunk of this packet at once, if there is one (RFC 7053). */
    void askForAcknowledgement() {
        if (lastData != 0) {
            packet[lastData + 1] |= DataChunk.IMMEDIATE;
        }
    }

    /** Makes this packet as long as one may be (RFC 4820). */
    void pad() {
        int room = room();
        if (room >= 0) {
            int at = chunk(ChunkType.PAD, 0, room);
            Arrays.fill(packet, at, at + room, (byte) 0);
        }
    }

    /** Sends what was begun, and nobody on the way may cut it. */
    void sendWhole() {
        whole = true;
        send();
        whole = false;
    }

    /** Sends what was begun, if anything. */
    void send() {
        send(peerTag, !zeroChecksum);
    }

    /** Sends what was begun, if anything, with a checksum in any case: the handshake needs that. */
    void sendChecked(int tag) {
        send(tag, true);
    }

    private void send(int tag, boolean checked) {
        if (isEmpty()) {
            return;
        }
        NetworkOrder.put32(packet, 4, tag);
        NetworkOrder.put32(packet, 8, checked ? checksum.of(packet, 0, length) : 0);
        int bytes = length;
        length = HEADER_BYTES;
        lastData = 0;
        packets++;
        if (whole) {
            sink.sendWhole(packet, 0, bytes);
        } else {
            sink.send(packet, 0, bytes);
        }
    }
}
