// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

import java.util.ArrayList;
import java.util.List;

/** Begins streams of this side anew, once everything on them was sent, by one request at a time (RFC 6525 section 5.1.2). */
final class OutgoingReset {
    private static final int MAX_TIMEOUTS = 20;
    private static final int STREAM_BYTES = 2;

    private final Outbound outbound;
    private final RoundTrip roundTrip;
    private final Timer timer = new Timer();
    private final List<OutboundStream> asked = new ArrayList<>();
    private final List<OutboundStream> requested = new ArrayList<>();
    private int number;
    private int lastTsn;
    private boolean sendIsDue;
    private boolean isPutOff;
    private int timeouts;

    /**
     * Nothing is asked for.
     *
     * @param firstNumber of requests: the first TSN of this side
     */
    OutgoingReset(Outbound outbound, RoundTrip roundTrip, int firstNumber) {
        this.outbound = outbound;
        this.roundTrip = roundTrip;
        number = firstNumber;
    }

    /** Asks for a stream to begin anew. */
    void ask(OutboundStream stream) {
        if (!stream.isEmptying()) {
            stream.empty();
            asked.add(stream);
        }
    }

    /**
     * The peer answers a request.
     *
     * @return the streams that begin anew; empty if there are none yet
     */
    List<OutboundStream> response(int requestNumber, int result, long now) {
        if (requested.isEmpty() || requestNumber != number) {
            return List.of();
        }
        timeouts = 0;
        if (result == ReConfig.IN_PROGRESS) {
            if (!isPutOff) {
                isPutOff = true;
                timer.start(now, roundTrip.timeoutNanos());
            }
            return List.of();
        }
        isPutOff = false;
        number++;
        sendIsDue = false;
        timer.stop();
        // Whatever the peer thinks of it: there is no other way to close a channel.
        List<OutboundStream> done = List.copyOf(requested);
        requested.clear();
        for (OutboundStream stream : done) {
            stream.reset();
        }
        return done;
    }

    /**
     * Sends what is due.
     *
     * @param lastPeerNumber of the last request of the peer that was answered
     */
    void flush(PacketWriter writer, int lastPeerNumber, long now) {
        if (requested.isEmpty() && !asked.isEmpty()) {
            request(writer.roomOfPacket());
        }
        if (!sendIsDue) {
            return;
        }
        sendIsDue = false;
        timer.start(now, roundTrip.timeoutNanos());
        int valueBytes = ReConfig.OUTGOING_RESET_BYTES + STREAM_BYTES * requested.size();
        byte[] bytes = writer.bytes();
        int at = writer.chunk(ChunkType.RE_CONFIG, 0, Tlv.HEADER_BYTES + valueBytes);
        at = ReConfig.parameter(bytes, at, ReConfig.OUTGOING_RESET, valueBytes);
        NetworkOrder.put32(bytes, at, number);
        NetworkOrder.put32(bytes, at + 4, lastPeerNumber);
        NetworkOrder.put32(bytes, at + 8, lastTsn);
        at += ReConfig.OUTGOING_RESET_BYTES;
        for (OutboundStream stream : requested) {
            NetworkOrder.put16(bytes, at, stream.id());
            at += STREAM_BYTES;
        }
    }

    private void request(int room) {
        int most = (room - Tlv.HEADER_BYTES - ReConfig.OUTGOING_RESET_BYTES) / STREAM_BYTES;
        for (int i = 0; i < asked.size() && requested.size() < most; i++) {
            OutboundStream stream = asked.get(i);
            if (stream.isEmpty() && !stream.isBlocked()) {
                stream.block();
                requested.add(stream);
            }
        }
        if (!requested.isEmpty()) {
            asked.removeAll(requested);
            lastTsn = outbound.resetAfterLast();
            sendIsDue = true;
        }
    }

    long timeoutIn(long now) {
        return timer.in(now);
    }

    /** Does what is due; false when the peer has not answered for so long that it is given up. */
    boolean timeout(long now) {
        if (timer.takeDue(now)) {
            sendIsDue = true;
            if (isPutOff) {
                // Under a new number, for peers repeat the answer that they gave to the old one.
                isPutOff = false;
                number++;
            } else {
                timeouts++;
                roundTrip.backOff();
            }
        }
        return timeouts <= MAX_TIMEOUTS;
    }

    /** Waits for nothing any more. */
    void stop() {
        timer.stop();
    }
}
