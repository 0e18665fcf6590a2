// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

/** What comes from the peer: takes DATA and FORWARD-TSN, holds no more than the limits allow, and acknowledges. On the hot path. */
final class Inbound {

    /** What became of a chunk. */
    enum Taken {
        /** Taken, had before, or left for the peer to send again. */
        FINE,
        /** It makes no sense. */
        REFUSED,
        /** Message too long, or so much out of order that nothing can go on. */
        TOO_MUCH
    }

    private static final int FORWARD_BYTES = 4;
    private static final int SKIPPED_BYTES = 4;

    private final Limits limits;
    private final ReceivedTsns received;
    private final Reassembly reassembly;
    private final Acknowledgement acknowledgement = new Acknowledgement();
    private final DataChunk chunk = new DataChunk();

    Inbound(Limits limits, int firstTsn, Reassembly.Sink sink) {
        this.limits = limits;
        received = new ReceivedTsns(firstTsn, limits.gapRanges());
        reassembly = new Reassembly(limits, sink);
    }

    /** The last TSN before the first that is missing. */
    int cumulative() {
        return received.cumulative();
    }

    int heldBytes() {
        return reassembly.heldBytes();
    }

    void packetBegins() {
        acknowledgement.packetBegins();
    }

    /** Takes a DATA chunk. */
    Taken data(byte[] packet, int flags, int start, int length) {
        if (!chunk.read(packet, flags, start, length) || chunk.stream >= limits.streams()) {
            return Taken.REFUSED;
        }
        int tsn = chunk.tsn;
        if (received.has(tsn)) {
            acknowledgement.duplicate(tsn);
            return Taken.FINE;
        }
        boolean next = tsn == received.cumulative() + 1;
        if (!hasRoom(tsn, next)) {
            acknowledgement.data(true);
            return next ? Taken.TOO_MUCH : Taken.FINE;
        }
        received.add(tsn);
        acknowledgement.data(chunk.isImmediate() || received.ranges() > 0);
        return reassembly.take(chunk, next) ? Taken.FINE : Taken.TOO_MUCH;
    }

    /**
     * Whether a chunk can be taken. Beyond the announced window only what fills a gap is, up to twice the window, for the peer may have sent that before it
     * knew; then only the next one, with which everything goes on. A peer that keeps to the window never gets there.
     */
    private boolean hasRoom(int tsn, boolean next) {
        int held = reassembly.heldBytes() + chunk.length;
        if (next) {
            return held <= 3L * limits.receiveWindowBytes();
        }
        return held <= 2L * limits.receiveWindowBytes()
                && received.canAdd(tsn)
                && (chunk.isWhole() || reassembly.canHoldPartial())
                && (held <= limits.receiveWindowBytes() || Serial.after(received.highest(), tsn));
    }

    /**
     * Takes a FORWARD-TSN (RFC 3758 section 3.2): the new point, then four bytes for each ordered stream on which messages were given up, its number and the last such
     * SSN.
     */
    Taken forward(byte[] packet, int start, int length) {
        if (length < FORWARD_BYTES || (length - FORWARD_BYTES) % SKIPPED_BYTES != 0) {
            return Taken.REFUSED;
        }
        acknowledgement.owe();
        int point = NetworkOrder.int32(packet, start);
        if (!Serial.after(point, received.cumulative())) {
            return Taken.FINE;
        }
        received.forward(point);
        reassembly.forward(point);
        for (int at = start + FORWARD_BYTES; at < start + length; at += SKIPPED_BYTES) {
            int stream = NetworkOrder.unsigned16(packet, at);
            if (stream < limits.streams()) {
                reassembly.skip(stream, NetworkOrder.unsigned16(packet, at + 2));
            }
        }
        return Taken.FINE;
    }

    /** Begins a stream of the peer anew. */
    void reset(int stream) {
        reassembly.reset(stream);
    }

    /** Forgets what is held. */
    void clear() {
        reassembly.clear();
    }

    long timeoutIn(long now) {
        return acknowledgement.timeoutIn(now);
    }

    /** Writes a SACK if one is due. */
    void acknowledge(PacketWriter writer, long now, boolean dataIsGoing) {
        if (acknowledgement.isDue(now, dataIsGoing)) {
            int window = Math.max(0, limits.receiveWindowBytes() - reassembly.heldBytes());
            acknowledgement.write(writer, received, window);
        }
    }
}
