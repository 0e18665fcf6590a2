// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.freehold.server.metrics.Metrics;
import org.freehold.webrtc.peer.PeerLimits;
import org.freehold.webrtc.peer.PeerLoop;
import org.jspecify.annotations.Nullable;

/**
 * The one port of a domain, for http, https, ws and wss. Owns the event loops. Calls block until they are done and are for
 * start-up and shutdown, not for event loops; {@link #flushTick} alone returns at once.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends the connection, and that is seen
public final class NetworkServer implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private static final int FIRST_FREE_PORT = 1024;

    /**
     * What the kernel may hold of a connection without having sent it. By itself it takes megabytes for somebody who reads nothing,
     * and it would be seconds until anybody here knew, all that time with poses that nobody will want any more. What is under way is
     * not counted, so a long fast line loses nothing by it.
     */
    private static final long UNSENT_LIMIT_BYTES = 32 * 1024;

    /** What became of {@link #listen}. */
    public sealed interface Result {}

    /** Connections are accepted. */
    public record Listening(InetSocketAddress address) implements Result {}

    /** Another program has the port; the next one may be free. */
    public record PortTaken(int port) implements Result {}

    /** No port will do; the message says why and what to do. */
    public record NotPossible(String message) implements Result {}

    private final EventLoopGroup acceptors;
    private final EventLoopGroup workers;
    private final List<PatientIo> patient = new CopyOnWriteArrayList<>();
    private final Class<? extends ServerSocketChannel> channelType;
    private final TickHandOvers handOvers = new TickHandOvers();
    private final ConnectionPipeline pipeline;
    private final NetworkConfig config;
    private final HttpSite site;
    private final TransportHandler.Factory sessions;
    private final Metrics metrics;
    private @Nullable Channel listening;

    /** A server whose only WebSockets are sessions; {@code tls} is null to serve http and ws only. */
    public NetworkServer(
            NetworkConfig config,
            @Nullable SslContext tls,
            HttpSite site,
            TransportHandler.Factory sessions,
            Metrics metrics) {
        this(config, tls, site, sessions, head -> null, metrics);
    }

    /** A server with WebSockets beside those of sessions; {@code tls} is null to serve http and ws only. */
    public NetworkServer(
            NetworkConfig config,
            @Nullable SslContext tls,
            HttpSite site,
            TransportHandler.Factory sessions,
            SocketDoor.Finder others,
            Metrics metrics) {
        this.config = config;
        this.site = site;
        this.sessions = sessions;
        this.metrics = metrics;
        SocketDoor.Finder doors = SocketDoor.either(SocketDoor.sessions(sessions), others);
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        channelType = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        acceptors = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("accept", true), io);
        workers = new MultiThreadIoEventLoopGroup(
                Math.max(1, Runtime.getRuntime().availableProcessors()), new DefaultThreadFactory("network", true),
                PatientIo.of(io, patient::add));
        pipeline = new ConnectionPipeline(config, tls, site, doors, handOvers, metrics);
    }

    /**
     * Begins to accept connections; may be called again until it succeeds.
     *
     * @param host address or name to listen on; {@code "::"} or {@code "0.0.0.0"} for all
     * @param port 1 to 65535, or 0 for any free one
     */
    public synchronized Result listen(String host, int port) {
        if (listening != null) {
            throw new IllegalStateException("listening already at " + listening.localAddress());
        }
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            return new NotPossible(
                    "%s: no such address (expected: an address of this machine, or 0.0.0.0 for all). Check host."
                            .formatted(host));
        }
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(acceptors, workers)
                .channel(channelType)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .handler(new AcceptRate(
                        AcceptRate.rate(pipeline.isTls(), Runtime.getRuntime().availableProcessors()), System::nanoTime,
                        metrics))
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WebSocketTransport.WATER_MARK)
                .childHandler(pipeline);
        if (channelType == EpollServerSocketChannel.class) {
            bootstrap.childOption(EpollChannelOption.TCP_NOTSENT_LOWAT, UNSENT_LIMIT_BYTES);
        }
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            return whyNot(address);
        }
        listening = bound.channel();
        return new Listening((InetSocketAddress) listening.localAddress());
    }

    /**
     * Opens the UDP port beside the TCP port, on an event loop of its own.
     *
     * @param clock dates the certificate that peers are shown
     * @param nanoClock nanoseconds that only rise
     * @throws IOException when it is taken; the message says by which number
     */
    public PeerDoor openPeers(
            InetSocketAddress address,
            PeerLimits limits,
            SecureRandom random,
            InstantSource clock,
            LongSupplier nanoClock)
            throws IOException {
        PeerLoop loop = new PeerLoop("peers");
        try {
            return new PeerDoor(
                    loop.open(address, limits, random, clock, nanoClock), loop, handOvers.of(loop.loop()), sessions,
                    new PeerHttp(config, site, metrics), metrics);
        } catch (IOException e) {
            loop.close();
            throw e;
        }
    }

    /** World thread, shortly before each tick: event loops that wait for more to read do so now. */
    public void readForTick() {
        patient.forEach(PatientIo::readNow);
    }

    /**
     * World thread, after each tick: what {@link Transport#flushWithTick} marked goes out, for one task on each event loop.
     */
    public void flushTick() {
        handOvers.handOver();
    }

    /** No more connections are accepted; open ones stay. */
    public synchronized void stopAccepting() {
        if (listening != null) {
            listening.close().awaitUninterruptibly();
        }
    }

    /** Ends all connections, after at most two seconds for what is still on its way out. */
    @Override
    public void close() {
        stop(Duration.ofSeconds(2));
    }

    /** Ends all connections, after at most this time for what is still on its way out. */
    public void stop(Duration patience) {
        stopAccepting();
        letOut(patience);
        acceptors.shutdownGracefully(0, patience.toMillis(), TimeUnit.MILLISECONDS);
        workers.shutdownGracefully(0, patience.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(patience.toMillis() + 1000);
    }

    /**
     * Waits until each event loop has done what was asked of it so far: one that is told to shut down closes its connections first,
     * and what was to be said at last would not be said.
     */
    private void letOut(Duration patience) {
        if (!workers.isShuttingDown()) {
            for (EventExecutor loop : workers) {
                loop.submit(() -> {}).awaitUninterruptibly(patience.toMillis());
            }
        }
    }

    /**
     * Systems word this differently, so it is tried out rather than read: where any other port can be had, this one is
     * taken.
     */
    private static Result whyNot(InetSocketAddress address) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(address.getAddress(), 0));
        } catch (IOException e) {
            return new NotPossible(
                    "%s: not an address of this machine (expected: one of its own, or 0.0.0.0 for all). Check host."
                            .formatted(address.getHostString()));
        }
        int port = address.getPort();
        if (port > 0 && port < FIRST_FREE_PORT) {
            return new NotPossible(
                    "port %d: taken, or not allowed to this user (expected: %d to 65535, or the right to open lower ones). Choose another port, or give the service CAP_NET_BIND_SERVICE."
                            .formatted(port, FIRST_FREE_PORT));
        }
        return new PortTaken(port);
    }
}
