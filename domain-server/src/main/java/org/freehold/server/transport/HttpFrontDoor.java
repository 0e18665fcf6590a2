// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.metrics.Metrics.FailedHandshake;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes HTTP requests: refuses what is not well-formed, sends plain HTTP to https where there is TLS, opens WebSockets, and asks
 * the {@link HttpSite} what to do about the rest. Bodies are read where the site wants one, up to its limit, and answered when the
 * site has an answer. One deadline at a time holds for the connection, and bytes that trickle in do not extend it.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends the connection, and that is seen
final class HttpFrontDoor extends SimpleChannelInboundHandler<HttpObject> {
    private static final Logger LOG = LoggerFactory.getLogger(HttpFrontDoor.class);
    private static final Pattern AUTHORITY =
            Pattern.compile("[A-Za-z0-9._-]+(:[0-9]{1,5})?|\\[[0-9A-Fa-f:.]+](:[0-9]{1,5})?");

    /** Who sends a body more slowly than this is given up. */
    private static final int SLOWEST_BODY_BYTES_PER_SECOND = 32 * 1024;

    /** A body that nobody wants is read to its end when it is no longer than this. */
    private static final int READ_ANYWAY_BYTES = 64 * 1024;

    private final NetworkConfig config;
    private final boolean tlsRequired;
    private final HttpSite site;
    private final WebSocketUpgrade upgrade;
    private final BodyBudget bodies;
    private final Metrics metrics;
    private @Nullable ScheduledFuture<?> deadline;
    private @Nullable HttpHead upgrading;
    private @Nullable BodyCollector collecting;
    private boolean keepAliveAfterBody;
    /** From the end of a body to its answer: the next request on the connection has to wait, and is not read. */
    private boolean answering;
    private boolean done;

    HttpFrontDoor(
            NetworkConfig config,
            boolean tlsRequired,
            HttpSite site,
            WebSocketUpgrade upgrade,
            BodyBudget bodies,
            Metrics metrics) {
        this.config = config;
        this.bodies = bodies;
        this.tlsRequired = tlsRequired;
        this.site = site;
        this.upgrade = upgrade;
        this.metrics = metrics;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        startDeadline(ctx, config.requestTimeout());
        ctx.fireChannelActive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        cancelDeadline();
        stopCollecting();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        // Who sends requests and does not take the responses waits.
        ctx.channel().config().setAutoRead(ctx.channel().isWritable());
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
        if (done) {
            return;
        }
        if (answering) {
            // Sent before the answer was there: not read, so that nothing piles up. The client may ask again.
            keepAliveAfterBody = false;
            return;
        }
        if (message instanceof HttpRequest request) {
            if (isBeforeLastWasTaken(ctx)) {
                // Neither is this one. What has been written goes out, and then the connection ends.
                done = true;
                ctx.close();
                return;
            }
            receive(ctx, request);
        } else if (message.decoderResult().isFailure()) {
            malformed(ctx, message.decoderResult().cause());
        } else if (collecting != null && message instanceof HttpContent part) {
            collecting.add(part.content());
            if (message instanceof LastHttpContent) {
                answerLater(ctx, collecting);
            }
        } else if (message instanceof LastHttpContent && upgrading != null) {
            HttpHead head = upgrading;
            upgrading = null;
            open(ctx, head);
        }
    }

    /** Whether an answer waits for somebody in a session to take it (docs/protocol.md section 13.5: one request at a time). */
    private static boolean isBeforeLastWasTaken(ChannelHandlerContext ctx) {
        PeerHttp.Asker asker = ctx.channel().attr(PeerHttp.ASKER).get();
        return asker != null && asker.untaken().get() > 0;
    }

