// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import java.util.Objects;
import org.freehold.server.metrics.Metrics;
import org.jspecify.annotations.Nullable;

/**
 * Turns an HTTP connection into a WebSocket of our protocols (docs/protocol.md sections 2 and 14). After it the pipeline is: TLS if
 * any, guard (sizes), decoder and encoder of frames, compression if agreed, connection.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends the connection, and that is seen
final class WebSocketUpgrade {
    static final String PATH = "/session";
    static final String PROTOCOL = "freehold.1";

    /** More than any limit that a session sets: {@link FrameGuard} holds those. */
    static final int MAX_MESSAGE_BYTES = 2 * 1024 * 1024;

    private final NetworkConfig config;
    private final boolean compress;
    private final HttpSite site;
    private final SocketDoor.Finder doors;
    private final TickHandOvers handOvers;
    private final Metrics metrics;

    WebSocketUpgrade(
            NetworkConfig config,
            boolean compress,
            HttpSite site,
            SocketDoor.Finder doors,
            TickHandOvers handOvers,
            Metrics metrics) {
        this.config = config;
        this.compress = compress;
        this.site = site;
        this.doors = doors;
        this.handOvers = handOvers;
        this.metrics = metrics;
    }

    boolean isAskedBy(HttpHead head) {
        // Other upgrades, such as the h2c that Java's client offers, may be ignored (RFC 9110 section 7.8).
        return doors.at(head) != null
                || head.request().headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }

    /** Why not, or null where it may {@link #begin}. */
    @Nullable
    FullHttpResponse check(HttpHead head) {
        HttpRequest request = head.request();
        var headers = request.headers();
        SocketDoor door = doors.at(head);
        if (door == null) {
            return site.sentence(HttpResponseStatus.NOT_FOUND, "Sessions are opened at " + PATH + ".");
        }
        if (!request.method().equals(HttpMethod.GET)) {
            FullHttpResponse refusal = site.sentence(HttpResponseStatus.METHOD_NOT_ALLOWED,
                    "A session is a WebSocket: open it with GET.");
            refusal.headers().set(HttpHeaderNames.ALLOW, "GET");
            return refusal;
        }
        if (!headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                || !"13".equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            FullHttpResponse refusal = site.sentence(HttpResponseStatus.UPGRADE_REQUIRED,
                    "A session is a WebSocket of version 13 (RFC 6455): open it with one.");
            refusal.headers().set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
            refusal.headers().set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13");
            return refusal;
        }
        if (!headers.contains(HttpHeaderNames.SEC_WEBSOCKET_KEY)) {
            return site.sentence(HttpResponseStatus.BAD_REQUEST, "Sec-WebSocket-Key is missing.");
        }
        if (!headers.containsValue(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, door.protocol(), false)) {
            return site.sentence(HttpResponseStatus.BAD_REQUEST,
                    "Sec-WebSocket-Protocol offers nothing that this server speaks. Offer " + door.protocol() + ".");
        }
        return null;
    }

    /** Answers the request, which was checked, and puts the handlers of a WebSocket in place of the caller. */
    void begin(ChannelHandlerContext ctx, HttpHead head) {
        HttpRequest request = head.request();
        SocketDoor door = Objects.requireNonNull(doors.at(head), "checked before");
        var handshaker = new WebSocketServerHandshaker13(head.path(), door.protocol(),
                WebSocketDecoderConfig.newBuilder()
                        .maxFramePayloadLength(MAX_MESSAGE_BYTES)
                        .expectMaskedFrames(true)
                        .allowMaskMismatch(false)
                        .allowExtensions(compress)
                        .withUTF8Validator(false)
                        .build());
        FullHttpRequest whole = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.GET, request.uri(), Unpooled.EMPTY_BUFFER,
                request.headers(), EmptyHttpHeaders.INSTANCE);
        handshaker.handshake(ctx.channel(), whole, null, ctx.channel().newPromise()).addListener(answered -> {
            if (!answered.isSuccess()) {
                ctx.close();
                return;
            }
            ChannelPipeline pipeline = ctx.pipeline();
            var transport = new WebSocketTransport(
                    pipeline.context("wsencoder"), handOvers.of(ctx.channel().eventLoop()),
                    head.fromThisMachine(), metrics);
            var connection = new WebSocketConnection(transport, door.handlers(), metrics);
            pipeline.addBefore("wsdecoder", "guard", new FrameGuard(transport, connection));
            pipeline.replace(ConnectionPipeline.FRONT_DOOR, "connection", connection);
            connection.watchSilence(ctx.channel().eventLoop(), config.silence());
        });
    }
}
