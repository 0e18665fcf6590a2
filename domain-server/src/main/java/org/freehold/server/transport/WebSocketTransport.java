// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCounted;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.metrics.Metrics.BrokenConnection;
import org.freehold.server.metrics.Metrics.Delivery;
import org.freehold.server.wire.ErrorCode;
import org.freehold.server.wire.WebSocketHeader;
import org.jspecify.annotations.Nullable;

/**
 * On the hot path. A {@link Transport} over a WebSocket: any thread queues what is reliable and replaces what is newest, the
 * connection's event loop takes it all at once, the newest last, and flushes once. Pose frames come with their WebSocket header and
 * are written beneath the encoder, so that one that goes to many costs nothing for each but the write.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends the connection, and that is seen
final class WebSocketTransport implements Transport, TickOutput {
    static final int STRANGER_MESSAGE_BYTES = 8192;
    static final int MAX_BINARY_BYTES = 2048;

    /** Where Netty counts a connection as behind. */
    static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(128 * 1024, 256 * 1024);

    /** Behind this much, in front of what the kernel keeps, a pose would be old when it arrives. */
    private static final long NEWEST_LIMIT_BYTES = 64 * 1024;

    /** Beyond the 64 MiB at which the world ends a session with a word; only a fault or an attack gets here. */
    private static final long HARD_LIMIT_BYTES = 96L * 1024 * 1024;

    private static final int NORMAL_STATUS = 1000;
    private static final int NO_STATUS = -1;
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final Channel channel;
    private final ChannelHandlerContext encoder;
    private final TickHandOver handOver;
    private final boolean fromThisMachine;
    private final Metrics metrics;
    private final Queue<ReferenceCounted> outgoing = new ConcurrentLinkedQueue<>();
    private final AtomicLong outgoingBytes = new AtomicLong();
    private final AtomicReference<@Nullable ByteBuf> newest = new AtomicReference<>();
    private final Runnable drain = this::drain;
    private final AtomicBoolean drainPlanned = new AtomicBoolean();
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile boolean markedForTick;
    private volatile int messageLimit = STRANGER_MESSAGE_BYTES;
    private volatile boolean ended;

    /** Everything that Netty was ever given, bytes as Netty counts them; written by the event loop. */
    private volatile long givenBytes;

    /** What {@link #givenBytes} was with the last newest frame; written by the event loop. */
    private volatile long givenWithNewest;

    /** Event loop. The standard allows nothing after it. */
    private boolean closeWritten;

    /** @param encoder of WebSocket frames, beneath which frames go that are encoded already */
    WebSocketTransport(
            ChannelHandlerContext encoder, TickHandOver handOver, boolean fromThisMachine, Metrics metrics) {
        this.channel = encoder.channel();
        this.encoder = encoder;
        this.handOver = handOver;
        this.fromThisMachine = fromThisMachine;
        this.metrics = metrics;
    }

    @Override
    public void sendReliable(ByteBuf utf8Json) {
        if (closing.get()) {
            utf8Json.release();
            return;
        }
        queue(new TextWebSocketFrame(utf8Json));
        if (queuedBytes() > HARD_LIMIT_BYTES && closing.compareAndSet(false, true)) {
            metrics.connectionBroken(BrokenConnection.OVERFULL);
            abort();
        }
    }

    @Override
    public void sendNewest(ByteBuf webSocketFrame) {
        if (closing.get()) {
            webSocketFrame.release();
        } else if (isBehind() || !isNewestTaken()) {
            webSocketFrame.release();
            metrics.poseFrameSkipped();
        } else {
            replaceNewest(webSocketFrame);
            discardIfEnded();
        }
    }

    @Override
    public void sendOnce(ByteBuf webSocketFrame) {
        if (closing.get()) {
            webSocketFrame.release();
        } else if (isBehind()) {
            webSocketFrame.release();
            metrics.poseFrameSkipped();
        } else {
            queue(webSocketFrame);
        }
    }

    @Override
    public void flush() {
        if (hasOutput() && drainPlanned.compareAndSet(false, true)) {
            try {
                channel.eventLoop().execute(drain);
            } catch (RejectedExecutionException e) {
                ended(); // the server is stopping and the event loop is gone
            }
        }
    }

    @Override
    public void flushWithTick() {
        if (!markedForTick && hasOutput()) {
            markedForTick = true;
            handOver.mark(this);
        }
    }

    @Override
    public long queuedBytes() {
        return outgoingBytes.get() + pendingBytes();
    }

    @Override
    public void limitMessages(int bytes) {
        messageLimit = Math.min(bytes, WebSocketUpgrade.MAX_MESSAGE_BYTES);
    }

    int messageLimit() {
        return messageLimit;
    }

    @Override
    public void close(ErrorCode code) {
        close(code.closeStatus(), code.code());
    }

    @Override
    public void finish() {
        close(NORMAL_STATUS, "");
    }

    /** Ends the connection after what was queued; {@code reason} at most 123 bytes. */
    void close(int status, String reason) {
        if (closing.compareAndSet(false, true)) {
            queue(new CloseWebSocketFrame(status, reason));
            flush();
        }
    }

    /** The other end closes: the answer goes out, then the connection goes. */
    void answerClose(int status) {
        if (closing.compareAndSet(false, true)) {
            closeWritten = true;
            channel.writeAndFlush(status == NO_STATUS ? new CloseWebSocketFrame() : new CloseWebSocketFrame(status, ""))
                    .addListener(ChannelFutureListener.CLOSE);
        } else {
            channel.close();
        }
    }

    @Override
    public void abort() {
        closing.set(true);
        channel.close();
    }

    /** Leaves the decoder, which found a broken frame, a moment to say so. */
    void abortSoon() {
        closing.set(true);
        schedule(channel::close, CLOSE_PATIENCE);
    }

    @Override
    public boolean isFromThisMachine() {
        return fromThisMachine;
    }

    @Override
    public @Nullable InetAddress remote() {
        return channel.remoteAddress() instanceof InetSocketAddress remote ? remote.getAddress() : null;
    }

    @Override
    public Line line() {
        return Line.webSocket(remote());
    }

    @Override
    public void schedule(Runnable task, Duration delay) {
        try {
            channel.eventLoop().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            ended(); // the server is stopping: nothing is due any more
        }
    }

    boolean isClosing() {
        return closing.get();
    }

    void ping() {
        queue(new PingWebSocketFrame(Unpooled.EMPTY_BUFFER));
        flush();
    }

    /** Takes over the reference. */
    void pong(ByteBuf content) {
        if (queuedBytes() > NEWEST_LIMIT_BYTES) {
            content.release();
        } else {
            queue(new PongWebSocketFrame(content));
            flush();
        }
    }

    /** The connection is gone: nothing is sent any more, and nothing stays queued. */
    @Override
    public void ended() {
        closing.set(true);
        ended = true;
        discard();
    }

    private boolean hasOutput() {
        return newest.get() != null || !outgoing.isEmpty();
    }

    private boolean isBehind() {
        return queuedBytes() > NEWEST_LIMIT_BYTES;
    }

    /** Whether the kernel has the whole of the last newest frame. */
    private boolean isNewestTaken() {
        return givenBytes - pendingBytes() >= givenWithNewest;
    }

    private void replaceNewest(ByteBuf webSocketFrame) {
        ByteBuf replaced = newest.getAndSet(webSocketFrame);
        if (replaced != null) {
            replaced.release();
            metrics.poseFrameSkipped();
        }
    }

    /** A {@link WebSocketFrame}, or the bytes of one. */
    private void queue(ReferenceCounted frame) {
        outgoingBytes.addAndGet(bytes(frame));
        outgoing.add(frame);
        discardIfEnded();
    }

    /** The end may have come between: whoever sees both throws away what is left. */
    private void discardIfEnded() {
        if (ended) {
            discard();
        }
    }

    @Override
    public void takeTick() {
        // First, so that whatever comes from here on marks it for the next.
        markedForTick = false;
        writeOut();
    }

    private void drain() {
        // First, so that a frame queued from here on plans the next time.
        drainPlanned.set(false);
        writeOut();
    }

    private void writeOut() {
        if (ended || closeWritten) {
            discard();
            return;
        }
        long before = pendingBytes();
        for (ReferenceCounted frame = outgoing.poll(); frame != null; frame = outgoing.poll()) {
            outgoingBytes.addAndGet(-bytes(frame));
            writeOrRelease(frame);
        }
        ByteBuf poses = newest.get() == null ? null : newest.getAndSet(null);
        if (poses != null) {
            writeOrRelease(poses);
        }
        long given = givenBytes + pendingBytes() - before;
        givenBytes = given;
        if (poses != null) {
            givenWithNewest = given;
        }
        encoder.flush();
    }

    private void writeOrRelease(ReferenceCounted frame) {
        if (closeWritten) {
            frame.release();
        } else {
            write(frame);
        }
    }

    private void write(ReferenceCounted frame) {
        if (frame instanceof ByteBuf encoded) {
            metrics.bytesOut(Delivery.BINARY, encoded.readableBytes() - WebSocketHeader.payloadOffset(encoded));
            encoder.write(encoded, channel.voidPromise());
            return;
        }
        if (frame instanceof CloseWebSocketFrame) {
            closeWritten = true;
            schedule(channel::close, CLOSE_PATIENCE);
        } else if (frame instanceof TextWebSocketFrame text) {
            metrics.bytesOut(Delivery.TEXT, text.content().readableBytes());
        }
        channel.write(frame, channel.voidPromise());
    }

    private void discard() {
        for (ReferenceCounted frame = outgoing.poll(); frame != null; frame = outgoing.poll()) {
            outgoingBytes.addAndGet(-bytes(frame));
            frame.release();
        }
        ByteBuf poses = newest.getAndSet(null);
        if (poses != null) {
            poses.release();
        }
    }

    private static int bytes(ReferenceCounted frame) {
        return frame instanceof WebSocketFrame message ? message.content().readableBytes()
                : frame instanceof ByteBuf encoded ? encoded.readableBytes() : 0;
    }

    /** Bytes in Netty's queue, with what Netty adds for each entry. */
    private long pendingBytes() {
        ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
        return queue == null ? 0 : queue.totalPendingWriteBytes();
    }
}
