// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.peer;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.freehold.webrtc.datachannel.ChannelListener;
import org.freehold.webrtc.datachannel.ChannelOptions;
import org.freehold.webrtc.datachannel.DataChannel;
import org.freehold.webrtc.datachannel.DataChannels;
import org.freehold.webrtc.datachannel.DtlsRole;
import org.freehold.webrtc.dtls.DtlsEndpoint;
import org.freehold.webrtc.dtls.DtlsException;
import org.freehold.webrtc.dtls.DtlsHandshake;
import org.freehold.webrtc.dtls.DtlsSession;
import org.freehold.webrtc.dtls.Fingerprint;
import org.freehold.webrtc.ice.Candidate;
import org.freehold.webrtc.ice.IceCredentials;
import org.freehold.webrtc.ice.IceEngine;
import org.freehold.webrtc.ice.IceNegotiation;
import org.freehold.webrtc.sctp.EndReason;
import org.freehold.webrtc.sctp.Limits;
import org.freehold.webrtc.sctp.PacketSink;
import org.freehold.webrtc.sctp.Reliability;
import org.freehold.webrtc.sctp.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * On the hot path. A connection to one other end: a path that ICE finds and finds again, DTLS over it, data channels in that. On the event
 * loop of its port, unless a method says otherwise.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what is due runs or does not matter any more
public final class Peer {
    private static final long WATCH_MILLIS = 1000;

    /** The number of the channel for everything that has to arrive. */
    private static final int RELIABLE_ID = 0;

    /** The number of the channel for what is soon old. */
    private static final int NEWEST_ID = 1;

    /** The first number of the channels for whatever has time, and how many there are. */
    private static final int OTHER_ID = 2;

    private static final int OTHERS = 4;
    private static final ChannelOptions OTHER =
            new ChannelOptions("http", "", true, Reliability.FULL, ChannelOptions.VERY_LOW);
    private static final ChannelOptions RELIABLE = ChannelOptions.reliable("session");
    private static final ChannelOptions NEWEST = ChannelOptions.newest("poses");
    private static final byte[] NO_PACKET = {};

    /** Longer messages come in parts; what is missing of them is held for a moment. */
    private static final Limits CHANNEL_LIMITS =
            new Limits(256 << 10, 1 << 20, 64 << 10, DtlsSession.SAFE_PACKET_BYTES,
                    DtlsSession.MAX_PACKET_BYTES, 16, 256);

    private final PeerPort port;
    private final IceEngine ice;
    private final DtlsEndpoint dtls;
    private final boolean offering;
    private final PeerLimits limits;
    private final SecureRandom random;
    private final LongSupplier nanoClock;
    private final PeerListener listener;
    private final long madeAt;
    private final Set<InetSocketAddress> relays = new HashSet<>();

    /** Where it has shown to be; kept by {@link Remotes}. */
    private final LinkedHashSet<InetSocketAddress> remotes = new LinkedHashSet<>();

    /** Guarded by this. The newest, which whoever makes it may still be talking about. */
    private Path negotiated;

    /** Where packets go; written by the event loop. */
    private volatile @Nullable InetSocketAddress remote;

    private volatile boolean ended;
    private Path inUse;
    private @Nullable DtlsHandshake handshake;
    private boolean shaking;
    private @Nullable DtlsSession session;
    private @Nullable DataChannels channels;
    private @Nullable DataChannel reliable;
    private @Nullable DataChannel newest;
    private final @Nullable DataChannel[] others = new DataChannel[OTHERS];
    private boolean begun;
    private boolean ending;
    private boolean touched;

    /** When something came last, by any path. */
    private volatile long heardAt;

    /** When the other end said last how it can be reached: it is there then, though nothing may come over the old path. */
    private volatile long introducedAt;

    private @Nullable ScheduledFuture<?> watch;
    private @Nullable ScheduledFuture<?> timer;
    private long timerAt;

    /** One negotiation of a peer's. */
    static final class Path implements IceNegotiation.Listener {
        private final Peer peer;
        private @Nullable IceNegotiation negotiation;

        private Path(Peer peer) {
            this.peer = peer;
        }

        Peer peer() {
            return peer;
        }

        private IceNegotiation negotiation() {
            if (negotiation == null) {
                throw new IllegalStateException("not negotiated");
            }
            return negotiation;
        }

        /** A thread of ice4j's. */
        @Override
        public void selected(InetSocketAddress address) {
            peer.run(() -> peer.selected(this, address));
        }
    }

