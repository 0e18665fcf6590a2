// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.freehold.webrtc.sctp.SentChunk.State;
import org.jspecify.annotations.Nullable;

/**
 * What goes to the peer: cuts messages into DATA chunks, sends them as far as windows allow, finds out which were lost, and sends those again or gives them up (RFC
 * 9260 section 6, RFC 3758). On the hot path.
 *
 * <p>A chunk counts as lost when the peer has something that went first three packets later, as in QUIC (RFC 9002 section 6.1.1). That says the same as the
 * three reports of RFC 9260 section 7.2.4, but from one SACK that stands for a whole batch, and also of a chunk that was sent again and lost again.
 */
final class Outbound {
    /** What a message takes beside its bytes, about. */
    private static final int MESSAGE_BYTES = 64;

    private static final int PACKETS_LATER = 3;

    /** TSNs that the peer has not acknowledged for good, given up or not: each SACK may have to look at all of them. */
    static final int MAX_IN_FLIGHT = 4096;

    private static final int SACK_BYTES = 12;
    private static final int RANGE_BYTES = 4;

    /** About a minute, given the longest timeout. Whether the peer is there at all is watched below SCTP, by ICE. */
    private static final int MAX_TIMEOUTS = 20;

    /** Of a chunk that was cut for larger packets than the path carries now. It can't be cut anew, so a new connection helps sooner. */
    private static final int MAX_TIMEOUTS_TOO_LARGE = 6;

    private final @Nullable OutboundStream[] streams;
    private final SendQueue queue = new SendQueue();
    private final InFlight inFlight;
    private final Forwarding forwarding;
    private final CongestionWindow window;
    private final RoundTrip roundTrip;
    private final Timer timer = new Timer();
    private int packetBytes;

    /** Of which something was sent or given up since that was last told. */
    private final List<OutboundStream> progressed = new ArrayList<>();
    private int peerRoom;
    private boolean peerForwards;
    private boolean windowWasFull;
    private boolean packetOnTop;
    private int timeouts;
    private int waitingBytes;

    /** Of the newest packet of which the peer has something that went for the first time; before the first there is none. */
    private long acknowledgedPacket = -1;

    /** When that was sent. */
    private long acknowledgedSentNanos;

    /** The first packet that was not yet sent when the window was last made smaller. */
    private long recoveredFrom;

    private long sentChunks;
    private long lostChunks;

    Outbound(Limits limits, int firstTsn, RoundTrip roundTrip) {
        this.roundTrip = roundTrip;
        streams = new OutboundStream[limits.streams()];
        inFlight = new InFlight(firstTsn);
        forwarding = new Forwarding(inFlight);
        packetBytes = limits.packetBytes();
        window = new CongestionWindow(packetBytes);
    }

    /** What the handshake found out. */
    void connected(int peerWindow, boolean forwards) {
        peerRoom = bytesOf(peerWindow);
        peerForwards = forwards;
    }

    /** Packets are of another size from now on. */
    void packetBytes(int bytes) {
        packetBytes = bytes;
        window.packetBytes(bytes);
    }

    /** How often in a row nothing was acknowledged in time. */
    int timeouts() {
        return timeouts;
    }

    OutboundStream stream(int id) {
        OutboundStream stream = streams[id];
        if (stream == null) {
            stream = new OutboundStream(id);
            streams[id] = stream;
        }
        return stream;
    }

    /** The peer is asked to begin streams anew after what was sent so far; returns the last TSN of that. */
    int resetAfterLast() {
        forwarding.resetAfter(lastTsn());
        return lastTsn();
    }

    /** A stream has begun anew: what waits for that may go. */
    void begunAnew(OutboundStream stream) {
        queue.unblocked(stream);
    }

    /** Gives up what waits on a stream of which nothing was sent yet. */
    void drop(OutboundStream stream) {
        queue.remove(stream);
        for (OutgoingMessage message = stream.first(); message != null; message = stream.first()) {
            stream.removeFirst();
            stream.addUnsent(-message.unsentBytes());
            waitingBytes -= message.length() + MESSAGE_BYTES;
            message.abandon();
        }
    }

    /** Queues a message. */
    void add(OutgoingMessage message) {
        waitingBytes += message.length() + MESSAGE_BYTES;
        queue.add(message);
    }

    /** Of messages that are not acknowledged or given up. */
    int waitingBytes() {
        return waitingBytes;
    }

    /** Whether everything has arrived, or is given up and the peer knows it. */
    boolean isDone() {
        // Not whether the queue is empty: what waits until its stream has begun anew is not in it.
        return waitingBytes == 0 && inFlight.isEmpty();
    }

