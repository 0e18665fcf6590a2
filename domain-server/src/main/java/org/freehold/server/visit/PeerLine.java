// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.freehold.server.identity.Statements;
import org.freehold.server.peer.IntroductionObjects;
import org.freehold.server.peer.IntroductionRefusal;
import org.freehold.webrtc.datachannel.DataChannel;
import org.freehold.webrtc.datachannel.SendResult;
import org.freehold.webrtc.ice.Candidate;
import org.freehold.webrtc.peer.Peer;
import org.freehold.webrtc.peer.PeerEnd;
import org.freehold.webrtc.peer.PeerLimits;
import org.freehold.webrtc.peer.PeerListener;
import org.freehold.webrtc.peer.PeerLoop;
import org.freehold.webrtc.peer.PeerPath;
import org.freehold.webrtc.peer.PeerPort;
import org.jspecify.annotations.Nullable;

/**
 * A {@link VisitorLine} over WebRTC data channels (docs/protocol.md section 13), on a UDP port of its own. When nothing comes for a few
 * seconds it looks for another path and goes on over that.
 */
final class PeerLine implements VisitorLine, PeerListener {
    private static final int PART_BYTES = 16_384;
    private static final int PART_HEADER_BYTES = 2;
    private static final int MAX_MESSAGE_BYTES = 64 << 20;
    private static final int MAX_QUEUED_BYTES = 64 << 20;
    private static final int FEED_BYTES = 256 * 1024;
    private static final int NAME_BYTES = 16;
    private static final Duration STRAIGHT_FIRST = Duration.ofSeconds(2);
    private static final Duration SILENCE = Duration.ofSeconds(6);
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** Until another path is sought again, as in the browser: what the host said the first time may have been of before. */
    private static final Duration MEND_AGAIN = Duration.ofSeconds(3);
    private static final String UNKNOWN = IntroductionRefusal.Code.UNKNOWN_INTRODUCTION.text();
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final PeerLimits LIMITS = PeerLimits.DEFAULTS;

    private final Signalling signalling;
    private final PeerLoop loop;
    private final SecureRandom random;
    private final InstantSource clock;
    private final LongSupplier nanoClock;
    private final VisitorSocket.Events events;
    private final VisitorSocket.Traffic traffic;
    private final CompletableFuture<@Nullable PeerEnd> settled = new CompletableFuture<>();
    private final AtomicReference<@Nullable End> saidEnd = new AtomicReference<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean restarting = new AtomicBoolean();
    private final String introduction;
    private volatile @Nullable PeerPort port;
    private volatile @Nullable Peer peer;
    private volatile @Nullable String domainKey;
    private volatile Signalling.@Nullable Detour detour;
    private volatile @Nullable String noDetour;
    private volatile List<InetSocketAddress> hostRelays = List.of();
    private volatile PeerPath path = new PeerPath(false, false, 0, 0, 0, 0);

    // Event loop only.
    private final Queue<Outgoing> outgoing = new ArrayDeque<>();
    private long queuedBytes;
    private long soughtAt;
    private boolean closing;
    private boolean writing;
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

    private record Outgoing(boolean binary, ByteBuf message) {}

    PeerLine(
            Signalling signalling,
            PeerLoop loop,
            SecureRandom random,
            InstantSource clock,
            LongSupplier nanoClock,
            VisitorSocket.Events events,
            VisitorSocket.Traffic traffic) {
        this.signalling = signalling;
        this.loop = loop;
        this.random = random;
        this.clock = clock;
        this.nanoClock = nanoClock;
        this.events = events;
        this.traffic = traffic;
        byte[] name = new byte[NAME_BYTES];
        random.nextBytes(name);
        this.introduction = Base64.getUrlEncoder().withoutPadding().encodeToString(name);
    }