    Peer(
            PeerPort port,
            IceEngine ice,
            DtlsEndpoint dtls,
            boolean offering,
            PeerLimits limits,
            SecureRandom random,
            LongSupplier nanoClock,
            PeerListener listener) {
        this.port = port;
        this.ice = ice;
        this.dtls = dtls;
        this.offering = offering;
        this.limits = limits;
        this.random = random;
        this.nanoClock = nanoClock;
        this.listener = listener;
        this.madeAt = nanoClock.getAsLong();
        this.heardAt = madeAt;
        this.introducedAt = madeAt;
        this.negotiated = negotiate();
        this.inUse = negotiated;
    }

    private Path negotiate() {
        Path path = new Path(this);
        path.negotiation = ice.negotiate(offering, offering, path);
        return path;
    }

    /** What the other end has to know of the newest negotiation. Any thread. */
    public synchronized IceCredentials local() {
        return negotiated.negotiation().local();
    }

    /**
     * Begins, once what the other end has said is known. Virtual thread; blocks for some milliseconds.
     *
     * @param expected of the certificate that the other end will show
     */
    public void begin(IceCredentials theirs, Fingerprint expected, List<Candidate> candidates) {
        IceNegotiation negotiation = newestNegotiation();
        run(() -> {
            noteRelays(candidates);
            handshake = offering
                    ? dtls.connect(expected, limits.beginning(), this::sendHandshake)
                    : dtls.accept(expected, limits.beginning(), this::sendHandshake);
        });
        negotiation.start(theirs, candidates);
    }

    /** More candidates of the other end. Virtual thread. */
    public void add(List<Candidate> candidates) {
        run(() -> noteRelays(candidates));
        newestNegotiation().add(candidates);
    }

    /** Makes a new negotiation, for a restart, and says what the other end has to know of it. Virtual thread. */
    public IceCredentials renegotiate() {
        Path path = negotiate();
        Path given;
        synchronized (this) {
            given = negotiated;
            negotiated = path;
        }
        // Two in a row, of which the first came to nothing: only the one in use has to stay.
        run(() -> {
            if (given != inUse) {
                free(given);
            }
            if (ended) {
                free(path);
            }
        });
        return path.negotiation().local();
    }

    /** Looks for a new path with what the other end has said; the old one stays until there is one. Virtual thread. */
    public void restart(IceCredentials theirs, List<Candidate> candidates) {
        run(() -> noteRelays(candidates));
        introducedAt = now();
        newestNegotiation().start(theirs, candidates);
    }

    private synchronized IceNegotiation newestNegotiation() {
        return negotiated.negotiation();
    }

    private void noteRelays(List<Candidate> candidates) {
        for (Candidate candidate : candidates) {
            if (candidate.kind() == Candidate.Kind.RELAY && relays.size() < IceNegotiation.MAX_CANDIDATES) {
                relays.add(candidate.address());
            }
        }
    }

    /** Any thread. Null before there is a path. */
    public @Nullable InetSocketAddress remote() {
        return remote;
    }

    /** Event loop. The addresses that are its own, the one that was heard last at the end. */
    SequencedSet<InetSocketAddress> remotes() {
        return remotes;
    }

    /** The channel on which everything arrives, in order; null before it is connected. */
    public @Nullable DataChannel reliable() {
        return reliable;
    }

    /** The channel on which messages may get lost and overtake each other; null before it is connected. */
    public @Nullable DataChannel newest() {
        return newest;
    }

    /** One of the channels for whatever has time, 0 to 3; null before it is connected. */
    public @Nullable DataChannel other(int number) {
        return others[number];
    }

    /** How it is doing. */
    public PeerPath path() {
        InetSocketAddress address = remote;
        Statistics statistics = channels == null ? null : channels.statistics();
        return new PeerPath(
                address != null && relays.contains(address),
                address != null && address.getAddress() instanceof Inet6Address,
                statistics == null ? 0 : statistics.roundTripNanos(),
                statistics == null ? 0 : statistics.sentChunks(),
                statistics == null ? 0 : statistics.lostChunks(),
                statistics == null ? 0 : statistics.packetBytes());
    }

    /** Nanoseconds of the clock of the port. Any thread. */
    public long now() {
        return nanoClock.getAsLong();
    }

    /** Whether it is gone. Any thread. */
    public boolean isEnded() {
        return ended;
    }

    /** Ends it after everything that was sent. */
    public void finish() {
        DataChannels open = channels;
        if (open == null || ended) {
            end(PeerEnd.CLOSED);
        } else {
            open.close();
            flush();
            port.flush();
        }
    }