    /** The TSN that was given to the last chunk. */
    int lastTsn() {
        return inFlight.nextTsn() - 1;
    }

    long sentChunks() {
        return sentChunks;
    }

    long lostChunks() {
        return lostChunks;
    }

    // ---- What the peer says

    /**
     * Takes a SACK (RFC 9260 section 3.3.4).
     *
     * @return false if it makes no sense
     */
    boolean sack(byte[] packet, int start, int length, long packetsSent, long now) {
        if (length < SACK_BYTES) {
            return false;
        }
        int cumulative = NetworkOrder.int32(packet, start);
        int ranges = NetworkOrder.unsigned16(packet, start + 8);
        if (SACK_BYTES + ranges * RANGE_BYTES > length) {
            return false;
        }
        int advance = cumulative - (inFlight.firstTsn() - 1);
        if (advance < 0) {
            // Overtaken by a newer one.
            return true;
        }
        if (advance > inFlight.count()) {
            return false;
        }
        int rangesStart = start + SACK_BYTES;
        if (!isAscending(packet, rangesStart, ranges, lastTsn() - cumulative)) {
            return false;
        }
        boolean wasFull = windowWasFull;

        long newestBefore = acknowledgedPacket;
        int bytes = removeUpTo(cumulative);
        int highest = cumulative;
        for (int i = 0; i < ranges; i++) {
            int at = rangesStart + i * RANGE_BYTES;
            int last = cumulative + NetworkOrder.unsigned16(packet, at + 2);
            for (int tsn = cumulative + NetworkOrder.unsigned16(packet, at); !Serial.after(tsn, last); tsn++) {
                bytes += acknowledge(inFlight.get(tsn));
            }
            highest = last;
        }
        if (acknowledgedPacket != newestBefore) {
            roundTrip.measured(now - acknowledgedSentNanos);
        }
        window.acknowledged(bytes, wasFull);
        findLost(highest, packetsSent, now);
        int peerWindow = bytesOf(NetworkOrder.int32(packet, start + 4));
        // Whoever says that he has no room for what was sent to find that out has answered (RFC 9260 section 6.1).
        if (bytes > 0 || advance > 0 || peerWindow == 0) {
            timeouts = 0;
        }
        peerRoom = peerWindow - inFlight.bytes();
        forwarding.advance();
        forwarding.remind(now, roundTrip.smoothedNanos());
        if (inFlight.isEmpty()) {
            timer.stop();
        } else if (advance > 0) {
            timer.start(now, roundTrip.timeoutNanos());
        }
        return true;
    }

    /** The peer says that everything up to here has come. */
    void acknowledgedUpTo(int cumulative) {
        int advance = cumulative - (inFlight.firstTsn() - 1);
        if (advance <= 0 || advance > inFlight.count()) {
            return;
        }
        removeUpTo(cumulative);
        forwarding.advance();
        if (inFlight.isEmpty()) {
            timer.stop();
        }
    }

    private static boolean isAscending(byte[] packet, int start, int ranges, int most) {
        int before = 0;
        for (int i = 0; i < ranges; i++) {
            int first = NetworkOrder.unsigned16(packet, start + i * RANGE_BYTES);
            int last = NetworkOrder.unsigned16(packet, start + i * RANGE_BYTES + 2);
            if (first <= before || last < first || last > most) {
                return false;
            }
            before = last;
        }
        return true;
    }

    /** A window of the peer, which may take more than this side can send. */
    private static int bytesOf(int unsignedWindow) {
        return (int) Math.min(Integer.MAX_VALUE, Integer.toUnsignedLong(unsignedWindow));
    }

    private int removeUpTo(int cumulative) {
        int bytes = 0;
        while (!Serial.after(inFlight.firstTsn(), cumulative)) {
            bytes += acknowledge(inFlight.get(inFlight.firstTsn()));
            SentChunk chunk = inFlight.removeFirst();
            OutgoingMessage message = chunk.message;
            chunk.message = null;
            if (message != null && message.chunkDone()) {
                waitingBytes -= message.length() + MESSAGE_BYTES;
                message.release();
            }
        }
        return bytes;
    }

    /** By how many bytes this lets the window grow: news of what went since it was last made smaller. */
    private int acknowledge(SentChunk chunk) {
        if (chunk.state == State.ACKNOWLEDGED || chunk.state == State.ABANDONED) {
            return 0;
        }
        inFlight.state(chunk, State.ACKNOWLEDGED);
        // Of a chunk that went twice nobody knows which time it was that arrived.
        if (chunk.transmissions == 1 && chunk.packet > acknowledgedPacket) {
            acknowledgedPacket = chunk.packet;
            acknowledgedSentNanos = chunk.sentNanos;
        }
        return chunk.packet >= recoveredFrom ? chunk.cost() : 0;
    }

