// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import org.freehold.server.metrics.Metrics;
import org.jspecify.annotations.Nullable;

/**
 * The handlers of a new connection, in order. A WebSocket replaces the last two by those of {@link WebSocketUpgrade}.
 */
final class ConnectionPipeline extends ChannelInitializer<Channel> {
    private static final int MAX_REQUEST_LINE = 4096;
    private static final int MAX_HEADERS = 8192;
    private static final int MAX_CHUNK = 4096;

    static final String LIMIT = "limit";
    static final String TLS = "tls";
    static final String HTTP = "http";
    static final String COMPRESSION = "compression";
    static final String FRONT_DOOR = "front-door";

    private final NetworkConfig config;
    private final @Nullable SslContext tls;
    private final HttpSite site;
    private final SocketDoor.Finder doors;
    private final TickHandOvers handOvers;
    private final Metrics metrics;
    private final ConnectionLimit limit;
    private final BodyBudget bodies = new BodyBudget(BodyBudget.DEFAULT_BYTES);

    ConnectionPipeline(
            NetworkConfig config,
            @Nullable SslContext tls,
            HttpSite site,
            SocketDoor.Finder doors,
            TickHandOvers handOvers,
            Metrics metrics) {
        this.config = config;
        this.tls = tls;
        this.site = site;
        this.doors = doors;
        this.handOvers = handOvers;
        this.metrics = metrics;
        this.limit = new ConnectionLimit(config, metrics);
    }

    /** How long what may be. */
    static HttpDecoderConfig decoding() {
        return new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_REQUEST_LINE)
                .setMaxHeaderSize(MAX_HEADERS)
                .setMaxChunkSize(MAX_CHUNK);
    }

    /** Whether connections may begin with a handshake of TLS. */
    boolean isTls() {
        return tls != null;
    }

    @Override
    protected void initChannel(Channel channel) {
        boolean compress = config.compressText() && !ThisMachine.isLoopback(channel.remoteAddress());
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast(LIMIT, limit);
        if (tls != null) {
            pipeline.addLast(TLS, new TlsOrPlain(tls, config.requestTimeout()));
        }
        pipeline.addLast(HTTP, new HttpServerCodec(decoding()));
        if (compress) {
            pipeline.addLast(COMPRESSION, TextCompression.handler(WebSocketUpgrade.MAX_MESSAGE_BYTES));
        }
        WebSocketUpgrade upgrade = new WebSocketUpgrade(config, compress, site, doors, handOvers, metrics);
        pipeline.addLast(FRONT_DOOR, new HttpFrontDoor(config, tls != null, site, upgrade, bodies, metrics));
    }
}