    /** Runs a task on the event loop of the port. Any thread. */
    public void run(Runnable task) {
        try {
            port.loop().execute(task);
        } catch (RejectedExecutionException e) {
            ended = true; // the event loop is gone, and everything with it
        }
    }

    /** Any thread. As {@link #end}, soon. */
    public void endSoon(PeerEnd why) {
        run(() -> end(why));
    }

    /** Ends it at once, and tells the other end if it can. */
    public void end(PeerEnd why) {
        if (ending) {
            return;
        }
        ending = true;
        if (!begun) {
            begun = true;
            port.hasBegun();
        }
        cancel(watch);
        cancel(timer);
        if (channels != null) {
            channels.abort();
        }
        if (session != null) {
            session.close();
        }
        if (handshake != null) {
            handshake.close();
        }
        // After the last words.
        ended = true;
        port.flush();
        port.remove(this);
        Path newestPath;
        synchronized (this) {
            newestPath = negotiated;
        }
        free(inUse);
        if (newestPath != inUse) {
            free(newestPath);
        }
        listener.ended(why);
    }

    private static void free(Path path) {
        Thread.ofVirtual().name("ice-free").start(path.negotiation()::close);
    }

    private static void cancel(@Nullable ScheduledFuture<?> task) {
        if (task != null) {
            task.cancel(false);
        }
    }

    /** Something came that only the other end can have sent. */
    void heard() {
        heardAt = now();
    }

    /** For how long nothing has come by any path, nanoseconds. Any thread; about right. */
    public long silentNanos() {
        return now() - heardAt;
    }

    boolean isTouched() {
        return touched;
    }

    void touched(boolean now) {
        touched = now;
    }

