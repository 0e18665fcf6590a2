// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.ReferenceCounted;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.metrics.Metrics.BrokenConnection;
import org.freehold.server.metrics.Metrics.Delivery;
import org.freehold.server.wire.ErrorCode;
import org.freehold.server.wire.WebSocketHeader;
import org.freehold.webrtc.datachannel.DataChannel;
import org.freehold.webrtc.datachannel.SendResult;
import org.freehold.webrtc.peer.Peer;
import org.freehold.webrtc.peer.PeerEnd;
import org.freehold.webrtc.peer.PeerListener;
import org.freehold.webrtc.peer.PeerPath;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * On the hot path. A {@link Transport} over the data channels of a peer (docs/protocol.md section 13.2): any thread queues what is reliable and
 * replaces what is newest, the event loop of all peers takes it. Little of what is reliable is given to the channel ahead of time, and poses have
 * a channel of their own that goes first, so that they wait for nothing.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what is due runs or does not matter any more
final class PeerTransport extends QueuedTransport implements PeerListener {
    private static final Logger LOG = LoggerFactory.getLogger(PeerTransport.class);

    /** The largest message of the channel; a longer text goes in parts. */
    static final int PART_BYTES = 16_384;

    /** Kind and whether it is the last; section 13.2. */
    private static final int PART_HEADER_BYTES = 2;

    private static final int PART = 0;

    /** So much the channel is given before it has sent what it had. */
    private static final int FEED_BYTES = 128 * 1024;

    /** Then others have their turn. */
    private static final int MAX_ROUNDS = 4;

    private static final int MAX_POSES_BYTES = 65_536;
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final EventLoop loop;
    private final TransportHandler.Factory sessions;
    private final PeerHttp http;
    private final PeerDoor.Relayed relayed;
    private final Consumer<Peer> whenGone;

    /** Limits are raised with {@code welcome}. */
    private volatile boolean welcomed;

    /** What the channels were given and have not sent; written by the event loop. */
    private volatile long givenBytes;

    /** Whether poses wait that the channel was given before; written by the event loop. */
    private volatile boolean posesWait;

    private volatile Line line =
            new Line(Line.Kind.WEBRTC, Line.Path.DIRECT, Line.Family.IPV4, OptionalDouble.empty(),
                    OptionalDouble.empty());
    private @Nullable Peer peer;
    private volatile @Nullable Source source;

    /** Kept: a relay may be gone before those who came through it are. */
    private record Source(InetSocketAddress address, @Nullable InetSocketAddress behind) {}

    // Event loop only, from here.
    private @Nullable TransportHandler handler;
    /** A text of which a part has been sent. */
    private @Nullable ByteBuf rest;

    private @Nullable ByteBuf parts;

    /** By the numbers of their channels. */
    private final Map<Integer, PeerHttpChannel> requests = new HashMap<>();

    /** The channel holds as much as it may, until something of it is acknowledged. */
    private boolean isFull;

    private boolean writing;
    private boolean deaf;
    private long lookedAt;
    private long sentBefore;
    private long lostBefore;

    PeerTransport(
            EventLoop loop,
            TickHandOver handOver,
            boolean fromThisMachine,
            TransportHandler.Factory sessions,
            PeerHttp http,
            PeerDoor.Relayed relayed,
            Metrics metrics,
            Consumer<Peer> whenGone) {
        super(handOver, fromThisMachine, metrics);
        this.loop = loop;
        this.sessions = sessions;
        this.http = http;
        this.relayed = relayed;
        this.whenGone = whenGone;
    }

    /** Before anything happens on the peer. */
    void over(Peer itsPeer) {
        peer = itsPeer;
    }

    private Peer peer() {
        Peer found = peer;
        if (found == null) {
            throw new IllegalStateException("no peer yet");
        }
        return found;
    }

    @Override
    EventLoop loop() {
        return loop;
    }

    @Override
    long takenBytes() {
        return givenBytes;
    }

    @Override
    boolean takesNewest() {
        return !posesWait;
    }

    @Override
    public void limitMessages(int bytes) {
        super.limitMessages(bytes);
        welcomed = true;
    }

    /** The code travels in the last message; there is no status. */
    @Override
    public void close(ErrorCode code) {
        finish();
    }

    @Override
    public void finish() {
        if (beginsClosing()) {
            queue(new CloseWebSocketFrame());
            flush();
        }
    }

    @Override
    public void abort() {
        takeNoMore();
        try {
            loop.execute(() -> peer().end(PeerEnd.CLOSED));
        } catch (RejectedExecutionException e) {
            ended();
        }
    }

    @Override
    public @Nullable InetAddress remote() {
        InetSocketAddress address = peer().remote();
        if (address == null) {
            return null;
        }
        InetSocketAddress behind = behind(address);
        return (behind == null ? address : behind).getAddress();
    }

    /** Who this is, when the address is one that stands for somebody behind our relay. */
    private @Nullable InetSocketAddress behind(InetSocketAddress address) {
        Source known = source;
        if (known == null || !known.address().equals(address)) {
            known = new Source(address, relayed.behind(address));
            source = known;
        }
        return known.behind();
    }