    private void receive(ChannelHandlerContext ctx, HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            malformed(ctx, request.decoderResult().cause());
        } else if (tlsRequired && ctx.pipeline().get(SslHandler.class) == null) {
            redirect(ctx, request);
        } else if (hasBody(request) && isReadOnly(request)) {
            refuse(ctx, HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, "Send GET or HEAD without a body.");
        } else {
            treat(ctx, head(ctx, request));
        }
    }

    private void treat(ChannelHandlerContext ctx, HttpHead head) {
        if (upgrade.isAskedBy(head)) {
            upgrading = head;
            return;
        }
        switch (site.treat(head)) {
            case Treatment.Answer(FullHttpResponse response) -> answerNow(ctx, head.request(), response);
            case Treatment.Later later -> collect(ctx, head.request(), later);
        }
    }

    private static HttpHead head(ChannelHandlerContext ctx, HttpRequest request) {
        PeerHttp.Asker asker = ctx.channel().attr(PeerHttp.ASKER).get();
        if (asker != null) {
            return new HttpHead(request, asker.remote(), null, false, true);
        }
        SocketAddress remote = ctx.channel().remoteAddress();
        return new HttpHead(
                request, address(remote), address(ctx.channel().localAddress()),
                ThisMachine.speaks(remote, request.headers()));
    }

    private void answerNow(ChannelHandlerContext ctx, HttpRequest request, FullHttpResponse response) {
        boolean isShort = !request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
                && HttpUtil.getContentLength(request, 0L) <= READ_ANYWAY_BYTES;
        if (hasBody(request) && isShort && !HttpUtil.is100ContinueExpected(request)) {
            // To close on what is still coming in would take the response away from whoever sends it.
            collect(ctx, request,
                    new Treatment.Later(READ_ANYWAY_BYTES, _ -> CompletableFuture.completedFuture(response)));
        } else {
            send(ctx, response, !hasBody(request) && HttpUtil.isKeepAlive(request));
        }
    }

    private void collect(ChannelHandlerContext ctx, HttpRequest request, Treatment.Later later) {
        long length = HttpUtil.getContentLength(request, 0L);
        if (request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            refuse(ctx, HttpResponseStatus.LENGTH_REQUIRED, "Say how long the body is, with Content-Length.");
        } else if (length > later.maxBodyBytes()) {
            refuse(ctx, HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
                    "Content-Length: " + length + " (expected: at most " + later.maxBodyBytes() + ").");
        } else if (!bodies.take(length)) {
            refuse(ctx, HttpResponseStatus.SERVICE_UNAVAILABLE, "Too much is being sent here now. Try again soon.");
        } else {
            collecting = new BodyCollector(bodies, (int) length, later.answering());
            keepAliveAfterBody = HttpUtil.isKeepAlive(request);
            startDeadline(ctx, config.requestTimeout().plusSeconds(length / SLOWEST_BODY_BYTES_PER_SECOND));
            if (HttpUtil.is100ContinueExpected(request)) {
                ctx.writeAndFlush(new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
            }
        }
    }

    private void answerLater(ChannelHandlerContext ctx, BodyCollector whole) {
        byte[] body = whole.body();
        answering = true;
        startDeadline(ctx, config.responseTimeout());
        whole.answering().answer(body).whenComplete((response, fault) -> {
            try {
                ctx.executor().execute(() -> answered(ctx, response, fault));
            } catch (RejectedExecutionException e) {
                // The server stops, and the connection is gone with its event loop.
                ReferenceCountUtil.release(response);
            }
        });
    }

    private void answered(
            ChannelHandlerContext ctx, @Nullable FullHttpResponse response, @Nullable Throwable fault) {
        stopCollecting();
        answering = false;
        if (done || ctx.isRemoved()) {
            ReferenceCountUtil.release(response);
        } else if (response != null) {
            send(ctx, response, keepAliveAfterBody);
        } else {
            ownFault(ctx, fault == null ? new IllegalStateException("no response") : fault);
        }
    }

    private void stopCollecting() {
        if (collecting != null) {
            collecting.close();
            collecting = null;
        }
    }

    private void open(ChannelHandlerContext ctx, HttpHead head) {
        FullHttpResponse refusal = upgrade.check(head);
        if (refusal != null) {
            metrics.handshakeFailed(FailedHandshake.UPGRADE);
            send(ctx, refusal, false);
        } else {
            done = true;
            upgrade.begin(ctx, head);
        }
    }

    private void malformed(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            refuse(ctx, HttpResponseStatus.REQUEST_URI_TOO_LONG, "The request line is longer than 4096 bytes.");
        } else if (cause instanceof TooLongFrameException) {
            refuse(ctx, HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The headers are longer than 8192 bytes.");
        } else {
            refuse(ctx, HttpResponseStatus.BAD_REQUEST, "This is not a well-formed HTTP/1.1 request.");
        }
    }

    private void redirect(ChannelHandlerContext ctx, HttpRequest request) {
        String host = request.headers().get(HttpHeaderNames.HOST);
        String path = request.uri();
        if (host == null || !AUTHORITY.matcher(host).matches() || !path.startsWith("/") || path.startsWith("//")) {
            refuse(ctx, HttpResponseStatus.BAD_REQUEST, "Use https for this address, and a Host header that names it.");
            return;
        }
        FullHttpResponse response = site.sentence(HttpResponseStatus.PERMANENT_REDIRECT, "Use https for this address.");
        response.headers().set(HttpHeaderNames.LOCATION, "https://" + host + path);
        send(ctx, response, false);
    }

    private void refuse(ChannelHandlerContext ctx, HttpResponseStatus status, String sentence) {
        send(ctx, site.sentence(status, sentence), false);
    }

    private void send(ChannelHandlerContext ctx, FullHttpResponse response, boolean keepAlive) {
        metrics.httpAnswered(response.status().code());
        HttpUtil.setKeepAlive(response, keepAlive);
        startDeadline(ctx, config.responseTimeout());
        var written = ctx.writeAndFlush(response);
        if (keepAlive) {
            written.addListener(sent -> startDeadline(ctx, config.requestTimeout()));
        } else {
            done = true;
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void startDeadline(ChannelHandlerContext ctx, Duration time) {
        cancelDeadline();
        if (!ctx.isRemoved() && ctx.channel().isActive()) {
            deadline = ctx.executor().schedule(() -> {
                metrics.handshakeFailed(FailedHandshake.REQUEST_TIMEOUT);
                ctx.close();
            }, time.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        cancelDeadline();
        stopCollecting();
        ctx.fireChannelInactive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
            metrics.handshakeFailed(FailedHandshake.TLS);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof CodecException || cause instanceof IOException) {
            // A stranger's connection broke, or was no HTTP or TLS: nothing to say, nothing to keep.
            ctx.close();
        } else {
            ownFault(ctx, cause);
        }
    }

    private void ownFault(ChannelHandlerContext ctx, Throwable cause) {
        if (metrics.fault(cause)) {
            LOG.error("A request failed because of a fault of the server's; please report it. "
                    + "More of this kind are counted and not logged", cause);
        }
        if (done) {
            ctx.close();
        } else {
            refuse(ctx, HttpResponseStatus.INTERNAL_SERVER_ERROR, "A fault of the server's; its log says more.");
        }
    }

    private static boolean isReadOnly(HttpRequest request) {
        return request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    }

    private static @Nullable InetAddress address(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress socket ? socket.getAddress() : null;
    }

    private static boolean hasBody(HttpRequest request) {
        String length = request.headers().get(HttpHeaderNames.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING) || (length != null && !length.equals("0"));
    }
}