    /** Begins to look whether it is still there. */
    void watch() {
        if (!ended) {
            watch = port.loop().scheduleAtFixedRate(
                    this::check, WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void check() {
        if (!begun && now() - madeAt > limits.beginning().toNanos()) {
            end(PeerEnd.TOO_LATE);
        } else if (begun && Math.min(silentNanos(), now() - introducedAt) > limits.silence().toNanos()) {
            end(PeerEnd.SILENT);
        }
    }

    private void selected(Path path, InetSocketAddress address) {
        if (ended) {
            return;
        }
        Path newestPath;
        synchronized (this) {
            newestPath = negotiated;
        }
        if (path != newestPath && path != inUse) {
            return;
        }
        boolean another = path != inUse || !address.equals(remote);
        remote = address;
        if (path != inUse) {
            Path before = inUse;
            inUse = path;
            free(before);
        }
        DataChannels open = channels;
        if (open != null && another) {
            open.pathChanged(now());
            planTimeout(open);
        }
        if (offering) {
            shakeHands();
        }
    }

    private void sendHandshake(byte[] bytes, int offset, int length) {
        InetSocketAddress to = remote;
        if (to == null || ended) {
            return;
        }
        if (port.loop().inEventLoop()) {
            port.write(bytes, offset, length, to);
        } else {
            port.send(Arrays.copyOfRange(bytes, offset, offset + length), to);
        }
    }

    private void shakeHands() {
        DtlsHandshake begin = handshake;
        if (begin != null && !shaking && session == null) {
            shaking = true;
            Thread.ofVirtual().name("dtls-handshake").start(() -> {
                try {
                    DtlsSession made = begin.run();
                    run(() -> secured(made));
                } catch (DtlsException e) {
                    PeerEnd why = switch (e.reason()) {
                        case TIMEOUT -> PeerEnd.TOO_LATE;
                        case WRONG_CERTIFICATE -> PeerEnd.WRONG_CERTIFICATE;
                        case NO_AGREEMENT -> PeerEnd.VIOLATION;
                        case CLOSED -> PeerEnd.CLOSED_BY_PEER;
                    };
                    endSoon(why);
                }
            });
        }
    }

    /** A packet of DTLS came from an address that has shown, at least once, to be the other end's. */
    void encrypted(byte[] packet, InetSocketAddress from) {
        if (ended || handshake == null) {
            return;
        }
        DtlsSession open = session;
        if (open == null) {
            if (remote == null) {
                remote = from;
            }
            handshake.offer(packet);
            shakeHands();
            return;
        }
        if (take(open, packet) > 0 && !from.equals(remote)) {
            // It has another path now, or has begun to like another better.
            remote = from;
        }
    }

    private void secured(DtlsSession made) {
        if (ended) {
            made.close();
            return;
        }
        session = made;
        heard();
        DataChannels open = new DataChannels(
                offering ? DtlsRole.CLIENT : DtlsRole.SERVER, CHANNEL_LIMITS, CHANNEL_LIMITS.messageBytes(), random,
                new Encrypting(), new Channels());
        channels = open;
        reliable = open.openNegotiated(RELIABLE_ID, RELIABLE);
        newest = open.openNegotiated(NEWEST_ID, NEWEST);
        for (int id = OTHER_ID; id < OTHER_ID + OTHERS; id++) {
            others[id - OTHER_ID] = open.openNegotiated(id, OTHER);
        }
        if (offering) {
            open.connect();
        }
        take(made, NO_PACKET);
        flush();
        port.flush();
    }

    /** How many records of the other end were in it. */
    private int take(DtlsSession open, byte[] packet) {
        try {
            int count = open.open(packet, this::receive);
            if (count > 0) {
                heard();
            }
            return count;
        } catch (DtlsException e) {
            end(PeerEnd.CLOSED_BY_PEER);
            return 0;
        }
    }

    private void receive(byte[] bytes, int offset, int length) {
        DataChannels open = channels;
        if (open != null && !ended) {
            open.receive(bytes, offset, length, now());
        }
    }

    /** Sends what waits, to be called once after any number of messages; {@link PeerPort} gives it to the kernel. */
    public void flush() {
        DataChannels open = channels;
        if (open == null || ended) {
            return;
        }
        open.flush(now());
        listener.progressed();
        planTimeout(open);
    }

    /** Gives what all peers have flushed to the kernel, when what is being done now is done. */
    public void flushPortSoon() {
        port.flushSoon();
    }

    private void planTimeout(DataChannels open) {
        if (ended) {
            return;
        }
        long now = now();
        long in = open.timeoutIn(now);
        if (in == DataChannels.NEVER || (timer != null && timerAt - (now + in) <= 0)) {
            return;
        }
        cancel(timer);
        timerAt = now + in;
        timer = port.loop().schedule(this::timeout, Math.max(in, 0), TimeUnit.NANOSECONDS);
    }

    private void timeout() {
        timer = null;
        DataChannels open = channels;
        if (open == null || ended) {
            return;
        }
        try {
            open.timeout(now());
            listener.progressed();
            planTimeout(open);
            port.flush();
        } catch (RuntimeException e) {
            // A fault of ours: without its timer it would neither send again nor end.
            port.counts().countFailed();
            end(PeerEnd.VIOLATION);
        }
    }

    /** Not if it is closing by now, or the other end has few streams, or has opened a channel of its own with that number. */
    private void openAgain(int id) {
        DataChannels open = channels;
        if (open != null && !ending && open.isFree(id)) {
            others[id - OTHER_ID] = open.openNegotiated(id, OTHER);
        }
    }

    private final class Encrypting implements PacketSink {

        @Override
        public void send(byte[] packet, int offset, int length) {
            DtlsSession open = session;
            if (open != null) {
                try {
                    open.send(packet, offset, length);
                } catch (DtlsException e) {
                    run(() -> end(PeerEnd.VIOLATION));
                }
            }
        }

        @Override
        public void sendWhole(byte[] packet, int offset, int length) {
            if (port.beginWhole()) {
                send(packet, offset, length);
                port.endWhole();
            }
        }
    }

    private final class Channels implements ChannelListener {

        @Override
        public void connected() {
            if (!begun) {
                begun = true;
                port.hasBegun();
                listener.connected();
            }
        }

        @Override
        public void opened(DataChannel channel) {
            // Whatever the other end opens is nothing that both know of.
            channel.close();
        }

        @Override
        public void message(DataChannel channel, boolean binary, ByteBuf message) {
            if (channel.id() < OTHER_ID + OTHERS) {
                listener.message(channel, binary, message);
            }
        }

        @Override
        public void bufferedAmountLow(DataChannel channel) {
            listener.bufferedAmountLow(channel);
        }

        @Override
        public void closed(DataChannel channel) {
            if (channel == reliable) {
                run(() -> end(PeerEnd.CLOSED_BY_PEER));
            } else if (channel.id() >= OTHER_ID && channel.id() < OTHER_ID + OTHERS) {
                listener.closed(channel);
                run(() -> openAgain(channel.id()));
            }
        }

        @Override
        public void ended(EndReason reason) {
            PeerEnd why = switch (reason) {
                case CLOSED, ABORTED -> PeerEnd.CLOSED;
                case CLOSED_BY_PEER, ABORTED_BY_PEER -> PeerEnd.CLOSED_BY_PEER;
                case NO_ANSWER -> PeerEnd.SILENT;
                case VIOLATION -> PeerEnd.VIOLATION;
            };
            run(() -> end(why));
        }
    }
}
