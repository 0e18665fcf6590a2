// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

import java.util.Objects;
import org.freehold.webrtc.sctp.SentChunk.State;

/** Up to where the peer need not wait, and how it is told: FORWARD-TSN (RFC 3758 section 3.5). On the hot path. */
final class Forwarding {
    private static final int POINT_BYTES = 4;
    private static final int SKIPPED_BYTES = 4;

    private final InFlight inFlight;
    private int point;
    private int toldPoint;
    private long toldNanos;
    private boolean due;

    /** The last TSN before streams begin anew, if that was asked for. */
    private int resetTsn;

    private boolean resetIsAsked;
    private long rounds;

    Forwarding(InFlight inFlight) {
        this.inFlight = inFlight;
        point = inFlight.firstTsn() - 1;
        toldPoint = point;
    }

    /**
     * Moves the point over what was given up. Not over a fragment that the peer acknowledged and that was not given up: some peers drop what lies before the
     * point, whole or not.
     */
    void advance() {
        int acknowledged = inFlight.firstTsn() - 1;
        if (Serial.after(acknowledged, point)) {
            point = acknowledged;
        }
        int end = resetIsAsked && !Serial.after(inFlight.firstTsn(), resetTsn) ? resetTsn + 1 : inFlight.nextTsn();
        for (int tsn = point + 1; tsn != end && tsn != inFlight.nextTsn(); tsn++) {
            SentChunk chunk = inFlight.get(tsn);
            if (chunk.state == State.ABANDONED) {
                point = tsn;
            } else if (chunk.state != State.ACKNOWLEDGED || !chunk.isWholeMessage()) {
                break;
            }
        }
        due |= isNeeded() && Serial.after(point, toldPoint);
    }

    /**
     * Streams are asked to begin anew after this TSN: until the peer has come so far, the point does not pass it. The peer may have begun them anew before this side
     * knows, and would take an SSN of before for one of after.
     */
    void resetAfter(int tsn) {
        resetTsn = tsn;
        resetIsAsked = true;
    }

    /** Whether the peer waits for something that won't come. */
    private boolean isNeeded() {
        return !Serial.after(inFlight.firstTsn(), point);
    }

    /** The peer, who has just answered, still waits: tells it again, but not more often than it can answer. */
    void remind(long now, long roundTripNanos) {
        due |= isNeeded() && now - toldNanos > roundTripNanos;
    }

    /** Nothing was heard for a long time. */
    void repeat() {
        due = isNeeded();
    }

    /** Tells the peer, if that is due. */
    void write(PacketWriter writer, long now) {
        if (!due || !isNeeded()) {
            due = false;
            return;
        }
        due = false;
        rounds++;
        int most = (writer.roomOfPacket() - POINT_BYTES) / SKIPPED_BYTES;
        int streams = 0;
        int told = inFlight.firstTsn() - 1;
        for (int tsn = told + 1; !Serial.after(tsn, point) && streams < most; tsn++) {
            if (skipsOrderOf(inFlight.get(tsn))) {
                streams++;
            }
            told = tsn;
        }
        int at = writer.chunk(ChunkType.FORWARD_TSN, 0, POINT_BYTES + streams * SKIPPED_BYTES);
        byte[] bytes = writer.bytes();
        NetworkOrder.put32(bytes, at, told);
        at += POINT_BYTES;
        rounds++;
        for (int tsn = told; streams > 0; tsn--) {
            SentChunk chunk = inFlight.get(tsn);
            // From the end: the first that is met is the last SSN of its stream.
            if (skipsOrderOf(chunk)) {
                OutgoingMessage message = Objects.requireNonNull(chunk.message);
                NetworkOrder.put16(bytes, at, message.stream().id());
                NetworkOrder.put16(bytes, at + 2, message.ssn());
                at += SKIPPED_BYTES;
                streams--;
            }
        }
        toldPoint = told;
        toldNanos = now;
    }

    /** Whether this is the first chunk in this round that is given up on its ordered stream. */
    private boolean skipsOrderOf(SentChunk chunk) {
        OutgoingMessage message = chunk.message;
        return chunk.state == State.ABANDONED && message != null && message.isOrdered()
                && message.stream().isFirstOf(rounds);
    }
}
