// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.metrics.Metrics.BrokenConnection;
import org.freehold.server.metrics.Metrics.Delivery;
import org.freehold.server.wire.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * On the hot path, on the connection's event loop. Makes messages of WebSocket frames and hands them to the
 * {@link TransportHandler}; answers pings and closes; pings when it is silent.
 */
final class WebSocketConnection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketConnection.class);
    private static final int BAD_UTF8_STATUS = 1007;
    private static final int MAX_IDLE_FRAMES_PER_SECOND = 50;
    /** So many times in the time of silence that is borne it is looked whether anything came. */
    private static final int SILENCE_CHECKS = 4;

    private final WebSocketTransport transport;
    private final TransportHandler.Factory sessions;
    private final Metrics metrics;
    private @Nullable TransportHandler handler;
    private @Nullable ByteBuf fragments;
    private boolean fragmentsAreText;
    private boolean heard;
    private int quietChecks;
    private boolean pinged;
    private @Nullable ScheduledFuture<?> silenceWatch;
    private boolean deaf;
    private int idleFrames;
    private long idleFramesSince;

    WebSocketConnection(WebSocketTransport transport, TransportHandler.Factory sessions, Metrics metrics) {
        this.transport = transport;
        this.sessions = sessions;
        this.metrics = metrics;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        metrics.webSocketOpened();
        ctx.channel().config().setAutoRead(true);
        handler = sessions.open(transport);
    }

    /** From now on a line that says nothing for so long is pinged, and ended when it does not answer in that time either. */
    void watchSilence(EventLoop loop, Duration silence) {
        long nanos = silence.toNanos() / SILENCE_CHECKS;
        silenceWatch = loop.scheduleAtFixedRate(this::checkSilence, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /** Some bytes came: cheaper than asking for the time with each. */
    void heard() {
        heard = true;
    }

    private void checkSilence() {
        if (heard) {
            heard = false;
            pinged = false;
            quietChecks = 0;
        } else if (++quietChecks >= SILENCE_CHECKS) {
            quietChecks = 0;
            if (pinged) {
                metrics.connectionBroken(BrokenConnection.SILENT);
                transport.abort();
            } else {
                pinged = true;
                transport.ping();
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (silenceWatch != null) {
            silenceWatch.cancel(false);
        }
        transport.ended();
        metrics.webSocketClosed();
        dropFragments();
        TransportHandler listener = handler;
        handler = null;
        if (listener != null) {
            listener.closed();
        }
        ctx.fireChannelInactive();
    }

    /** From here on nothing more is read: a message over the limit came. */
    void tooLarge(long bytes, int limit) {
        if (!deaf && handler != null) {
            deaf = true;
            dropFragments();
            handler.tooLarge(bytes, limit);
        }
    }

    /** A whole binary message within the limit, unmasked, that did not go through the decoder. */
    void binary(ByteBuf content) {
        if (!deaf && !transport.isClosing()) {
            deliver(content, false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof WebSocketFrame frame) {
                read(ctx, frame);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void read(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame close) {
            int status = close.statusCode();
            transport.answerClose(status);
        } else if (deaf || transport.isClosing()) {
            return;
        } else if (frame instanceof TextWebSocketFrame) {
            begin(ctx, frame, true);
        } else if (frame instanceof BinaryWebSocketFrame) {
            begin(ctx, frame, false);
        } else if (frame instanceof ContinuationWebSocketFrame) {
            if (frame.content().isReadable() || frame.isFinalFragment() || isBearable(ctx)) {
                goOn(frame);
            }
        } else if (isBearable(ctx) && frame instanceof PingWebSocketFrame) {
            transport.pong(frame.content().retain());
        }
    }

    private void begin(ChannelHandlerContext ctx, WebSocketFrame frame, boolean text) {
        if (frame.isFinalFragment()) {
            deliver(frame.content(), text);
        } else {
            dropFragments();
            fragmentsAreText = text;
            fragments = ctx.alloc().buffer(Math.max(256, frame.content().readableBytes()));
            fragments.writeBytes(frame.content());
        }
    }

    private void goOn(WebSocketFrame frame) {
        ByteBuf whole = fragments;
        if (whole == null) {
            return;
        }
        int limit = limit(fragmentsAreText);
        long bytes = (long) whole.readableBytes() + frame.content().readableBytes();
        if (bytes > limit) {
            tooLarge(bytes, limit);
            return;
        }
        whole.writeBytes(frame.content());
        if (frame.isFinalFragment()) {
            fragments = null;
            try {
                deliver(whole, fragmentsAreText);
            } finally {
                whole.release();
            }
        }
    }

    private void deliver(ByteBuf content, boolean text) {
        TransportHandler listener = handler;
        if (listener == null) {
            return;
        }
        int bytes = content.readableBytes();
        if (bytes > limit(text)) { // only after decompression; the guard saw all others
            tooLarge(bytes, limit(text));
            return;
        }
        metrics.bytesIn(text ? Delivery.TEXT : Delivery.BINARY, bytes);
        if (!text) {
            listener.binary(content);
        } else if (ByteBufUtil.isText(content, StandardCharsets.UTF_8)) {
            listener.text(content);
        } else {
            metrics.connectionBroken(BrokenConnection.BAD_UTF8);
            transport.close(BAD_UTF8_STATUS, "text that is not UTF-8");
        }
    }

    private int limit(boolean text) {
        return text ? transport.messageLimit() : WebSocketTransport.MAX_BINARY_BYTES;
    }

    /** Counts frames that carry nothing; ends a connection that sends them by the thousand. */
    private boolean isBearable(ChannelHandlerContext ctx) {
        long now = ctx.executor().ticker().nanoTime();
        if (now - idleFramesSince > TimeUnit.SECONDS.toNanos(1)) {
            idleFramesSince = now;
            idleFrames = 0;
        }
        if (++idleFrames <= MAX_IDLE_FRAMES_PER_SECOND) {
            return true;
        }
        deaf = true;
        metrics.connectionBroken(BrokenConnection.FRAME_FLOOD);
        transport.abort();
        return false;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof CodecException) {
            metrics.connectionBroken(BrokenConnection.BAD_FRAME);
            deaf = true;
            transport.abortSoon();
        } else if (cause instanceof IOException) {
            transport.abort();
        } else {
            if (metrics.fault(cause)) {
                LOG.error("A connection was closed because of a fault of the server's; please report it. "
                        + "More of this kind are counted and not logged", cause);
            }
            metrics.closed(ErrorCode.INTERNAL);
            deaf = true;
            transport.close(ErrorCode.INTERNAL);
        }
    }

    private void dropFragments() {
        if (fragments != null) {
            fragments.release();
            fragments = null;
        }
    }
}