    @Override
    public @Nullable End open(Duration patience) throws InterruptedException {
        try {
            // Hidden, the port is open to this machine only, where the relay's packets come from: then nothing can pass the relay by.
            InetSocketAddress where =
                    signalling.isHidden() ? new InetSocketAddress(LOOPBACK, 0) : new InetSocketAddress(0);
            PeerPort opened = loop.open(where, LIMITS, random, clock, nanoClock);
            port = opened;
            Peer made = opened.newPeer(true, this, itsPeer -> peer = itsPeer);
            if (made == null) {
                return given(new End.Unreachable("no room for a connection"));
            }
            IntroductionObjects.Description host = introduce(opened, made, false);
            made.begin(host.credentials(), host.fingerprint(), waysTo(host.candidates()));
            PeerEnd why = settle(opened, made, host, patience);
            return why == null ? null : given(new End.Unreachable(sentence(why)));
        } catch (NotIntroduced e) {
            return given(e.end);
        } catch (Signalling.OtherHost e) {
            return given(new End.Fault(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            return given(new End.Unreachable(String.valueOf(e.getMessage())));
        } catch (TimeoutException e) {
            return given(new End.Unreachable("no path to the domain within " + patience.toSeconds() + " s ("
                    + (noDetour == null ? "expected: UDP that is let through" : noDetour) + ")"));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until it stands; looks for a way round when no straight one was found in a moment. */
    private @Nullable PeerEnd settle(
            PeerPort opened, Peer made, IntroductionObjects.Description host, Duration patience)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (signalling.isHidden()) {
            return settled.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        }
        long begin = nanoClock.getAsLong();
        try {
            return settled.get(Math.min(STRAIGHT_FIRST.toMillis(), patience.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            try {
                goRound(opened, made, host);
            } catch (IOException notRound) {
                noDetour = notRound.getMessage();
            }
            long left = patience.toNanos() - (nanoClock.getAsLong() - begin);
            return settled.get(Math.max(left, 0), TimeUnit.NANOSECONDS);
        }
    }

    private void goRound(PeerPort opened, Peer made, IntroductionObjects.Description host)
            throws IOException, InterruptedException {
        Signalling.Detour found = signalling.detour(opened);
        if (found != null) {
            detour = found;
            signalling.ask(IntroductionObjects.more(introduction, List.of(found.own())));
            made.add(found.to(host.candidates()));
        }
    }

    private End given(End why) {
        saidEnd.compareAndSet(null, why);
        abort();
        return why;
    }

    /** Offers, and checks what comes back. */
    private IntroductionObjects.Description introduce(PeerPort from, Peer made, boolean restart)
            throws IOException, InterruptedException, NotIntroduced {
        String ownFingerprint = from.fingerprint().text();
        ObjectNode offer = IntroductionObjects.offer(
                introduction,
                new IntroductionObjects.Description(
                        made.local(), from.fingerprint(), own(from, restart)),
                restart);
        JsonNode answer = signalling.ask(offer);
        if (answer.path("type").asText().equals("refused")) {
            if (restart && answer.path("code").asText().equals(UNKNOWN)) {
                throw new NotIntroduced(new End.BrokeOff("the domain does not know of this connection any more"));
            }
            throw new NotIntroduced(new End.Unreachable("not introduced (%s): %s %s".formatted(
                    answer.path("code").asText(), answer.path("message").asText(), answer.path("do").asText())));
        }
        try {
            IntroductionObjects.Description host = IntroductionObjects.description(answer);
            JsonNode domain = answer.path("domain");
            String key = domain.path("key").asText();
            byte[] statement = Statements.introduction(
                    key, domain.path("name").asText(), introduction, ownFingerprint, host.fingerprint().text());
            String expected = signalling.expectedDomainKey();
            if (!VisitorKey.isSignedBy(
                    key, new String(statement, StandardCharsets.UTF_8), domain.path("signature").asText())) {
                throw new NotIntroduced(new End.Fault(
                        "the domain's signature is wrong: whoever introduces does not hold the key " + key));
            }
            if (expected != null && !expected.equals(key)) {
                throw new NotIntroduced(new End.Fault(
                        "the domain has the key " + key + " (expected: " + expected + ", which the link names)"));
            }
            domainKey = key;
            hostRelays = host.candidates().stream().filter(candidate -> candidate.kind() == Candidate.Kind.RELAY)
                    .map(Candidate::address).toList();
            return host;
        } catch (IntroductionRefusal e) {
            throw new NotIntroduced(new End.Fault("the domain's answer: " + e.getMessage()));
        }
    }

    private List<Candidate> own(PeerPort from, boolean restart) throws IOException, InterruptedException {
        List<Candidate> own = new ArrayList<>(signalling.candidates(from));
        if (restart) {
            leaveDetour(from);
        }
        if (signalling.isHidden() && detour == null) {
            detour = signalling.detour(from);
        }
        Signalling.Detour round = detour;
        if (round != null) {
            own.add(round.own());
        }
        return own;
    }

    /**
     * A relay knows us by where we come from, and does not say that it leads nowhere after a change of network: another one takes its place. Where there
     * was none, none is sought: a network that lets nothing straight through ends the connection, and the next one finds its way round.
     */
    private void leaveDetour(PeerPort from) throws InterruptedException {
        Signalling.Detour before = detour;
        if (before == null) {
            return;
        }
        detour = null;
        before.close();
        if (!signalling.isHidden()) {
            try {
                detour = signalling.detour(from);
            } catch (IOException e) {
                noDetour = e.getMessage();
            }
        }
    }

    private List<Candidate> waysTo(List<Candidate> host) throws InterruptedException {
        List<Candidate> ways = new ArrayList<>(signalling.isHidden() ? List.of() : host);
        Signalling.Detour round = detour;
        if (round != null) {
            ways.addAll(round.to(host));
        }
        return ways;
    }

    private static final class NotIntroduced extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient End end;

        NotIntroduced(End end) {
            super(end.message(), null, false, false);
            this.end = end;
        }
    }

    private static String sentence(PeerEnd why) {
        return switch (why) {
            case CLOSED -> "the connection was broken off here";
            case CLOSED_BY_PEER -> "the domain closed the connection";
            case SILENT -> "the domain has fallen silent";
            case TOO_LATE -> "no path to the domain was found in time";
            case WRONG_CERTIFICATE -> "the domain shows another certificate than it announced";
            case VIOLATION -> "the domain does not keep to the protocols of WebRTC";
        };
    }

    @Override
    public @Nullable String provenDomainKey() {
        return domainKey;
    }

    @Override
    public Way way() {
        Peer made = peer;
        InetSocketAddress remote = made == null ? null : made.remote();
        Signalling.Detour round = detour;
        boolean relayed = path.relayed()
                || (remote != null && (hostRelays.contains(remote) || (round != null && round.leads(remote))));
        return new Way(
                "webrtc", relayed ? "relayed" : "direct",
                remote == null ? null : remote.getAddress() instanceof Inet6Address ? "ipv6" : "ipv4");
    }

    @Override
    public void sendText(String message) {
        byte[] utf8 = message.getBytes(StandardCharsets.UTF_8);
        traffic.out().add(utf8.length);
        loop.run(() -> {
            if (utf8.length <= PART_BYTES) {
                queue(new Outgoing(false, Unpooled.wrappedBuffer(utf8)));
            } else {
                int payload = PART_BYTES - PART_HEADER_BYTES;
                for (int at = 0; at < utf8.length; at += payload) {
                    int length = Math.min(payload, utf8.length - at);
                    queue(new Outgoing(true, Unpooled.buffer(PART_HEADER_BYTES + length)
                            .writeByte(0)
                            .writeByte(at + length == utf8.length ? 1 : 0)
                            .writeBytes(utf8, at, length)));
                }
            }
            writeOut();
        });
    }

    @Override
    public void sendBinary(ByteBuffer message) {
        traffic.out().add(message.remaining());
        loop.run(() -> {
            Peer made = peer;
            DataChannel newest = made == null ? null : made.newest();
            if (made != null && newest != null) {
                newest.send(true, Unpooled.wrappedBuffer(message), made.now());
                made.flush();
                made.flushPortSoon();
            }
        });
    }

    @Override
    public void close() {
        loop.run(() -> {
            closing = true;
            writeOut();
        });
    }

    @Override
    public void abort() {
        saidEnd.compareAndSet(null, new End.BrokeOff("the connection was broken off here"));
        loop.run(() -> {
            Peer made = peer;
            if (made != null) {
                made.end(PeerEnd.CLOSED);
            } else {
                ended(PeerEnd.CLOSED);
            }
        });
    }

    /** Looks for another path now, as after a change of network. Any thread; returns at once. */
    void restart() {
        PeerPort from = port;
        Peer made = peer;
        if (from != null && made != null && restarting.compareAndSet(false, true)) {
            Thread.ofVirtual().name("visitor-restart").start(() -> {
                try {
                    made.renegotiate();
                    IntroductionObjects.Description host = introduce(from, made, true);
                    made.restart(host.credentials(), waysTo(host.candidates()));
                } catch (NotIntroduced e) {
                    if (e.end instanceof End.BrokeOff) {
                        given(e.end);
                    }
                } catch (IOException e) {
                    // It is tried again for as long as the peer is not given up.
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } finally {
                    if (ended.get()) {
                        giveBack();
                    }
                    restarting.set(false);
                }
            });
        }
    }

    private void queue(Outgoing message) {
        if (ended.get()) {
            message.message().release();
            return;
        }
        queuedBytes += message.message().readableBytes();
        outgoing.add(message);
        if (queuedBytes > MAX_QUEUED_BYTES) {
            abort();
        }
    }

    private void writeOut() {
        Peer made = peer;
        DataChannel reliable = made == null ? null : made.reliable();
        if (made == null || reliable == null || ended.get()) {
            return;
        }
        writing = true;
        feed(made, reliable);
        if (closing && outgoing.isEmpty()) {
            closing = false;
            made.finish();
        }
        made.flush();
        writing = false;
        made.flushPortSoon();
    }

    private void feed(Peer made, DataChannel reliable) {
        while (!outgoing.isEmpty() && reliable.bufferedAmount() < FEED_BYTES) {
            Outgoing next = outgoing.peek();
            int bytes = next.message().readableBytes();
            SendResult result = reliable.send(next.binary(), next.message().retainedDuplicate(), made.now());
            if (result != SendResult.QUEUED) {
                return;
            }
            queuedBytes -= bytes;
            outgoing.remove().message().release();
        }
    }

    // ---- Event loop: what comes in

    @Override
    public void connected() {
        settled.complete(null);
        soughtAt = nanoClock.getAsLong();
        look();
    }

    private void look() {
        Peer made = peer;
        if (made == null || ended.get()) {
            return;
        }
        path = made.path();
        long now = nanoClock.getAsLong();
        if (made.silentNanos() > SILENCE.toNanos() && now - soughtAt >= MEND_AGAIN.toNanos()) {
            soughtAt = now;
            restart();
        }
        loop.later(this::look, LOOK);
    }

    @Override
    public void message(DataChannel channel, boolean binary, ByteBuf message) {
        Peer made = peer;
        if (made == null || (channel != made.reliable() && channel != made.newest())) {
            return;
        }
        traffic.in().add(message.readableBytes());
        if (!binary) {
            events.text(message.toString(StandardCharsets.UTF_8));
        } else if (message.readableBytes() >= PART_HEADER_BYTES && message.getByte(message.readerIndex()) == 0) {
            part(message);
        } else {
            byte[] copy = new byte[message.readableBytes()];
            message.getBytes(message.readerIndex(), copy);
            events.binary(ByteBuffer.wrap(copy));
        }
    }

    private void part(ByteBuf message) {
        boolean isLast = message.getByte(message.readerIndex() + 1) == 1;
        int length = message.readableBytes() - PART_HEADER_BYTES;
        if (parts.size() + length > MAX_MESSAGE_BYTES) {
            saidEnd.compareAndSet(null, new End.Fault("a message of more than " + MAX_MESSAGE_BYTES + " bytes"));
            abort();
            return;
        }
        byte[] copy = new byte[length];
        message.getBytes(message.readerIndex() + PART_HEADER_BYTES, copy);
        parts.writeBytes(copy);
        if (isLast) {
            String text = parts.toString(StandardCharsets.UTF_8);
            parts.reset();
            events.text(text);
        }
    }

    @Override
    public void bufferedAmountLow(DataChannel channel) {
        // Whoever looks after each flush needs no call for it.
    }

    @Override
    public void progressed() {
        // What a flush of our own sends is acknowledged, and then there is room.
        if (!writing && (!outgoing.isEmpty() || closing)) {
            loop.later(this::writeOut, Duration.ZERO);
        }
    }

    private void giveBack() {
        Signalling.Detour round = detour;
        if (round != null) {
            round.close();
        }
    }

    @Override
    public void ended(PeerEnd why) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        outgoing.forEach(message -> message.message().release());
        outgoing.clear();
        boolean wasOpen = settled.isDone() && !settled.isCompletedExceptionally();
        settled.complete(why);
        End said = saidEnd.get();
        if (wasOpen) {
            events.ended(said == null ? new End.BrokeOff(sentence(why)) : said);
        }
        PeerPort opened = port;
        if (opened != null) {
            Thread.ofVirtual().name("visitor-port-close").start(() -> {
                giveBack();
                opened.close();
            });
        }
    }
}
