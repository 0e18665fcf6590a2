// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.metrics.Metrics.BrokenConnection;
import org.freehold.server.metrics.Metrics.Delivery;
import org.freehold.server.wire.ErrorCode;

/**
 * On the hot path. A {@link Transport} over a WebSocket: any thread queues frames, the connection's event loop takes them all
 * at once and flushes once, so that the world thread pays one hand-over for each visitor and tick.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends the connection, and that is seen
final class WebSocketTransport implements Transport {
    static final int STRANGER_MESSAGE_BYTES = 8192;
    static final int MAX_BINARY_BYTES = 64;

    /** Where Netty counts a connection as behind. */
    static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(128 * 1024, 256 * 1024);

    /** Behind this much, a pose would be old when it arrives. */
    private static final long NEWEST_LIMIT_BYTES = 128 * 1024;

    /** Beyond the 64 MiB at which the world ends a session with a word; only a fault or an attack gets here. */
    private static final long HARD_LIMIT_BYTES = 96L * 1024 * 1024;

    private static final int NORMAL_STATUS = 1000;
    private static final int NO_STATUS = -1;
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final Channel channel;
    private final WriteBufferWaterMark marks;
    private final boolean fromThisMachine;
    private final Metrics metrics;
    private final Queue<WebSocketFrame> outgoing = new ConcurrentLinkedQueue<>();
    private final AtomicLong outgoingBytes = new AtomicLong();
    private final AtomicBoolean drainPlanned = new AtomicBoolean();
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile int messageLimit = STRANGER_MESSAGE_BYTES;
    private volatile boolean ended;

    WebSocketTransport(Channel channel, boolean fromThisMachine, Metrics metrics) {
        this.channel = channel;
        this.marks = channel.config().getWriteBufferWaterMark();
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
    public void sendNewest(ByteBuf frame) {
        if (closing.get()) {
            frame.release();
        } else if (queuedBytes() > NEWEST_LIMIT_BYTES) {
            frame.release();
            metrics.poseFrameSkipped();
        } else {
            queue(new BinaryWebSocketFrame(frame));
        }
    }

    @Override
    public void flush() {
        if (!outgoing.isEmpty() && drainPlanned.compareAndSet(false, true)) {
            try {
                channel.eventLoop().execute(this::drain);
            } catch (RejectedExecutionException e) {
                ended(); // the server is stopping and the event loop is gone
            }
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
    void ended() {
        closing.set(true);
        ended = true;
        discard();
    }

    private void queue(WebSocketFrame frame) {
        outgoingBytes.addAndGet(frame.content().readableBytes());
        outgoing.add(frame);
        if (ended) {
            // The end may have come between: whoever sees both throws away what is left.
            discard();
        }
    }

    private void drain() {
        // First, so that a frame queued from here on plans the next time.
        drainPlanned.set(false);
        if (ended) {
            discard();
            return;
        }
        for (WebSocketFrame frame = outgoing.poll(); frame != null; frame = outgoing.poll()) {
            int bytes = frame.content().readableBytes();
            outgoingBytes.addAndGet(-bytes);
            if (frame instanceof CloseWebSocketFrame) {
                schedule(channel::close, CLOSE_PATIENCE);
            } else {
                metrics.bytesOut(frame instanceof TextWebSocketFrame ? Delivery.TEXT : Delivery.BINARY, bytes);
            }
            channel.write(frame, channel.voidPromise());
        }
        channel.flush();
    }

    private void discard() {
        for (WebSocketFrame frame = outgoing.poll(); frame != null; frame = outgoing.poll()) {
            outgoingBytes.addAndGet(-frame.content().readableBytes());
            frame.release();
        }
    }

    /** Bytes in Netty's queue; it tells how many are missing to one of its two marks. */
    private long pendingBytes() {
        long untilFull = channel.bytesBeforeUnwritable();
        if (untilFull > 0) {
            return Math.max(0, marks.high() - untilFull);
        }
        long untilWritable = channel.bytesBeforeWritable();
        return untilWritable == Long.MAX_VALUE ? 0 : marks.low() + untilWritable;
    }
}