    @Override
    public Line line() {
        return line;
    }

    // ---- Event loop: out

    @Override
    void writeOut() {
        DataChannel reliable = peer().reliable();
        DataChannel unreliable = peer().newest();
        if (isEnded()) {
            discard();
            return;
        }
        if (reliable == null || unreliable == null) {
            return;
        }
        writing = true;
        ByteBuf poses = takeNewest();
        if (poses != null) {
            sendPoses(unreliable, poses);
        }
        boolean isMoreTaken = true;
        for (int i = 0; i < MAX_ROUNDS && isMoreTaken; i++) {
            feed(reliable);
            peer().flush();
            isMoreTaken = !isFull && hasReliable() && reliable.bufferedAmount() < FEED_BYTES / 2;
        }
        writing = false;
        peer().flushPortSoon();
        if (isMoreTaken) {
            drainAgain();
        }
    }

    private boolean hasReliable() {
        return rest != null || !isQueueEmpty();
    }

    private void feed(DataChannel reliable) {
        isFull = false;
        while (!isEnded() && reliable.bufferedAmount() < FEED_BYTES) {
            if (rest != null) {
                if (!sendPart(reliable, rest)) {
                    return;
                }
                continue;
            }
            ReferenceCounted next = first();
            if (next == null || !send(reliable, next)) {
                return;
            }
            takeFirst();
        }
    }

    /** False when the channel takes no more for now; then the message stays. */
    private boolean send(DataChannel reliable, ReferenceCounted message) {
        return switch (message) {
            case TextWebSocketFrame text -> sendText(reliable, text.content());
            case ByteBuf frame -> sendFrame(reliable, frame);
            default -> {
                peer().finish();
                schedule(() -> peer().end(PeerEnd.CLOSED), CLOSE_PATIENCE);
                yield true;
            }
        };
    }

    private boolean sendText(DataChannel reliable, ByteBuf utf8) {
        int bytes = utf8.readableBytes();
        if (bytes > PART_BYTES) {
            rest = utf8;
            return true;
        }
        if (!isTaken(reliable.send(false, utf8.retainedDuplicate(), peer().now()))) {
            return false;
        }
        left(bytes);
        metrics.bytesOut(Delivery.TEXT, bytes);
        utf8.release();
        return true;
    }

    private boolean sendFrame(DataChannel reliable, ByteBuf frame) {
        int bytes = frame.readableBytes();
        int header = WebSocketHeader.payloadOffset(frame);
        ByteBuf payload = frame.retainedSlice(frame.readerIndex() + header, bytes - header);
        if (!isTaken(reliable.send(true, payload, peer().now()))) {
            return false;
        }
        left(bytes);
        metrics.bytesOut(Delivery.BINARY, bytes - header);
        frame.release();
        return true;
    }

    private boolean sendPart(DataChannel reliable, ByteBuf text) {
        int length = Math.min(text.readableBytes(), PART_BYTES - PART_HEADER_BYTES);
        boolean isLast = length == text.readableBytes();
        ByteBuf part = ByteBufAllocator.DEFAULT.buffer(PART_HEADER_BYTES + length)
                .writeByte(PART)
                .writeByte(isLast ? 1 : 0)
                .writeBytes(text, text.readerIndex(), length);
        if (!isTaken(reliable.send(true, part, peer().now()))) {
            return false;
        }
        left(length);
        metrics.bytesOut(Delivery.TEXT, length);
        text.skipBytes(length);
        if (isLast) {
            rest = null;
            text.release();
        }
        return true;
    }

    private boolean isTaken(SendResult result) {
        isFull = result == SendResult.FULL;
        return result == SendResult.QUEUED;
    }

    private void sendPoses(DataChannel unreliable, ByteBuf frame) {
        int header = WebSocketHeader.payloadOffset(frame);
        int bytes = frame.readableBytes() - header;
        if (bytes > MAX_POSES_BYTES || unreliable.bufferedAmount() > 0) {
            frame.release();
            metrics.poseFrameSkipped();
            return;
        }
        // The slice takes over the reference.
        if (isTaken(unreliable.send(true, frame.slice(frame.readerIndex() + header, bytes), peer().now()))) {
            metrics.bytesOut(Delivery.BINARY, bytes);
        } else {
            metrics.poseFrameSkipped();
        }
    }

    @Override
    public void progressed() {
        DataChannel reliable = peer().reliable();
        DataChannel unreliable = peer().newest();
        if (reliable == null || unreliable == null || isEnded()) {
            return;
        }
        long given = reliable.bufferedAmount();
        givenBytes = given + unreliable.bufferedAmount();
        posesWait = unreliable.bufferedAmount() > 0;
        if (!writing && given < FEED_BYTES / 2 && hasReliable()) {
            drainAgain();
        }
        if (!writing && given < FEED_BYTES / 2) {
            feedRequests();
        }
        long now = peer().now();
        if (now - lookedAt > LOOK_NANOS || line.roundTripMillis().isEmpty()) {
            lookedAt = now;
            look(peer().path());
        }
    }

