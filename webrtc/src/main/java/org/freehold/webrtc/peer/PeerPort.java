// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.peer;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.freehold.webrtc.dtls.DtlsCertificate;
import org.freehold.webrtc.dtls.DtlsEndpoint;
import org.freehold.webrtc.dtls.Fingerprint;
import org.freehold.webrtc.ice.IceEngine;
import org.freehold.webrtc.ice.IceNegotiation;
import org.freehold.webrtc.ice.StunPacket;
import org.jspecify.annotations.Nullable;

/**
 * On the hot path. One UDP port for all peers: tells whose a packet is, first by the name in a signed check (ICE), then by the address that
 * the check came from. What is nobody's costs no more than a look.
 *
 * <p>ICE and DTLS are loaded when the first peer is made, which takes a second or two: {@link #prepare} does it before somebody waits.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what a packet came to does not matter: it may be lost in any case
public final class PeerPort implements AutoCloseable {
    private static final int RECEIVE_BYTES = 2048;
    private static final int KERNEL_BUFFER_BYTES = 4 << 20;
    private static final int DTLS_FIRST = 20;
    private static final int DTLS_LAST = 63;

    /** After that much silence of a peer another one may have its address. */
    private static final long ADDRESS_KEPT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final PeerLimits limits;
    private final SecureRandom random;
    private final InstantSource clock;
    private final LongSupplier nanoClock;
    private final PortCounts counts = new PortCounts();
    private final AtomicInteger all = new AtomicInteger();
    private final AtomicInteger beginning = new AtomicInteger();
    private final Channel channel;
    private final Uncut uncut;
    private final EventLoop loop;
    private final InetSocketAddress address;

    /** Event loop. */
    private final Remotes remotes = new Remotes(ADDRESS_KEPT_NANOS);

    /** Event loop. All that are not gone. */
    private final Set<Peer> peers = new HashSet<>();

    /** Event loop. Those that were given packets since the last flush. */
    private final List<Peer> touched = new ArrayList<>();

    private final Runnable flush = this::flushNow;

    /** Event loop. */
    private boolean flushPlanned;

    private volatile @Nullable Loaded loaded;
    private volatile @Nullable Others others;
    private volatile boolean closed;

    private record Loaded(IceEngine ice, DtlsEndpoint dtls) {}

    /** Takes packets of STUN that are for no peer: answers of a STUN server that was asked through this port. */
    @FunctionalInterface
    public interface Others {

        /** Event loop; must not block. */
        void received(byte[] stun, InetSocketAddress from);
    }

    private PeerPort(
            DatagramChannel channel,
            PeerLimits limits,
            SecureRandom random,
            InstantSource clock,
            LongSupplier nanoClock) {
        this.channel = channel;
        this.uncut = new Uncut(channel);
        this.loop = channel.eventLoop();
        this.address = channel.localAddress();
        this.limits = limits;
        this.random = random;
        this.clock = clock;
        this.nanoClock = nanoClock;
    }

    /**
     * Opens the port.
     *
     * @param loop on which all of it runs
     * @param type that fits the loop
     * @param clock dates the certificate
     * @param nanoClock nanoseconds that only rise
     * @throws IOException when it is taken or may not be opened
     */
    static PeerPort open(
            EventLoop loop,
            Class<? extends DatagramChannel> type,
            InetSocketAddress address,
            PeerLimits limits,
            SecureRandom random,
            InstantSource clock,
            LongSupplier nanoClock)
            throws IOException {
        Reader reader = new Reader();
        ChannelFuture bound = new Bootstrap()
                .group(loop)
                .channel(type)
                .option(ChannelOption.SO_RCVBUF, KERNEL_BUFFER_BYTES)
                .option(ChannelOption.SO_SNDBUF, KERNEL_BUFFER_BYTES)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(RECEIVE_BYTES))
                .handler(reader)
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            bound.channel().close();
            throw new IOException("UDP port " + address.getPort() + ": " + bound.cause().getMessage(), bound.cause());
        }
        PeerPort port = new PeerPort((DatagramChannel) bound.channel(), limits, random, clock, nanoClock);
        reader.port = port;
        return port;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return address;
    }

    public PortCounts counts() {
        return counts;
    }

    /** The event loop of all peers. */
    public EventLoop loop() {
        return loop;
    }

    /** Who gets what is for no peer. */
    public void others(Others taker) {
        others = taker;
    }

    /** Loads what the first peer needs, if that has not been done. Blocks, and belongs on a virtual thread. */
    public void prepare() {
        load();
    }

    private synchronized Loaded load() {
        Loaded ready = loaded;
        if (ready == null) {
            if (closed) {
                throw new IllegalStateException("the port is closed");
            }
            DtlsCertificate certificate = DtlsCertificate.create(random, clock.instant());
            ready = new Loaded(
                    new IceEngine(this::send, random, nanoClock, this::reaches),
                    new DtlsEndpoint(certificate, random, nanoClock));
            loaded = ready;
        }
        return ready;
    }

    /** From a port that listens on this machine only, nothing goes elsewhere either: who wants to stay hidden behind a relay relies on it. */
    private boolean reaches(InetAddress to) {
        return !address.getAddress().isLoopbackAddress() || to.isLoopbackAddress();
    }

    /** Of the certificate that all peers are shown. May block as {@link #prepare}. */
    public Fingerprint fingerprint() {
        return load().dtls().fingerprint();
    }

    /** How many there are, connected or not. */
    public int peers() {
        return all.get();
    }

    /**
     * Makes a peer, or null when there are too many. Blocks for some milliseconds, and belongs on a virtual thread.
     *
     * @param offering whether it is this side that offers: the one that connects, and may be told any address
     * @param made is given the peer before the listener hears of it; if it throws, the peer ends
     */
    public @Nullable Peer newPeer(boolean offering, PeerListener listener, Consumer<Peer> made) {
        Loaded ready = load();
        if (all.incrementAndGet() > limits.maxPeers()) {
            all.decrementAndGet();
            return null;
        }
        if (beginning.incrementAndGet() > limits.maxBeginning()) {
            beginning.decrementAndGet();
            all.decrementAndGet();
            return null;
        }
        Peer peer;
        try {
            peer = new Peer(this, ready.ice(), ready.dtls(), offering, limits, random, nanoClock, listener);
        } catch (RuntimeException e) {
            beginning.decrementAndGet();
            all.decrementAndGet();
            throw e;
        }
        try {
            made.accept(peer);
        } catch (RuntimeException e) {
            enter(peer);
            peer.endSoon(PeerEnd.CLOSED);
            throw e;
        }
        enter(peer);
        return peer;
    }

    private void enter(Peer peer) {
        loop.execute(() -> {
            peers.add(peer);
            peer.watch();
        });
    }

    /** Sends a packet from the port; takes over the array. Any thread. */
    public void send(byte[] packet, InetSocketAddress to) {
        channel.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(packet), to), channel.voidPromise());
    }

    /** Event loop. Goes out with the next {@link #flush}. */
    void write(byte[] bytes, int offset, int length, InetSocketAddress to) {
        channel.write(new DatagramPacket(Unpooled.wrappedBuffer(bytes, offset, length), to), channel.voidPromise());
    }

    /**
     * Event loop. From now on nobody may cut what is written, until {@link #endWhole}.
     *
     * @return false when the system can't see to that, or has not taken all that was written before
     */
    boolean beginWhole() {
        channel.flush();
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        return waiting != null && waiting.isEmpty() && uncut.begin();
    }

    /** Event loop. */
    void endWhole() {
        channel.flush();
        uncut.end();
    }

    /** Event loop. */
    void flush() {
        channel.flush();
    }

    /** Event loop. Flushes when what is being done now is done, once for all peers. */
    void flushSoon() {
        if (!flushPlanned) {
            flushPlanned = true;
            loop.execute(flush);
        }
    }

    private void flushNow() {
        flushPlanned = false;
        channel.flush();
    }

    /** Event loop. The peer is not beginning any more. */
    void hasBegun() {
        beginning.decrementAndGet();
    }

    /** Event loop. */
    void remove(Peer peer) {
        if (peers.remove(peer)) {
            all.decrementAndGet();
            remotes.forget(peer);
        }
    }

    /** For tests: closes the port without a word, as if the machine were gone. */
    void vanish() {
        channel.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
    }

    /** Ends all peers, and closes the port. Blocks for a moment. */
    @Override
    public void close() {
        closed = true;
        if (!loop.isShuttingDown()) {
            loop.submit(() -> List.copyOf(peers).forEach(peer -> peer.end(PeerEnd.CLOSED)))
                    .awaitUninterruptibly(1, TimeUnit.SECONDS);
        }
        channel.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
        synchronized (this) {
            if (loaded != null) {
                loaded.ice().close();
                loaded = null;
            }
        }
    }

    private void received(ByteBuf content, InetSocketAddress from) {
        Loaded ready = loaded;
        if (!content.isReadable()) {
            counts.countMalformed();
            return;
        }
        int first = content.getUnsignedByte(content.readerIndex());
        if (StunPacket.begins(first)) {
            stun(ready, ByteBufUtil.getBytes(content), from);
        } else if (first >= DTLS_FIRST && first <= DTLS_LAST) {
            Peer peer = remotes.find(from);
            if (peer == null) {
                counts.countForNobody();
            } else {
                peer.encrypted(ByteBufUtil.getBytes(content), from);
                touch(peer);
            }
        } else {
            counts.countMalformed();
        }
    }

    private void stun(@Nullable Loaded ready, byte[] bytes, InetSocketAddress from) {
        StunPacket packet = StunPacket.read(bytes);
        if (packet == null) {
            counts.countMalformed();
            return;
        }
        IceNegotiation negotiation = ready == null ? null : ready.ice().find(packet);
        if (negotiation == null) {
            Others taker = others;
            if (taker == null || packet.kind() != StunPacket.Kind.RESPONSE) {
                counts.countForNobody();
            } else {
                taker.received(bytes, from);
            }
        } else if (!negotiation.received(packet, from)) {
            counts.countForged();
        } else if (negotiation.listener() instanceof Peer.Path path && !path.peer().isEnded()) {
            path.peer().heard();
            remotes.remember(from, path.peer());
        }
    }

    private void touch(Peer peer) {
        if (!peer.isTouched()) {
            peer.touched(true);
            touched.add(peer);
        }
    }

    private void flushTouched() {
        for (Peer peer : touched) {
            peer.touched(false);
            try {
                peer.flush();
            } catch (RuntimeException e) {
                // A fault of ours, which must not keep the others waiting.
                counts.countFailed();
                peer.endSoon(PeerEnd.VIOLATION);
            }
        }
        touched.clear();
        channel.flush();
    }

    /** Takes the packets of the port. */
    private static final class Reader extends SimpleChannelInboundHandler<DatagramPacket> {
        private volatile @Nullable PeerPort port;

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
            PeerPort opened = port;
            if (opened != null && packet.sender().getPort() != 0) {
                opened.received(packet.content(), packet.sender());
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            PeerPort opened = port;
            if (opened != null) {
                opened.flushTouched();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            // A packet could not be sent: no way there, or the kernel has enough. It is lost, as packets may be.
            PeerPort opened = port;
            if (opened != null && !(cause instanceof IOException)) {
                opened.counts.countFailed();
            }
        }
    }
}