    private void findLost(int highest, long packetsSent, long now) {
        for (int tsn = inFlight.firstTsn(); Serial.after(highest, tsn); tsn++) {
            SentChunk chunk = inFlight.get(tsn);
            if (chunk.state == State.IN_FLIGHT && chunk.packet + PACKETS_LATER <= acknowledgedPacket) {
                if (chunk.packet >= recoveredFrom) {
                    recoveredFrom = packetsSent;
                    window.lost();
                    packetOnTop = true;
                }
                lost(chunk, now);
            }
        }
    }

    private void lost(SentChunk chunk, long now) {
        lostChunks++;
        OutgoingMessage message = chunk.message;
        if (message == null || !peerForwards || message.isWorthRepeating(chunk.transmissions, now)) {
            inFlight.state(chunk, State.LOST);
        } else {
            abandon(message);
        }
    }

    /**
     * Gives a message up. If a part of it was never sent, that part gets one TSN which is given up with it: the peer must see that the message has no end, else it would
     * keep what came before, and wait.
     */
    private void abandon(OutgoingMessage message) {
        boolean begun = message.sentBytes() > 0;
        if (queue.abandon(message) && begun) {
            inFlight.add(State.ABANDONED, message, 0, 0);
        }
        if (begun) {
            int tsn = message.firstTsn();
            if (Serial.after(inFlight.firstTsn(), tsn)) {
                tsn = inFlight.firstTsn();
            }
            while (tsn != inFlight.nextTsn() && inFlight.get(tsn).message == message) {
                inFlight.state(inFlight.get(tsn), State.ABANDONED);
                tsn++;
            }
        }
        waitingBytes -= message.length() + MESSAGE_BYTES;
        message.abandon();
        progress(message.stream());
    }

    // ---- Sending

    /** Whether a flush would send DATA. */
    boolean wantsToSend() {
        return inFlight.lost() > 0
                ? inFlight.bytes() < window.bytes()
                : !queue.isEmpty() && !isWindowFull();
    }

    /** Whether nothing new may go before the peer has acknowledged something. */
    private boolean isWindowFull() {
        return inFlight.bytes() >= window.bytes() || inFlight.count() >= MAX_IN_FLIGHT;
    }

    /** Sends what was given up, what was lost, and what is new, in this order. */
    void flush(PacketWriter writer, long now) {
        if (inFlight.lost() > 0) {
            abandonExpired(now);
        }
        forwarding.advance();
        forwarding.write(writer, now);
        repeat(writer, now);
        if (inFlight.lost() == 0) {
            sendNew(writer, now);
        } else {
            windowWasFull = true;
        }
        if (windowWasFull) {
            writer.askForAcknowledgement();
        }
        if (!inFlight.isEmpty() && !timer.isRunning()) {
            timer.start(now, roundTrip.timeoutNanos());
        }
    }

    private void abandonExpired(long now) {
        for (int tsn = inFlight.firstTsn(); tsn != inFlight.nextTsn(); tsn++) {
            SentChunk chunk = inFlight.get(tsn);
            if (chunk.state == State.LOST && peerForwards && chunk.message != null && chunk.message.isExpired(now)) {
                abandon(chunk.message);
            }
        }
    }

    /** Sends lost chunks again; the first packet of them even when the window is full (RFC 9260 section 7.2.4). */
    private void repeat(PacketWriter writer, long now) {
        int onTop = packetOnTop ? packetBytes : 0;
        packetOnTop = false;
        for (int tsn = inFlight.firstTsn(); tsn != inFlight.nextTsn() && inFlight.lost() > 0; tsn++) {
            SentChunk chunk = inFlight.get(tsn);
            if (chunk.state != State.LOST) {
                continue;
            }
            onTop -= chunk.cost();
            if (inFlight.bytes() >= window.bytes() && onTop < 0) {
                break;
            }
            inFlight.state(chunk, State.IN_FLIGHT);
            write(writer, chunk, tsn, now);
        }
    }

