// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

/** How an association ends without loss (RFC 9260 section 9.2): SHUTDOWN, SHUTDOWN ACK, SHUTDOWN COMPLETE, each once everything has arrived. */
final class Closing {

    /** How far it is. */
    private enum Step {
        OPEN,
        /** This side wants to close, and waits until everything has arrived. */
        PENDING,
        SHUTDOWN_SENT,
        /** The peer wants to close. */
        RECEIVED,
        ACK_SENT
    }

    private static final int MAX_TIMEOUTS = 20;

    /** When only the confirmation is missing that the other side knows, too: it may be gone already, since for it everything was said. */
    private static final int MAX_LAST_TIMEOUTS = 4;

    private final RoundTrip roundTrip;
    private final Timer timer = new Timer();
    private Step step = Step.OPEN;
    private boolean sendIsDue;
    private boolean byPeer;
    private int timeouts;

    Closing(RoundTrip roundTrip) {
        this.roundTrip = roundTrip;
    }

    /** Whether no more messages are taken. */
    boolean isClosing() {
        return step != Step.OPEN;
    }

    /** Whether it was the peer who began. */
    boolean isByPeer() {
        return byPeer;
    }

    /** This side wants to close. */
    void close() {
        if (step == Step.OPEN) {
            step = Step.PENDING;
        }
    }

    /** The peer wants to close. */
    void shutdown() {
        if (step == Step.OPEN || step == Step.PENDING) {
            byPeer = step == Step.OPEN;
            step = Step.RECEIVED;
        } else if (step == Step.SHUTDOWN_SENT) {
            step = Step.ACK_SENT;
            sendIsDue = true;
        } else {
            sendIsDue = step == Step.ACK_SENT;
        }
    }

    /** Data came although this side has asked to close: it is told again, beside the acknowledgement. */
    void data() {
        sendIsDue |= step == Step.SHUTDOWN_SENT;
    }

    /** The peer has nothing more to send; true if this side had asked, so that it is over. */
    boolean shutdownAck() {
        return step == Step.SHUTDOWN_SENT || step == Step.ACK_SENT;
    }

    /** The peer knows that it is over; true if so. */
    boolean shutdownComplete() {
        return step == Step.ACK_SENT;
    }

    /**
     * Sends what is due.
     *
     * @param done whether everything that was to be sent has arrived
     * @param cumulative the last TSN of the peer before the first that is missing
     */
    void flush(PacketWriter writer, boolean done, int cumulative, long now) {
        if (step == Step.OPEN || !done) {
            return;
        }
        if (step == Step.PENDING) {
            step = Step.SHUTDOWN_SENT;
            sendIsDue = true;
        } else if (step == Step.RECEIVED) {
            step = Step.ACK_SENT;
            sendIsDue = true;
        }
        if (!sendIsDue) {
            return;
        }
        sendIsDue = false;
        timer.start(now, roundTrip.timeoutNanos());
        if (step == Step.SHUTDOWN_SENT) {
            int at = writer.chunk(ChunkType.SHUTDOWN, 0, 4);
            NetworkOrder.put32(writer.bytes(), at, cumulative);
        } else {
            writer.chunk(ChunkType.SHUTDOWN_ACK, 0, 0);
        }
    }

    long timeoutIn(long now) {
        return timer.in(now);
    }

    /** Whether everything has arrived on both sides, and only the last word is missing. */
    boolean isAsGoodAsOver() {
        return step == Step.ACK_SENT;
    }

    /** Does what is due; false when the peer has not answered for so long that it is given up. */
    boolean timeout(long now) {
        if (timer.takeDue(now)) {
            timeouts++;
            roundTrip.backOff();
            sendIsDue = true;
        }
        return timeouts <= (isAsGoodAsOver() ? MAX_LAST_TIMEOUTS : MAX_TIMEOUTS);
    }

    /** Waits for nothing any more. */
    void stop() {
        timer.stop();
    }
}
