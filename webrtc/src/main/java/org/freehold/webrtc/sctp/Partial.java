// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

import java.util.Arrays;

/** Neighbouring fragments of one message: TSNs without a gap. */
final class Partial {
    private final int stream;
    private final int ssn;
    private final int protocolId;
    private final boolean unordered;
    private int firstTsn;
    private int lastTsn;
    private boolean begins;
    private boolean ends;
    private byte[] bytes;
    private int length;

    Partial(DataChunk chunk) {
        stream = chunk.stream;
        ssn = chunk.ssn;
        protocolId = chunk.protocolId;
        unordered = chunk.isUnordered();
        firstTsn = chunk.tsn;
        lastTsn = chunk.tsn;
        begins = chunk.begins();
        ends = chunk.ends();
        bytes = Arrays.copyOfRange(chunk.bytes, chunk.start, chunk.start + chunk.length);
        length = chunk.length;
    }

    int stream() {
        return stream;
    }

    int ssn() {
        return ssn;
    }

    int protocolId() {
        return protocolId;
    }

    boolean isUnordered() {
        return unordered;
    }

    boolean isWhole() {
        return begins && ends;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Whether its last fragment is the one before this TSN, and not the end of the message. */
    boolean waitsFor(int tsn) {
        return !ends && lastTsn + 1 == tsn;
    }

    /** Whether its first fragment is the one after this TSN, and not the beginning of the message. */
    boolean waitsForBefore(int tsn) {
        return !begins && firstTsn - 1 == tsn;
    }

    /** Whether this chunk can belong to the same message. */
    boolean isOf(DataChunk chunk) {
        return isOf(chunk.stream, chunk.isUnordered(), chunk.ssn);
    }

    /** Whether those fragments can belong to the same message. */
    boolean isOf(Partial other) {
        return isOf(other.stream, other.unordered, other.ssn);
    }

    private boolean isOf(int otherStream, boolean otherUnordered, int otherSsn) {
        return stream == otherStream && unordered == otherUnordered && (unordered || ssn == otherSsn);
    }

    /** Whether a fragment that it needs won't come any more, now that nothing up to this TSN is waited for. */
    boolean isBrokenBy(int cumulative) {
        return (!begins && !Serial.after(firstTsn - 1, cumulative))
                || (!ends && !Serial.after(lastTsn + 1, cumulative));
    }

    /** Adds the chunk after it. */
    void append(DataChunk chunk) {
        append(chunk.bytes, chunk.start, chunk.length);
        lastTsn = chunk.tsn;
        ends = chunk.ends();
    }

    /** Adds the fragments after it. */
    void append(Partial next) {
        append(next.bytes, 0, next.length);
        lastTsn = next.lastTsn;
        ends = next.ends;
    }

    private void append(byte[] source, int start, int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
        }
        System.arraycopy(source, start, bytes, length, count);
        length += count;
    }
}
