// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Begins streams of the peer anew when it asks for that, once everything before has come (RFC 6525 section 5.2.2). Remembers one request and owes one answer, however many
 * come.
 */
final class IncomingReset {
    private final int streams;
    private int nextNumber;
    private int lastResult = ReConfig.NOTHING_TO_DO;
    private int answerNumber;
    private int answerResult;
    private boolean answerIsDue;

    /** Of the request that waits for data; null if none does, empty for all streams. */
    private int @Nullable [] waiting;

    private int waitingForTsn;

    /** The last request, if it was put off at first; else null. */
    private int @Nullable [] putOff;

    /**
     * Nothing has come.
     *
     * @param firstNumber of requests: the first TSN of the peer
     * @param streams of the peer
     */
    IncomingReset(int firstNumber, int streams) {
        nextNumber = firstNumber;
        this.streams = streams;
    }

    /** Of the last request that was answered. */
    int lastNumber() {
        return nextNumber - 1;
    }

    /** A request that is not known here, or that may not be made here, such as for more streams. */
    void other(int number) {
        if (number == nextNumber) {
            nextNumber++;
            lastResult = ReConfig.DENIED;
            waiting = null;
        }
        answer(number, number == nextNumber - 1 ? lastResult : ReConfig.BAD_SEQUENCE_NUMBER);
    }

    /**
     * The peer asks to begin streams anew.
     *
     * @param cumulative everything up to this TSN has come
     * @return false if that makes no sense
     */
    boolean outgoing(byte[] packet, int start, int length, int cumulative) {
        if (length < ReConfig.OUTGOING_RESET_BYTES || length % 2 != 0) {
            return false;
        }
        int number = NetworkOrder.int32(packet, start);
        if (number == nextNumber) {
            nextNumber++;
            boolean wasDone = waiting == null;
            waiting = null;
            int[] ids = new int[(length - ReConfig.OUTGOING_RESET_BYTES) / 2];
            boolean known = true;
            for (int i = 0; i < ids.length; i++) {
                ids[i] = NetworkOrder.unsigned16(packet, start + ReConfig.OUTGOING_RESET_BYTES + 2 * i);
                known &= ids[i] < streams;
            }
            int tsn = NetworkOrder.int32(packet, start + 8);
            if (!known) {
                lastResult = ReConfig.WRONG_STREAM;
            } else if (wasDone && tsn == waitingForTsn && Arrays.equals(ids, putOff)) {
                // The same again under a new number, by a peer that has not yet read that it was done.
                lastResult = ReConfig.PERFORMED;
            } else {
                lastResult = ReConfig.IN_PROGRESS;
                waiting = ids;
                waitingForTsn = tsn;
                putOff = Serial.after(tsn, cumulative) ? ids : null;
            }
        }
        answer(number, number == nextNumber - 1 ? lastResult : ReConfig.BAD_SEQUENCE_NUMBER);
        return true;
    }

    private void answer(int number, int result) {
        answerIsDue = true;
        answerNumber = number;
        answerResult = result;
    }

    /**
     * The streams to begin anew, now that everything up to this TSN has come; each request gives them once.
     *
     * @return null if there are none, empty for all
     */
    int @Nullable [] takeDue(int cumulative) {
        int[] ids = waiting;
        if (ids == null || Serial.after(waitingForTsn, cumulative)) {
            return null;
        }
        waiting = null;
        lastResult = ReConfig.PERFORMED;
        answer(nextNumber - 1, lastResult);
        return ids;
    }

    /** Sends the answer that is owed. */
    void flush(PacketWriter writer) {
        if (!answerIsDue) {
            return;
        }
        answerIsDue = false;
        int at = writer.chunk(ChunkType.RE_CONFIG, 0, Tlv.HEADER_BYTES + ReConfig.RESPONSE_BYTES);
        byte[] bytes = writer.bytes();
        at = ReConfig.parameter(bytes, at, ReConfig.RESPONSE, ReConfig.RESPONSE_BYTES);
        NetworkOrder.put32(bytes, at, answerNumber);
        NetworkOrder.put32(bytes, at + 4, answerResult);
    }
}
