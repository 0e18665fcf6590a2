// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.ReferenceCounted;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.freehold.server.metrics.Metrics;
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
final class WebSocketTransport extends QueuedTransport {
    static final int MAX_BINARY_BYTES = 2048;

    /** Where Netty counts a connection as behind. */
    static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(128 * 1024, 256 * 1024);

    private static final int NORMAL_STATUS = 1000;
    private static final int NO_STATUS = -1;
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final Channel channel;
    private final ChannelHandlerContext encoder;

    /** Everything that Netty was ever given, bytes as Netty counts them; written by the event loop. */
    private volatile long givenBytes;

    /** What {@link #givenBytes} was with the last newest frame; written by the event loop. */
    private volatile long givenWithNewest;

    /** Event loop. The standard allows nothing after it. */
    private boolean closeWritten;

    /** @param encoder of WebSocket frames, beneath which frames go that are encoded already */
    WebSocketTransport(
            ChannelHandlerContext encoder, TickHandOver handOver, boolean fromThisMachine, Metrics metrics) {
        super(handOver, fromThisMachine, metrics);
        this.channel = encoder.channel();
        this.encoder = encoder;
    }

    @Override
    EventLoop loop() {
        return channel.eventLoop();
    }

    /** Bytes in Netty's queue, with what Netty adds for each entry. */
    @Override
    long takenBytes() {
        ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
        return queue == null ? 0 : queue.totalPendingWriteBytes();
    }

    /** Not before the kernel has the whole of the last newest frame. */
    @Override
    boolean takesNewest() {
        return !isBehind() && givenBytes - takenBytes() >= givenWithNewest;
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
        if (beginsClosing()) {
            queue(new CloseWebSocketFrame(status, reason));
            flush();
        }
    }

    /** The other end closes: the answer goes out, then the connection goes. */
    void answerClose(int status) {
        if (beginsClosing()) {
            closeWritten = true;
            channel.writeAndFlush(status == NO_STATUS ? new CloseWebSocketFrame() : new CloseWebSocketFrame(status, ""))
                    .addListener(ChannelFutureListener.CLOSE);
        } else {
            channel.close();
        }
    }

    @Override
    public void abort() {
        takeNoMore();
        channel.close();
    }

    /** Leaves the decoder, which found a broken frame, a moment to say so. */
    void abortSoon() {
        takeNoMore();
        schedule(channel::close, CLOSE_PATIENCE);
    }

    @Override
    public @Nullable InetAddress remote() {
        return channel.remoteAddress() instanceof InetSocketAddress remote ? remote.getAddress() : null;
    }

    @Override
    public Line line() {
        return Line.webSocket(remote());
    }

    void ping() {
        queue(new PingWebSocketFrame(Unpooled.EMPTY_BUFFER));
        flush();
    }

    /** Takes over the reference. */
    void pong(ByteBuf content) {
        if (isBehind()) {
            content.release();
        } else {
            queue(new PongWebSocketFrame(content));
            flush();
        }
    }

    @Override
    void writeOut() {
        if (isEnded() || closeWritten) {
            discard();
            return;
        }
        long before = takenBytes();
        for (ReferenceCounted frame = takeFirst(); frame != null; frame = takeFirst()) {
            left(bytes(frame));
            writeOrRelease(frame);
        }
        ByteBuf poses = takeNewest();
        if (poses != null) {
            writeOrRelease(poses);
        }
        long given = givenBytes + takenBytes() - before;
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
}
