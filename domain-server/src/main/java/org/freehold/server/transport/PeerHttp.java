// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.freehold.server.metrics.Metrics;
import org.jspecify.annotations.Nullable;

/**
 * The domain's HTTP for those who are in a session over WebRTC (docs/protocol.md section 13.5): the same front door, on connections inside this
 * process. Nothing of it exists before somebody asks. Any thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends the connection, and that is seen
final class PeerHttp implements AutoCloseable {
    /** Addresses of such connections are known in the whole process. */
    private static final AtomicLong NUMBERS = new AtomicLong();

    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final List<String> NOT_FOUND_HERE =
            List.of(WebSocketUpgrade.PATH, "/introduction", "/rendezvous/");

    private final NetworkConfig config;
    private final HttpSite site;
    private final Metrics metrics;
    private final BodyBudget bodies = new BodyBudget(BodyBudget.DEFAULT_BYTES);
    private @Nullable EventLoopGroup group;
    private @Nullable Channel listening;

    /**
     * The other end of such a connection.
     *
     * @param remote where the session comes from; null where there is nothing to say
     */
    record Asker(@Nullable InetAddress remote) {}

    /** Who is at the other end; set on connections of this kind alone. */
    static final AttributeKey<Asker> ASKER = AttributeKey.valueOf(PeerHttp.class, "asker");

    private final ConcurrentMap<LocalAddress, Asker> askers = new ConcurrentHashMap<>();

    PeerHttp(NetworkConfig config, HttpSite site, Metrics metrics) {
        this.config = new NetworkConfig(
                config.maxConnections(), config.maxConnectionsPerAddress(), config.compressText(), IDLE,
                config.responseTimeout(), config.silence());
        this.site = new PeerSite(site);
        this.metrics = metrics;
    }

    /** Begins a connection for somebody whose session comes from there; what the handler writes are its bytes. */
    ChannelFuture connect(@Nullable InetAddress remote, ChannelHandler handler) {
        LocalAddress address = new LocalAddress("asker-" + NUMBERS.incrementAndGet());
        askers.put(address, new Asker(remote));
        Channel door = listen();
        ChannelFuture asking = new Bootstrap()
                .group(group())
                .channel(LocalChannel.class)
                .handler(handler)
                .connect(door.localAddress(), address);
        asking.channel().closeFuture().addListener(closed -> askers.remove(address));
        return asking;
    }

    private synchronized EventLoopGroup group() {
        if (group == null) {
            group = new MultiThreadIoEventLoopGroup(
                    1, new DefaultThreadFactory("peer-http", true), LocalIoHandler.newFactory());
        }
        return group;
    }

    private synchronized Channel listen() {
        if (listening == null) {
            listening = new ServerBootstrap()
                    .group(group())
                    .channel(LocalServerChannel.class)
                    .childHandler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            if (channel.remoteAddress() instanceof LocalAddress address) {
                                channel.attr(ASKER).set(askers.get(address));
                            }
                            channel.pipeline()
                                    .addLast(new HttpServerCodec(ConnectionPipeline.decoding()))
                                    .addLast(new HttpFrontDoor(config, false, site, null, bodies, metrics));
                        }
                    })
                    .bind(new LocalAddress("domain-" + NUMBERS.incrementAndGet()))
                    .syncUninterruptibly()
                    .channel();
        }
        return listening;
    }

    @Override
    public synchronized void close() {
        if (group != null) {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
        }
    }

    /** The site without what makes no sense in a session, and under its own name only. */
    private record PeerSite(HttpSite site) implements HttpSite {
        @Override
        public Treatment treat(HttpHead head) {
            if (!HttpHead.PEER_HOST.equals(head.request().headers().get(HttpHeaderNames.HOST))) {
                return new Treatment.Answer(
                        sentence(HttpResponseStatus.MISDIRECTED_REQUEST,
                                "Here the host is " + HttpHead.PEER_HOST + "."));
            }
            String path = head.path();
            for (String other : NOT_FOUND_HERE) {
                if (path.equals(other) || (other.endsWith("/") && path.startsWith(other))) {
                    return new Treatment.Answer(
                            sentence(HttpResponseStatus.NOT_FOUND, "There is nothing at this address in a session."));
                }
            }
            return site.treat(head);
        }

        @Override
        public FullHttpResponse sentence(HttpResponseStatus status, String sentence) {
            return site.sentence(status, sentence);
        }
    }
}