    private void sendNew(PacketWriter writer, long now) {
        windowWasFull = false;
        for (OutgoingMessage message = queue.next(); message != null; message = queue.next()) {
            if (peerForwards && message.isExpired(now)) {
                abandon(message);
                continue;
            }
            if (isWindowFull()) {
                windowWasFull = true;
                break;
            }
            int length = chunkBytes(message.unsentBytes(), writer);
            // One chunk may always be on its way, to learn of a window that opens again.
            if (length > peerRoom && inFlight.bytes() > 0) {
                break;
            }
            int tsn = inFlight.nextTsn();
            if (message.sentBytes() == 0) {
                message.begin(tsn);
            }
            SentChunk chunk = inFlight.add(State.IN_FLIGHT, message, message.sentBytes(), length);
            message.chunkSent(length);
            queue.sent(message, length);
            write(writer, chunk, tsn, now);
            peerRoom -= chunk.cost();
            sentChunks++;
            progress(message.stream());
        }
    }

    /** All that is left if it has room in this packet or the next; else as much as has room in this one, if that is not little, or in the next. */
    private static int chunkBytes(int unsent, PacketWriter writer) {
        int room = (writer.room() - DataChunk.HEADER_BYTES) & ~3;
        int most = (writer.roomOfPacket() - DataChunk.HEADER_BYTES) & ~3;
        if (unsent <= most) {
            return unsent;
        }
        return room >= most / 2 ? room : most;
    }

    private static void write(PacketWriter writer, SentChunk chunk, int tsn, long now) {
        OutgoingMessage message = Objects.requireNonNull(chunk.message);
        int flags = (chunk.offset == 0 ? DataChunk.BEGIN : 0)
                | (chunk.offset + chunk.length == message.length() ? DataChunk.END : 0)
                | (message.isOrdered() ? 0 : DataChunk.UNORDERED);
        int at = writer.chunk(ChunkType.DATA, flags, DataChunk.HEADER_BYTES + chunk.length);
        byte[] bytes = writer.bytes();
        NetworkOrder.put32(bytes, at, tsn);
        NetworkOrder.put16(bytes, at + 4, message.stream().id());
        NetworkOrder.put16(bytes, at + 6, message.ssn());
        NetworkOrder.put32(bytes, at + 8, message.protocolId());
        message.read(chunk.offset, bytes, at + DataChunk.HEADER_BYTES, chunk.length);
        chunk.transmissions++;
        chunk.packet = writer.packets();
        chunk.sentNanos = now;
    }

    // ---- Time

    long timeoutIn(long now) {
        return timer.in(now);
    }

    /**
     * Does what is due.
     *
     * @return false when the peer has not answered for so long that it is given up
     */
    boolean timeout(long packetsSent, long now) {
        if (!timer.takeDue(now) || inFlight.isEmpty()) {
            return true;
        }
        timeouts++;
        boolean tooLarge = PacketWriter.HEADER_BYTES + inFlight.get(inFlight.firstTsn()).cost() > packetBytes;
        if (timeouts > (tooLarge ? MAX_TIMEOUTS_TOO_LARGE : MAX_TIMEOUTS)) {
            return false;
        }
        roundTrip.backOff();
        window.timedOut();
        recoveredFrom = packetsSent;
        for (int tsn = inFlight.firstTsn(); tsn != inFlight.nextTsn(); tsn++) {
            SentChunk chunk = inFlight.get(tsn);
            // The second time, also what the peer had: it may have dropped it (RFC 9260 section 6.2).
            if (chunk.state == State.IN_FLIGHT || (chunk.state == State.ACKNOWLEDGED && timeouts > 1)) {
                lost(chunk, now);
            }
        }
        forwarding.advance();
        forwarding.repeat();
        timer.start(now, roundTrip.timeoutNanos());
        return true;
    }

    /** What is not acknowledged was lost with the path before: it is due now, and not when the old wait is over. */
    void pathChanged(long now) {
        if (timer.isRunning()) {
            timeouts = 0;
            roundTrip.startOver();
            timer.start(now, 0);
        }
    }

    private void progress(OutboundStream stream) {
        if (stream.progress()) {
            progressed.add(stream);
        }
    }

    /** Tells of which streams something was sent or given up, if any. The listener may do anything meanwhile. */
    boolean report(AssociationListener listener) {
        boolean news = !progressed.isEmpty();
        for (int i = 0; i < progressed.size(); i++) {
            OutboundStream stream = progressed.get(i);
            stream.progressTold();
            listener.sent(stream.id());
        }
        progressed.clear();
        return news;
    }

    /** Gives every buffer back. */
    void clear() {
        queue.clear();
        for (OutboundStream stream : streams) {
            if (stream != null) {
                drop(stream);
            }
        }
        while (!inFlight.isEmpty()) {
            SentChunk chunk = inFlight.removeFirst();
            if (chunk.message != null) {
                chunk.message.abandon();
                chunk.message = null;
            }
        }
        progressed.clear();
        waitingBytes = 0;
        timer.stop();
    }
}
