// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What waits to be sent on one stream. */
final class OutboundStream {
    private static final int FEW = 4;

    private final int id;
    private final ArrayDeque<OutgoingMessage> messages = new ArrayDeque<>(FEW);
    private int priority;
    private int nextSsn;
    private long unsentBytes;
    private boolean emptying;
    private boolean blocked;
    private long forwardRound;
    private boolean progressed;

    OutboundStream(int id) {
        this.id = id;
    }

    int id() {
        return id;
    }

    int priority() {
        return priority;
    }

    void priority(int value) {
        priority = value;
    }

    /** The SSN of the next ordered message. */
    int takeSsn() {
        int ssn = nextSsn;
        nextSsn = (nextSsn + 1) & 0xFFFF;
        return ssn;
    }

    long unsentBytes() {
        return unsentBytes;
    }

    void addUnsent(long bytes) {
        unsentBytes += bytes;
    }

    void add(OutgoingMessage message) {
        messages.add(message);
        unsentBytes += message.length();
    }

    /** The first message; the queue keeps it. */
    @Nullable
    OutgoingMessage first() {
        return messages.peek();
    }

    /** Removes the first message, of which everything was sent or which was given up. */
    void removeFirst() {
        messages.remove();
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    /** Whether it takes no messages, because it is to begin anew when all are sent. */
    boolean isEmptying() {
        return emptying;
    }

    /** Takes no more messages. */
    void empty() {
        emptying = true;
    }

    /** Whether the peer was asked, so that new messages wait for its answer. */
    boolean isBlocked() {
        return blocked;
    }

    /** The peer is asked. */
    void block() {
        emptying = false;
        blocked = true;
    }

    /** Something was sent or given up; true if that was not yet to be told. */
    boolean progress() {
        boolean first = !progressed;
        progressed = true;
        return first;
    }

    void progressTold() {
        progressed = false;
    }

    /** Begins anew. */
    void reset() {
        blocked = false;
        nextSsn = 0;
    }

    /** Whether this is asked for the first time in a round of telling what is given up. */
    boolean isFirstOf(long round) {
        boolean first = forwardRound != round;
        forwardRound = round;
        return first;
    }
}
