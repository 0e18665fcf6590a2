// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
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
import java.net.SocketAddress;
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
 * process. Nothing of it exists before it is prepared. Any thread.
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
    private final WebSocketUpgrade noUpgrade;
    private final BodyBudget bodies = new BodyBudget(BodyBudget.DEFAULT_BYTES);
    private volatile @Nullable Listening listening;
    private boolean closed;

    private record Listening(EventLoopGroup group, SocketAddress address) {}

    /**
     * The other end of such a connection.
     *
     * @param remote where the session comes from; null where there is nothing to say
     * @param untaken bytes of answers that were written and that the channel has not taken yet: written to on one event loop, read and lowered on
     *     another
     */
    record Asker(@Nullable InetAddress remote, AtomicLong untaken) {}

    /** Who is at the other end; set on connections of this kind alone. */
    static final AttributeKey<Asker> ASKER = AttributeKey.valueOf(PeerHttp.class, "asker");

    private final ConcurrentMap<LocalAddress, Asker> askers = new ConcurrentHashMap<>();

    PeerHttp(NetworkConfig config, HttpSite site, Metrics metrics) {
        this.config = new NetworkConfig(
                config.maxConnections(), config.maxConnectionsPerAddress(), config.compressText(), IDLE,
                config.responseTimeout(), config.silence());
        this.site = new PeerSite(site);
        this.metrics = metrics;
        this.noUpgrade =
                new WebSocketUpgrade(this.config, false, this.site, head -> null, new TickHandOvers(), metrics);
    }

    /** Begins a connection, which needs {@link #prepare}; does not block. What the handler writes are its bytes. */
    ChannelFuture connect(Asker asker, ChannelHandler handler) {
        Listening door = listening;
        if (door == null) {
            throw new IllegalStateException("not prepared");
        }
        LocalAddress address = new LocalAddress("asker-" + NUMBERS.incrementAndGet());
        askers.put(address, asker);
        ChannelFuture asking = new Bootstrap()
                .group(door.group())
                .channel(LocalChannel.class)
                .handler(handler)
                .connect(door.address(), address);
        asking.channel().closeFuture().addListener(closed -> askers.remove(address));
        return asking;
    }

    /** Listens, if it does not yet. Blocks for a moment, and belongs on a virtual thread. */
    synchronized void prepare() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        if (listening != null) {
            return;
        }
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("peer-http", true), LocalIoHandler.newFactory());
        SocketAddress address = new ServerBootstrap()
                .group(group)
                .channel(LocalServerChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (channel.remoteAddress() instanceof LocalAddress from) {
                            channel.attr(ASKER).set(askers.get(from));
                        }
                        channel.pipeline()
                                .addLast(new CountUntaken())
                                .addLast(new HttpServerCodec(ConnectionPipeline.decoding()))
                                .addLast(new HttpFrontDoor(config, false, site, noUpgrade, bodies, metrics));
                    }
                })
                .bind(new LocalAddress("domain-" + NUMBERS.incrementAndGet()))
                .syncUninterruptibly()
                .channel()
                .localAddress();
        listening = new Listening(group, address);
    }

    @Override
    public synchronized void close() {
        closed = true;
        Listening last = listening;
        if (last != null) {
            last.group().shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
        }
    }

    /** The other end of a connection inside this process takes everything at once, and is always writable: so it is counted. */
    private static final class CountUntaken extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise written) {
            Asker asker = ctx.channel().attr(ASKER).get();
            if (asker != null && message instanceof ByteBuf bytes) {
                asker.untaken().addAndGet(bytes.readableBytes());
            }
            ctx.write(message, written);
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
