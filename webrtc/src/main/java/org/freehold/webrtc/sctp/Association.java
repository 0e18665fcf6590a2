// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One SCTP association over one DTLS connection (RFC 9260, RFC 8261): takes packets apart, and says in which order its parts send. On the hot path, owned by one thread at a time. Knows no socket
 * and no clock.
 *
 * <p>Each packet is handed to {@link #receive}; nothing is sent before {@link #flush}, so that a batch of packets is answered at once. A time is nanoseconds of a
 * clock that never goes back.
 */
public final class Association {
    /** The answer of {@link #timeoutIn} when there is nothing to wait for. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final int USER_INITIATED_ABORT = 12;
    private static final int PROTOCOL_VIOLATION = 13;

    private static final int TIMEOUTS_OF_A_BLACK_HOLE = 2;

    /** Of messages that wait: larger packets are worth trying then. */
    private static final int MUCH_BYTES = 64 << 10;

    /** Flag of ABORT and SHUTDOWN COMPLETE: the tag is the receiver's idea of the sender's. */
    private static final int TAG_REFLECTED = 1;

    /** The two highest bits of a chunk that is not known: without this one, the rest of the packet is not read. */
    private static final int SKIP_IF_UNKNOWN = 0x80;

    private final Limits limits;
    private final AssociationListener listener;
    private final Checksum checksum = new Checksum();
    private final PacketWriter writer;
    private final RoundTrip roundTrip = new RoundTrip();
    private final PathMtu pathMtu;
    private final Handshake handshake;
    private final Closing closing;
    private final Outbound outbound;
    private final OutgoingReset outgoingReset;
    private final Tlv chunk = new Tlv();
    private final Tlv parameter = new Tlv();

    /** Null until the handshake is done, as the next. */
    private @Nullable Inbound inbound;

    private @Nullable IncomingReset incomingReset;
    private boolean ended;

    /** Whether the packet that is read had a SACK. */
    private boolean acknowledged;

    private byte @Nullable [] heartbeatToAnswer;
    private long receivedPackets;

    /** That came before what is sent went unanswered. */
    private long receivedBefore;

    private long refusedPackets;

    /** Around the array in which packets come, as long as it is the same. */
    private ByteBuf view = Unpooled.EMPTY_BUFFER;

    private byte[] viewed = {};

    /**
     * Waits for the peer.
     *
     * @param limits what the peer may take of this machine
     * @param random unpredictable; used only here
     * @param sink takes outgoing packets
     * @param listener is told what happens
     */
    public Association(Limits limits, RandomGenerator random, PacketSink sink, AssociationListener listener) {
        this.limits = limits;
        this.listener = listener;
        writer = new PacketWriter(limits.packetBytes(), limits.largestPacketBytes(), sink, checksum);
        pathMtu = new PathMtu(limits.packetBytes(), limits.largestPacketBytes());
        handshake = new Handshake(limits, random, roundTrip);
        closing = new Closing(roundTrip);
        outbound = new Outbound(limits, handshake.firstTsn(), roundTrip);
        outgoingReset = new OutgoingReset(outbound, roundTrip, handshake.firstTsn());
    }

    // ---- What its owner wants

    /** Takes the first step of the handshake, with the next flush. */
    public void connect() {
        handshake.connect();
    }

    /** Whether the handshake is done and it has not ended. */
    public boolean isConnected() {
        return handshake.isDone() && !ended;
    }

    /** Whether it has ended, or is about to: no more messages are taken. */
    public boolean isClosing() {
        return ended || closing.isClosing();
    }

    /** How many streams of this side there are; as many as the limit until the peer has said how many it takes. */
    public int streamsOut() {
        Introduction peer = handshake.peer();
        return peer == null ? limits.streams() : Math.min(limits.streams(), peer.streamsIn());
    }

    /**
     * Queues a message.
     *
     * @param stream less than {@link #streamsOut}
     * @param protocolId says what the bytes are
     * @param message at least one byte; its reference passes to the association
     * @throws IllegalStateException if {@link #isClosing}, or the stream sends what waits before it {@linkplain #reset begins anew}
     */
    public void send(
            int stream, int protocolId, boolean ordered, Reliability reliability, ByteBuf message, long now) {
        OutboundStream out = outbound.stream(stream);
        if (isClosing() || out.isEmptying() || !message.isReadable()) {
            message.release();
            throw new IllegalStateException("stream " + stream + " takes no message now");
        }
        outbound.add(new OutgoingMessage(out, protocolId, ordered, reliability, message, now));
    }

    /** Of messages that wait to be sent or acknowledged, with what that takes. */
    public int waitingBytes() {
        return outbound.waitingBytes();
    }

    /** Of messages on this stream that wait to be sent for the first time. */
    public long unsentBytes(int stream) {
        return outbound.stream(stream).unsentBytes();
    }

    /** Streams with a higher number go first. */
    public void priority(int stream, int priority) {
        outbound.stream(stream).priority(priority);
    }

    /**
     * Sends what waits on a stream, then begins it anew; {@link AssociationListener#outgoingReset} tells when. As long as something waits it takes no more
     * messages; after that, they wait until it has begun anew.
     */
    public void reset(int stream) {
        outgoingReset.ask(outbound.stream(stream));
    }

    /** Whether a stream was asked to begin anew, and still sends what waited. */
    public boolean isEmptying(int stream) {
        return outbound.stream(stream).isEmptying();
    }

    /** Gives up what waits on a stream of which nothing was sent yet. */
    public void drop(int stream) {
        outbound.drop(outbound.stream(stream));
    }

    /** Sends what waits, then ends; {@link AssociationListener#ended} tells when. */
    public void close() {
        if (!handshake.isDone()) {
            end(EndReason.CLOSED);
        } else {
            closing.close();
        }
    }

    /** Ends at once, tells the peer, and gives every buffer back. The listener is not told. */
    public void abort() {
        if (!ended) {
            sendAbort(USER_INITIATED_ABORT);
            letGo();
        }
    }

    /** How it is doing. */
    public Statistics statistics() {
        return new Statistics(
                roundTrip.smoothedNanos(), writer.packets(), receivedPackets, refusedPackets, outbound.sentChunks(),
                outbound.lostChunks(), pathMtu.size(), inbound == null ? 0 : inbound.heldBytes(),
                outbound.waitingBytes());
    }

    // ---- What comes

    /**
     * Takes one packet, of any content: what makes no sense is counted and dropped.
     *
     * @param packet only read until this returns
     */
    public void receive(byte[] packet, int offset, int length, long now) {
        Objects.checkFromIndexSize(offset, length, packet.length);
        if (ended) {
            return;
        }
        int end = offset + length;
        if (!isWanted(packet, offset, length)) {
            refusedPackets++;
            return;
        }
        receivedPackets++;
        acknowledged = false;
        if (inbound != null) {
            inbound.packetBegins();
        }
        chunk.walk(packet, offset + PacketWriter.HEADER_BYTES, end);
        boolean goesOn = true;
        while (goesOn && chunk.next()) {
            goesOn = take(packet, chunk.chunkType(), chunk.chunkFlags(), chunk.start(), chunk.length(), now) && !ended;
        }
        if (!ended) {
            resetIncoming();
        }
        if (!ended) {
            outbound.report(listener);
        }
    }

    /** Whether the packet is whole, for this association, and not damaged. */
    private boolean isWanted(byte[] packet, int offset, int length) {
        int chunks = offset + PacketWriter.HEADER_BYTES;
        if (length < PacketWriter.HEADER_BYTES + Tlv.HEADER_BYTES || !Tlv.isWhole(packet, chunks, offset + length)) {
            return false;
        }
        int type = packet[chunks];
        int sum = NetworkOrder.int32(packet, offset + 8);
        // DTLS protects all packets; those of the handshake have a checksum all the same (RFC 9653 section 5.1).
        boolean needsSum = type == ChunkType.INIT || type == ChunkType.COOKIE_ECHO;
        if ((sum != 0 || needsSum) && sum != checksum.of(packet, offset, length)) {
            return false;
        }
        int tag = NetworkOrder.int32(packet, offset + 4);
        if (type == ChunkType.INIT) {
            int alone = PacketWriter.HEADER_BYTES + Tlv.padded(NetworkOrder.unsigned16(packet, chunks + 2));
            return tag == 0 && alone >= length;
        }
        if (tag == handshake.ownTag()) {
            return true;
        }
        Introduction peer = handshake.peer();
        return peer != null && tag == peer.tag() && (packet[chunks + 1] & TAG_REFLECTED) != 0
                && (type == ChunkType.ABORT || type == ChunkType.SHUTDOWN_COMPLETE);
    }

    /** Takes one chunk; false if the rest of the packet is not to be read. */
    private boolean take(byte[] packet, int type, int flags, int start, int length, long now) {
        return switch (type) {
            case ChunkType.INIT -> sensible(handshake.init(packet, start, length));
            case ChunkType.INIT_ACK -> sensible(handshake.initAck(packet, start, length, writer.roomOfPacket()));
            case ChunkType.COOKIE_ECHO -> {
                boolean before = handshake.isDone();
                boolean fits = sensible(handshake.cookieEcho(packet, start, length, now));
                yield fits && (before || established());
            }
            case ChunkType.COOKIE_ACK -> {
                boolean before = handshake.isDone();
                handshake.cookieAck();
                yield before || !handshake.isDone() || established();
            }
            case ChunkType.ABORT -> {
                end(EndReason.ABORTED_BY_PEER);
                yield false;
            }
            default ->
                    isKnown(type)
                            ? takeEstablished(packet, type, flags, start, length, now)
                            : (type & SKIP_IF_UNKNOWN) != 0;
        };
    }

    private static boolean isKnown(int type) {
        // 12 and 13 are of congestion notification, which UDP does not tell of.
        return (type <= ChunkType.SHUTDOWN_COMPLETE && type != 12 && type != 13)
                || type == ChunkType.RE_CONFIG || type == ChunkType.FORWARD_TSN;
    }

    /** Takes a chunk that only makes sense once the handshake is done. */
    private boolean takeEstablished(byte[] packet, int type, int flags, int start, int length, long now) {
        Inbound in = inbound;
        if (in == null || !handshake.isDone()) {
            return true;
        }
        return switch (type) {
            case ChunkType.DATA -> {
                closing.data();
                yield taken(in.data(packet, flags, start, length));
            }
            case ChunkType.SACK -> {
                // Nobody has more than one to say at a time, and each is work.
                boolean isFirst = !acknowledged;
                acknowledged = true;
                yield !isFirst || sensible(outbound.sack(packet, start, length, writer.packets(), now));
            }
            case ChunkType.FORWARD_TSN -> taken(in.forward(packet, start, length));
            case ChunkType.HEARTBEAT -> {
                if (length <= writer.roomOfPacket()) {
                    heartbeatToAnswer = Arrays.copyOfRange(packet, start, start + length);
                }
                yield true;
            }
            case ChunkType.HEARTBEAT_ACK -> {
                if (pathMtu.answered(packet, start, length)) {
                    sizePackets();
                }
                yield true;
            }
            case ChunkType.RE_CONFIG -> sensible(reConfig(packet, start, length, now));
            case ChunkType.SHUTDOWN -> sensible(shutdown(packet, start, length));
            case ChunkType.SHUTDOWN_ACK -> {
                if (closing.shutdownAck()) {
                    writer.chunk(ChunkType.SHUTDOWN_COMPLETE, 0, 0);
                    writer.send();
                    end(closed());
                }
                yield true;
            }
            case ChunkType.SHUTDOWN_COMPLETE -> {
                if (closing.shutdownComplete()) {
                    end(closed());
                }
                yield true;
            }
            // ERROR tells of nothing that could be done.
            default -> true;
        };
    }

    private boolean shutdown(byte[] packet, int start, int length) {
        if (length != 4) {
            return false;
        }
        outbound.acknowledgedUpTo(NetworkOrder.int32(packet, start));
        closing.shutdown();
        return true;
    }

    private EndReason closed() {
        return closing.isByPeer() ? EndReason.CLOSED_BY_PEER : EndReason.CLOSED;
    }

    private boolean sensible(boolean makesSense) {
        if (!makesSense) {
            refusedPackets++;
        }
        return makesSense;
    }

    private boolean taken(Inbound.Taken taken) {
        return switch (taken) {
            case FINE -> true;
            case REFUSED -> sensible(false);
            case TOO_MUCH -> {
                sendAbort(PROTOCOL_VIOLATION);
                end(EndReason.VIOLATION);
                yield false;
            }
        };
    }

    private boolean established() {
        Introduction peer = Objects.requireNonNull(handshake.peer());
        writer.speakTo(peer.tag(), peer.takesNoChecksum());
        inbound = new Inbound(limits, peer.firstTsn(), this::message);
        inbound.packetBegins();
        incomingReset = new IncomingReset(peer.firstTsn(), limits.streams());
        outbound.connected(peer.windowBytes(), peer.forwards());
        listener.connected();
        return true;
    }

    private static ByteBuf around(byte[] bytes) {
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(bytes));
    }

    @SuppressWarnings("ReferenceEquality") // whether it is the same array
    private void message(int stream, int protocolId, byte[] bytes, int start, int length) {
        if (ended) {
            return;
        }
        if (start == 0) {
            // An array of its own, in which it was put together: not to be held on to.
            listener.message(stream, protocolId, around(bytes).setIndex(0, length));
            return;
        }
        if (viewed != bytes) {
            viewed = bytes;
            view = around(bytes);
        }
        listener.message(stream, protocolId, view.setIndex(start, start + length));
    }

    /** RE-CONFIG has one or two parameters (RFC 6525 section 3.1). */
    private boolean reConfig(byte[] packet, int start, int length, long now) {
        IncomingReset incoming = incomingReset;
        Inbound in = inbound;
        if (incoming == null || in == null || !Tlv.isWhole(packet, start, start + length)) {
            return false;
        }
        parameter.walk(packet, start, start + length);
        for (int count = 0; count < 2 && parameter.next() && !ended; count++) {
            int at = parameter.start();
            int bytes = parameter.length();
            if (parameter.kind() == ReConfig.OUTGOING_RESET) {
                if (!incoming.outgoing(packet, at, bytes, in.cumulative())) {
                    return false;
                }
            } else if (bytes < 8) {
                return false;
            } else if (parameter.kind() == ReConfig.RESPONSE) {
                int number = NetworkOrder.int32(packet, at);
                for (OutboundStream stream : outgoingReset.response(number, NetworkOrder.int32(packet, at + 4), now)) {
                    outbound.begunAnew(stream);
                    listener.outgoingReset(stream.id());
                }
            } else {
                incoming.other(NetworkOrder.int32(packet, at));
            }
        }
        return true;
    }

    private void resetIncoming() {
        Inbound in = inbound;
        int[] due = in == null || incomingReset == null ? null : incomingReset.takeDue(in.cumulative());
        if (in == null || due == null) {
            return;
        }
        if (due.length == 0) {
            for (int stream = 0; stream < limits.streams() && !ended; stream++) {
                in.reset(stream);
                listener.incomingReset(stream);
            }
        }
        for (int i = 0; i < due.length && !ended; i++) {
            in.reset(due[i]);
            listener.incomingReset(due[i]);
        }
    }

    // ---- What goes

    /** Sends what there is to send. */
    public void flush(long now) {
        if (ended) {
            return;
        }
        handshake.flush(writer, now);
        Inbound in = inbound;
        if (in != null && incomingReset != null) {
            if (outbound.waitingBytes() >= MUCH_BYTES) {
                pathMtu.want();
            }
            pathMtu.flush(writer, now);
            in.acknowledge(writer, now, outbound.wantsToSend());
            byte[] heartbeat = heartbeatToAnswer;
            if (heartbeat != null) {
                heartbeatToAnswer = null;
                int at = writer.chunk(ChunkType.HEARTBEAT_ACK, 0, heartbeat.length);
                System.arraycopy(heartbeat, 0, writer.bytes(), at, heartbeat.length);
            }
            incomingReset.flush(writer);
            // Before DATA, for what was empty already, and after it, for what has become so.
            outgoingReset.flush(writer, incomingReset.lastNumber(), now);
            do {
                outbound.flush(writer, now);
            } while (outbound.report(listener) && !ended && outbound.wantsToSend());
            if (ended) {
                return;
            }
            outgoingReset.flush(writer, incomingReset.lastNumber(), now);
            closing.flush(writer, outbound.isDone(), in.cumulative(), now);
        }
        writer.send();
    }

    /** Nanoseconds from {@code now} until {@link #timeout} wants to be called, 0 or more, or {@link #NEVER}. */
    public long timeoutIn(long now) {
        if (ended) {
            return NEVER;
        }
        long in = Math.min(handshake.timeoutIn(now), closing.timeoutIn(now));
        in = Math.min(in, Math.min(outbound.timeoutIn(now), outgoingReset.timeoutIn(now)));
        in = Math.min(in, pathMtu.timeoutIn(now));
        return inbound == null ? in : Math.min(in, inbound.timeoutIn(now));
    }

    /** Packets go another way from now on, which may carry less: what waits to be sent again is due at once. */
    public void pathChanged(long now) {
        if (!ended) {
            pathMtu.pathChanged();
            sizePackets();
            outbound.pathChanged(now);
        }
    }

    /** Does what is due, and flushes. */
    public void timeout(long now) {
        if (ended) {
            return;
        }
        boolean answered = handshake.timeout(now);
        answered &= closing.timeout(now);
        answered &= outbound.timeout(writer.packets(), now);
        pathMtu.timeout(now);
        lookForBlackHole(now);
        answered &= outgoingReset.timeout(now);
        if (answered) {
            flush(now);
        } else if (closing.isAsGoodAsOver()) {
            end(closed());
        } else {
            sendAbort(USER_INITIATED_ABORT);
            end(EndReason.NO_ANSWER);
        }
    }

    private void sizePackets() {
        writer.packetBytes(pathMtu.size());
        outbound.packetBytes(pathMtu.size());
    }

    /** If the peer is heard and does not get what is sent, the path may have ceased to carry large packets (RFC 8899 section 4.3). */
    private void lookForBlackHole(long now) {
        if (outbound.timeouts() < TIMEOUTS_OF_A_BLACK_HOLE) {
            receivedBefore = receivedPackets;
        } else if (receivedPackets > receivedBefore && pathMtu.size() > limits.packetBytes()) {
            pathMtu.carriesLess(now);
            sizePackets();
        }
    }

    // ---- The end

    private void sendAbort(int cause) {
        Introduction peer = handshake.peer();
        if (peer == null) {
            return;
        }
        writer.speakTo(peer.tag(), false);
        int at = writer.chunk(ChunkType.ABORT, 0, Tlv.HEADER_BYTES);
        NetworkOrder.put16(writer.bytes(), at, cause);
        NetworkOrder.put16(writer.bytes(), at + 2, Tlv.HEADER_BYTES);
        writer.send();
    }

    private void end(EndReason reason) {
        letGo();
        listener.ended(reason);
    }

    private void letGo() {
        ended = true;
        handshake.stop();
        closing.stop();
        outgoingReset.stop();
        outbound.clear();
        if (inbound != null) {
            inbound.clear();
        }
        view = Unpooled.EMPTY_BUFFER;
        viewed = new byte[0];
    }
}
