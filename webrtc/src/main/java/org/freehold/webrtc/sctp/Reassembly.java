// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages of DATA chunks: puts fragments together, and messages of a stream in order (RFC 9260 sections 6.5, 6.6, 6.9). On the hot path: a message
 * that came in one chunk and in its turn is passed on from the packet where it lies.
 *
 * <p>Counts what it holds, each piece and each fragment of it with what holding takes, so that a peer gains nothing by sending many small ones.
 */
final class Reassembly {
    /** What a message, or a piece of one, takes beside its bytes, about. */
    static final int PIECE_BYTES = 96;

    /** Takes whole messages, in turn. */
    interface Sink {
        /** The bytes are only valid until this returns. */
        void message(int stream, int protocolId, byte[] bytes, int start, int length);
    }

    private final Sink sink;
    private final int maxMessageBytes;
    private final int maxPartials;
    private final @Nullable InboundStream[] streams;
    private final List<Partial> partials = new ArrayList<>();
    private int heldBytes;

    Reassembly(Limits limits, Sink sink) {
        this.sink = sink;
        maxMessageBytes = limits.messageBytes();
        maxPartials = limits.gapRanges();
        streams = new InboundStream[limits.streams()];
    }

    /** Of pieces and what holding them takes. */
    int heldBytes() {
        return heldBytes;
    }

    /** Whether there is room for one piece more of a message that is not whole. */
    boolean canHoldPartial() {
        return partials.size() < maxPartials;
    }

    /**
     * Takes a chunk whose TSN has not come before.
     *
     * @param isNext whether everything before it has come, or is not waited for
     * @return false if the message would be longer than allowed
     */
    boolean take(DataChunk chunk, boolean isNext) {
        if (chunk.isWhole()) {
            if (!partials.isEmpty()) {
                discardNeighbours(chunk);
            }
            if (chunk.length > maxMessageBytes) {
                return false;
            }
            whole(chunk.stream, chunk.isUnordered(), chunk.ssn, chunk.protocolId, chunk.bytes, chunk.start,
                    chunk.length, null);
            return true;
        }
        Partial partial = join(chunk, isNext);
        if (partial == null) {
            return true;
        }
        if (partial.length() > maxMessageBytes) {
            return false;
        }
        if (partial.isWhole()) {
            remove(partial);
            byte[] bytes = partial.join();
            whole(partial.stream(), partial.isUnordered(), partial.ssn(), partial.protocolId(), bytes, 0,
                    bytes.length, bytes);
        }
        return true;
    }

    private @Nullable Partial join(DataChunk chunk, boolean isNext) {
        Partial before = waitingFor(chunk.tsn);
        if (before != null && (chunk.begins() || !before.isOf(chunk))) {
            remove(before);
            before = null;
        }
        Partial after = waitingForBefore(chunk.tsn);
        if (after != null && (chunk.ends() || !after.isOf(chunk))) {
            remove(after);
            after = null;
        }
        if (before != null) {
            heldBytes -= before.heldBytes();
            before.append(chunk);
            if (after != null) {
                remove(after);
                before.append(after);
            }
            heldBytes += before.heldBytes();
            return before;
        }
        if (isNext && !chunk.begins()) {
            // What came before it was the end of another message, or was given up: it can never become whole.
            if (after != null) {
                remove(after);
            }
            return null;
        }
        if (after != null) {
            heldBytes -= after.heldBytes();
            after.prepend(chunk);
            heldBytes += after.heldBytes();
            return after;
        }
        Partial alone = new Partial(chunk);
        add(alone);
        return alone;
    }

    /** A message that begins and ends between fragments says that those are of messages that will never be whole. */
    private void discardNeighbours(DataChunk chunk) {
        Partial before = waitingFor(chunk.tsn);
        if (before != null) {
            remove(before);
        }
        Partial after = waitingForBefore(chunk.tsn);
        if (after != null) {
            remove(after);
        }
    }

    private @Nullable Partial waitingFor(int tsn) {
        for (int i = partials.size() - 1; i >= 0; i--) {
            Partial partial = partials.get(i);
            if (partial.waitsFor(tsn)) {
                return partial;
            }
        }
        return null;
    }

    private @Nullable Partial waitingForBefore(int tsn) {
        for (int i = partials.size() - 1; i >= 0; i--) {
            Partial partial = partials.get(i);
            if (partial.waitsForBefore(tsn)) {
                return partial;
            }
        }
        return null;
    }

    private void add(Partial partial) {
        partials.add(partial);
        heldBytes += partial.heldBytes();
    }

    private void remove(Partial partial) {
        partials.remove(partial);
        heldBytes -= partial.heldBytes();
    }

    /**
     * A message has become whole.
     *
     * @param own the same bytes if they are an array that may be kept
     */
    private void whole(
            int streamId, boolean unordered, int ssn, int protocolId, byte[] bytes, int start, int length,
            byte @Nullable [] own) {
        if (unordered) {
            sink.message(streamId, protocolId, bytes, start, length);
            return;
        }
        InboundStream stream = stream(streamId);
        int ahead = stream.ahead(ssn);
        if (ahead == 0) {
            stream.advance();
            sink.message(streamId, protocolId, bytes, start, length);
            deliverNext(streamId, stream);
        } else if (ahead > 0) {
            byte[] kept = own != null ? own : Arrays.copyOfRange(bytes, start, start + length);
            if (stream.keep(ahead, new InboundStream.Early(protocolId, kept, length))) {
                heldBytes += length + PIECE_BYTES;
            }
        }
    }

    private InboundStream stream(int id) {
        InboundStream stream = streams[id];
        if (stream == null) {
            stream = new InboundStream();
            streams[id] = stream;
        }
        return stream;
    }

    private void deliverNext(int id, InboundStream stream) {
        InboundStream.Early next = stream.takeNext();
        while (next != null) {
            deliver(id, next);
            next = stream.takeNext();
        }
    }

    private void deliver(int id, InboundStream.Early message) {
        heldBytes -= message.length() + PIECE_BYTES;
        sink.message(id, message.protocolId(), message.bytes(), 0, message.length());
    }

    /**
     * Gives up fragments of messages of which a part won't come any more. A message of which only later parts are missing stays (RFC 3758 section
     * 3.6): it may be one that must arrive.
     *
     * @param cumulative nothing up to this TSN is waited for
     */
    void forward(int cumulative) {
        for (int i = partials.size() - 1; i >= 0; i--) {
            Partial partial = partials.get(i);
            if (partial.isBrokenBy(cumulative)) {
                remove(partial);
            }
        }
    }

    /** Waits no more for messages of a stream up to this SSN: passes on those that have come, in order. */
    void skip(int id, int ssn) {
        InboundStream stream = stream(id);
        if (stream.ahead(ssn) < 0) {
            return;
        }
        long beyond = stream.beyond(ssn);
        InboundStream.Early message = stream.skip(beyond);
        while (message != null) {
            deliver(id, message);
            message = stream.skip(beyond);
        }
        deliverNext(id, stream);
    }

    /** Begins a stream anew; what waited for its turn will never have it. */
    void reset(int id) {
        InboundStream stream = streams[id];
        if (stream != null) {
            for (InboundStream.Early message : stream.kept()) {
                heldBytes -= message.length() + PIECE_BYTES;
            }
            streams[id] = null;
        }
    }

    /** Forgets everything. */
    void clear() {
        partials.clear();
        Arrays.fill(streams, null);
        heldBytes = 0;
    }
}