    private void feedRequests() {
        boolean isFed = false;
        for (PeerHttpChannel request : requests.values()) {
            isFed |= request.feed();
        }
        if (isFed) {
            drainAgain();
        }
    }

    private void look(PeerPath path) {
        metrics.peers().chunks(path.sentPackets() - sentBefore, path.lostPackets() - lostBefore);
        InetSocketAddress address = peer().remote();
        boolean throughOurs = address != null && behind(address) != null;
        sentBefore = path.sentPackets();
        lostBefore = path.lostPackets();
        line = new Line(
                Line.Kind.WEBRTC,
                path.relayed() || throughOurs ? Line.Path.RELAYED : Line.Path.DIRECT,
                path.ipv6() ? Line.Family.IPV6 : Line.Family.IPV4,
                path.roundTripNanos() == 0 ? OptionalDouble.empty() : OptionalDouble.of(path.roundTripNanos() / 1e6),
                path.sentPackets() == 0 ? OptionalDouble.empty()
                        : OptionalDouble.of((double) path.lostPackets() / path.sentPackets()));
    }

    @Override
    public void bufferedAmountLow(DataChannel channel) {
        // Whoever reads how much waits after each flush needs no call for it.
    }

    // ---- Event loop: in

    @Override
    public void connected() {
        metrics.peers().connected();
        look(peer().path());
        handler = sessions.open(this);
    }

    @Override
    public void message(DataChannel channel, boolean binary, ByteBuf message) {
        TransportHandler listener = handler;
        if (listener == null || deaf || isClosing()) {
            return;
        }
        try {
            if (channel == peer().newest()) {
                if (binary) {
                    binary(listener, message);
                }
            } else if (channel != peer().reliable()) {
                request(channel, message);
            } else if (!binary) {
                text(listener, message);
            } else if (message.isReadable() && message.getByte(message.readerIndex()) == PART) {
                part(listener, message);
            } else {
                binary(listener, message);
            }
        } catch (RuntimeException fault) {
            if (metrics.fault(fault)) {
                LOG.error("A connection was closed because of a fault of the server's; please report it. "
                        + "More of this kind are counted and not logged", fault);
            }
            metrics.closed(ErrorCode.INTERNAL);
            deaf = true;
            close(ErrorCode.INTERNAL);
        }
    }

    private void request(DataChannel channel, ByteBuf bytes) {
        if (!welcomed) {
            channel.close();
            return;
        }
        requests.computeIfAbsent(channel.id(), id -> new PeerHttpChannel(peer(), channel, http, remote()))
                .received(bytes);
    }

    @Override
    public void closed(DataChannel channel) {
        PeerHttpChannel request = requests.remove(channel.id());
        if (request != null) {
            request.end();
        }
    }

    private void text(TransportHandler listener, ByteBuf utf8) {
        int bytes = utf8.readableBytes();
        if (bytes > messageLimit()) {
            tooLarge(listener, bytes, messageLimit());
            return;
        }
        metrics.bytesIn(Delivery.TEXT, bytes);
        if (ByteBufUtil.isText(utf8, StandardCharsets.UTF_8)) {
            listener.text(utf8);
        } else {
            metrics.connectionBroken(BrokenConnection.BAD_UTF8);
            deaf = true;
            finish();
        }
    }

    private void binary(TransportHandler listener, ByteBuf frame) {
        int bytes = frame.readableBytes();
        if (bytes > WebSocketTransport.MAX_BINARY_BYTES) {
            tooLarge(listener, bytes, WebSocketTransport.MAX_BINARY_BYTES);
            return;
        }
        metrics.bytesIn(Delivery.BINARY, bytes);
        listener.binary(frame);
    }

    private void part(TransportHandler listener, ByteBuf message) {
        if (message.readableBytes() < PART_HEADER_BYTES) {
            return;
        }
        boolean isLast = message.getByte(message.readerIndex() + 1) == 1;
        ByteBuf text = parts;
        if (text == null) {
            text = ByteBufAllocator.DEFAULT.buffer(message.readableBytes());
            parts = text;
        }
        long bytes = (long) text.readableBytes() + message.readableBytes() - PART_HEADER_BYTES;
        if (bytes > messageLimit()) {
            tooLarge(listener, bytes, messageLimit());
            return;
        }
        text.writeBytes(message, message.readerIndex() + PART_HEADER_BYTES,
                message.readableBytes() - PART_HEADER_BYTES);
        if (isLast) {
            parts = null;
            try {
                text(listener, text);
            } finally {
                text.release();
            }
        }
    }

    private void tooLarge(TransportHandler listener, long bytes, int limit) {
        deaf = true;
        dropParts();
        listener.tooLarge(bytes, limit);
    }

    private void dropParts() {
        if (parts != null) {
            parts.release();
            parts = null;
        }
    }

    @Override
    public void ended(PeerEnd why) {
        ended();
        metrics.peers().ended(why.name(), handler != null);
        if (rest != null) {
            rest.release();
            rest = null;
        }
        dropParts();
        requests.values().forEach(PeerHttpChannel::end);
        requests.clear();
        TransportHandler listener = handler;
        handler = null;
        if (listener != null) {
            listener.closed();
        }
        whenGone.accept(peer());
    }
}
