// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

import java.util.Arrays;
import java.util.Objects;
import org.freehold.webrtc.sctp.SentChunk.State;
import org.jspecify.annotations.Nullable;

/** The TSNs that the peer has not acknowledged for good, in order. On the hot path: a ring of objects that are used again. */
final class InFlight {
    private static final int FIRST_CAPACITY = 16;

    /** An empty ring that grew beyond this is made anew, so that one large transfer does not cost memory for ever. */
    private static final int MAX_IDLE_CAPACITY = 128;

    private @Nullable SentChunk[] ring = new SentChunk[FIRST_CAPACITY];
    private int head;
    private int count;
    private int firstTsn;
    private int bytes;
    private int lost;

    InFlight(int firstTsn) {
        this.firstTsn = firstTsn;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** The first TSN that is not acknowledged for good; {@link #nextTsn} if all are. */
    int firstTsn() {
        return firstTsn;
    }

    /** The TSN of the next new chunk. */
    int nextTsn() {
        return firstTsn + count;
    }

    /** How many TSNs there are. */
    int count() {
        return count;
    }

    /** Of chunks that are on their way, with their headers. */
    int bytes() {
        return bytes;
    }

    /** How many wait to be sent again. */
    int lost() {
        return lost;
    }

    /** The chunk of a TSN from {@link #firstTsn} on, and before {@link #nextTsn}. */
    SentChunk get(int tsn) {
        return Objects.requireNonNull(ring[(head + (tsn - firstTsn)) & (ring.length - 1)]);
    }

    /** Takes the next TSN, for a chunk that goes or is given up at once; the caller fills it. */
    SentChunk add(State state, @Nullable OutgoingMessage message, int offset, int length) {
        if (count == ring.length) {
            grow();
        }
        int at = (head + count) & (ring.length - 1);
        SentChunk chunk = ring[at];
        if (chunk == null) {
            chunk = new SentChunk();
            ring[at] = chunk;
        }
        count++;
        chunk.message = message;
        chunk.offset = offset;
        chunk.length = length;
        chunk.transmissions = 0;
        chunk.state = state;
        if (state == State.IN_FLIGHT) {
            bytes += chunk.cost();
        }
        return chunk;
    }

    private void grow() {
        @Nullable SentChunk[] larger = Arrays.copyOfRange(ring, head, head + 2 * ring.length);
        System.arraycopy(ring, 0, larger, ring.length - head, head);
        ring = larger;
        head = 0;
    }

    /** Changes what is known of a chunk. */
    void state(SentChunk chunk, State state) {
        if (chunk.state == State.IN_FLIGHT) {
            bytes -= chunk.cost();
        } else if (chunk.state == State.LOST) {
            lost--;
        }
        chunk.state = state;
        if (state == State.IN_FLIGHT) {
            bytes += chunk.cost();
        } else if (state == State.LOST) {
            lost++;
        }
    }

    /** The first is acknowledged for good; its object stays valid until the next {@link #add}. */
    SentChunk removeFirst() {
        SentChunk chunk = get(firstTsn);
        state(chunk, State.ACKNOWLEDGED);
        firstTsn++;
        count--;
        head = (head + 1) & (ring.length - 1);
        if (count == 0 && ring.length > MAX_IDLE_CAPACITY) {
            ring = new SentChunk[FIRST_CAPACITY];
            head = 0;
        }
        return chunk;
    }
}
