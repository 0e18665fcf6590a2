// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;

/**
 * Neighbouring fragments of one message: TSNs without a gap. Keeps each as it came, whichever end it is put to, and joins them once, when the
 * message is whole: a peer that sends a message from its end would otherwise have all of it copied for each byte.
 */
final class Partial {
    /** What each fragment after the first takes beside its bytes, about. */
    static final int FRAGMENT_BYTES = 32;

    private static final int FEW = 2;

    private final int stream;
    private final int ssn;
    private final boolean unordered;
    private int protocolId;
    private int firstTsn;
    private int lastTsn;
    private boolean begins;
    private boolean ends;
    private ArrayDeque<byte[]> fragments = new ArrayDeque<>(FEW);
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
        fragments.add(copy(chunk));
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

    /** All of it, in an array of its own; makes that. */
    byte[] join() {
        byte[] bytes = new byte[length];
        int at = 0;
        for (byte[] fragment : fragments) {
            System.arraycopy(fragment, 0, bytes, at, fragment.length);
            at += fragment.length;
        }
        return bytes;
    }

    /** With what holding the fragments takes. */
    int heldBytes() {
        return length + Reassembly.PIECE_BYTES + (fragments.size() - 1) * FRAGMENT_BYTES;
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
        return stream == chunk.stream && unordered == chunk.isUnordered() && (unordered || ssn == chunk.ssn);
    }

    /** Whether a fragment that it needs won't come any more, now that nothing up to this TSN is waited for. */
    boolean isBrokenBy(int cumulative) {
        return (!begins && !Serial.after(firstTsn - 1, cumulative))
                || (!ends && !Serial.after(lastTsn + 1, cumulative));
    }

    /** Adds the chunk after it. */
    void append(DataChunk chunk) {
        fragments.addLast(copy(chunk));
        length += chunk.length;
        lastTsn = chunk.tsn;
        ends = chunk.ends();
    }

    /** Adds the chunk before it. */
    void prepend(DataChunk chunk) {
        fragments.addFirst(copy(chunk));
        length += chunk.length;
        firstTsn = chunk.tsn;
        begins = chunk.begins();
        protocolId = chunk.protocolId;
    }

    /** Adds the fragments after it, which are not to be used any more. */
    void append(Partial next) {
        // The fewer move, so that none moves often.
        if (fragments.size() >= next.fragments.size()) {
            fragments.addAll(next.fragments);
        } else {
            for (Iterator<byte[]> last = fragments.descendingIterator(); last.hasNext();) {
                next.fragments.addFirst(last.next());
            }
            fragments = next.fragments;
        }
        length += next.length;
        lastTsn = next.lastTsn;
        ends = next.ends;
    }

    private static byte[] copy(DataChunk chunk) {
        return Arrays.copyOfRange(chunk.bytes, chunk.start, chunk.start + chunk.length);
    }
}
