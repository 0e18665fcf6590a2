// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

import io.netty.buffer.ByteBuf;

/** A message on its way to the peer. Owns one reference to its bytes, and gives that back when they are acknowledged or given up. */
final class OutgoingMessage {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final OutboundStream stream;
    private final int protocolId;
    private final boolean ordered;
    private final Reliability reliability;
    private final ByteBuf bytes;
    private final int start;
    private final int length;
    private final long handedOverNanos;
    private int sent;
    private int ssn;
    private int firstTsn;
    private int chunksInFlight;
    private boolean abandoned;

    OutgoingMessage(OutboundStream stream, int protocolId, boolean ordered, Reliability reliability, ByteBuf bytes,
            long now) {
        this.stream = stream;
        this.protocolId = protocolId;
        this.ordered = ordered;
        this.reliability = reliability;
        this.bytes = bytes;
        start = bytes.readerIndex();
        length = bytes.readableBytes();
        handedOverNanos = now;
    }

    OutboundStream stream() {
        return stream;
    }

    int protocolId() {
        return protocolId;
    }

    boolean isOrdered() {
        return ordered;
    }

    int length() {
        return length;
    }

    /** Bytes of which not even a first attempt was made. */
    int unsentBytes() {
        return abandoned ? 0 : length - sent;
    }

    int sentBytes() {
        return sent;
    }

    int ssn() {
        return ssn;
    }

    int firstTsn() {
        return firstTsn;
    }

    /** Its first chunk goes now, with this TSN; its place in the order of its stream is decided. */
    void begin(int tsn) {
        firstTsn = tsn;
        if (ordered) {
            ssn = stream.takeSsn();
        }
    }

    /** One chunk more is on its way. */
    void chunkSent(int chunkBytes) {
        sent += chunkBytes;
        chunksInFlight++;
    }

    /** A chunk is acknowledged for good; true if it was the last of the message. */
    boolean chunkDone() {
        chunksInFlight--;
        return chunksInFlight == 0 && sent == length && !abandoned;
    }

    void read(int offset, byte[] into, int at, int count) {
        bytes.getBytes(start + offset, into, at, count);
    }

    /** Whether it is too old to be sent, first or again. */
    boolean isExpired(long now) {
        return reliability.kind() == Reliability.Kind.LIFETIME_MILLIS
                && now - handedOverNanos > reliability.limit() * NANOS_PER_MILLI;
    }

    /** Whether a chunk that was sent so often and got lost is to be sent again. */
    boolean isWorthRepeating(int transmissions, long now) {
        return switch (reliability.kind()) {
            case FULL -> true;
            case RETRANSMISSIONS -> transmissions <= reliability.limit();
            case LIFETIME_MILLIS -> !isExpired(now);
        };
    }

    /** Gives it up, and its bytes back; once. */
    void abandon() {
        if (!abandoned) {
            abandoned = true;
            bytes.release();
        }
    }

    /** Gives the bytes back. */
    void release() {
        bytes.release();
    }
}
