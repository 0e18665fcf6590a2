// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.freehold.webrtc.datachannel.DataChannel;
import org.freehold.webrtc.dtls.Fingerprint;
import org.freehold.webrtc.ice.Candidate;
import org.freehold.webrtc.ice.IceCredentials;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Peers over real sockets of this machine. */
@Timeout(60)
class PeerTest {
    private static final InetSocketAddress ANYWHERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final Fingerprint NOBODYS = Fingerprint.of(new byte[0]);

    private final SecureRandom random = new SecureRandom();
    private final PeerLoop loop = new PeerLoop("peers");
    private PeerPort host;
    private PeerPort visitor;

    @BeforeEach
    void open() throws Exception {
        host = port(PeerLimits.DEFAULTS);
        visitor = port(PeerLimits.DEFAULTS);
    }

    @AfterEach
    void close() {
        host.close();
        visitor.close();
        loop.close();
    }

    private PeerPort port(PeerLimits limits) throws Exception {
        return loop.open(ANYWHERE, limits, random, InstantSource.system(), System::nanoTime);
    }

    /** What happens on one side. */
    private static final class Side implements PeerListener {
        final CompletableFuture<Void> connected = new CompletableFuture<>();
        final CompletableFuture<PeerEnd> ended = new CompletableFuture<>();
        final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        volatile boolean stumbles;
        private @Nullable Peer peer;

        Peer peer() {
            return Objects.requireNonNull(peer);
        }

        @Override
        public void connected() {
            connected.complete(null);
        }

        @Override
        public void message(DataChannel channel, boolean binary, ByteBuf message) {
            messages.add(channel.options().label() + ":" + message.toString(UTF_8));
        }

        @Override
        public void bufferedAmountLow(DataChannel channel) {}

        @Override
        public void progressed() {
            if (stumbles) {
                throw new IllegalStateException("for the test");
            }
        }

        @Override
        public void ended(PeerEnd why) {
            connected.completeExceptionally(new AssertionError("ended: " + why));
            ended.complete(why);
        }

        void say(boolean reliable, String text) {
            peer().run(() -> {
                DataChannel channel = Objects.requireNonNull(reliable ? peer().reliable() : peer().newest());
                channel.send(false, Unpooled.copiedBuffer(text, UTF_8), peer().now());
                peer().flush();
                peer().flushPortSoon();
            });
        }

        String hear() throws InterruptedException {
            return messages.poll(20, TimeUnit.SECONDS);
        }
    }

    private static Side side(PeerPort port, boolean offering) {
        Side side = new Side();
        side.peer = port.newPeer(offering, side, made -> {});
        assertNotNull(side.peer, "there was room");
        return side;
    }

    private List<Candidate> candidates(PeerPort port) {
        return List.of(Candidate.of(Candidate.Kind.HOST, port.address()));
    }

    private List<Side> introduce() throws Exception {
        return introduce(visitor);
    }

    private List<Side> introduce(PeerPort from) throws Exception {
        Side accepting = side(host, false);
        Side offering = side(from, true);
        accepting.peer().begin(offering.peer().local(), from.fingerprint(), List.of());
        offering.peer().begin(accepting.peer().local(), host.fingerprint(), candidates(host));
        accepting.connected.get(20, TimeUnit.SECONDS);
        offering.connected.get(20, TimeUnit.SECONDS);
        return List.of(accepting, offering);
    }

    @Test
    void twoWhoWereIntroducedSpeakWithEachOther() throws Exception {
        List<Side> both = introduce();
        both.getFirst().say(true, "welcome");
        both.getLast().say(true, "hello");
        both.getLast().say(false, "here I am");

        assertEquals("session:welcome", both.getLast().hear());
        List<String> heard = new ArrayList<>(List.of(both.getFirst().hear(), both.getFirst().hear()));
        heard.sort(null);
        assertEquals(List.of("poses:here I am", "session:hello"), heard);
        assertEquals(1, host.peers());
    }

    @Test
    void aRestartFindsANewPathAndLosesNothing() throws Exception {
        List<Side> both = introduce();
        Side accepting = both.getFirst();
        Side offering = both.getLast();
        for (int i = 0; i < 3; i++) {
            IceCredentials theirs = offering.peer().renegotiate();
            IceCredentials ours = accepting.peer().renegotiate();
            accepting.peer().restart(theirs, List.of());
            offering.say(true, "before " + i);
            offering.peer().restart(ours, candidates(host));
            accepting.say(true, "after " + i);
            assertEquals("session:before " + i, accepting.hear());
            assertEquals("session:after " + i, offering.hear());
        }
    }

    @Test
    void muchGoesInPacketsAsLargeAsThisMachineCarries() throws Exception {
        List<Side> both = introduce();
        Side accepting = both.getFirst();
        String much = "x".repeat(60_000);
        for (int i = 0; i < 20 && accepting.peer().path().packetBytes() < 2008; i++) {
            accepting.say(true, much);
            accepting.say(true, much);
            accepting.say(true, much);
            for (int j = 0; j < 3; j++) {
                assertEquals("session:" + much, both.getLast().hear());
            }
        }

        assertEquals(2008, accepting.peer().path().packetBytes());
    }

    @Test
    void whoLeavesIsGoneOnTheOtherSideToo() throws Exception {
        List<Side> both = introduce();
        both.getLast().peer().endSoon(PeerEnd.CLOSED);

        assertEquals(PeerEnd.CLOSED_BY_PEER, both.getFirst().ended.get(10, TimeUnit.SECONDS));
        assertEquals(0, host.peers());
    }

    @Test
    void whoShowsAnotherCertificateIsNotLetIn() throws Exception {
        Side accepting = side(host, false);
        Side offering = side(visitor, true);
        accepting.peer().begin(offering.peer().local(), NOBODYS, List.of());
        offering.peer().begin(accepting.peer().local(), host.fingerprint(), candidates(host));

        assertEquals(PeerEnd.WRONG_CERTIFICATE, accepting.ended.get(20, TimeUnit.SECONDS));
    }

    @Test
    void whoNeverComesIsForgotten() throws Exception {
        try (PeerPort hasty = port(new PeerLimits(10, 10, Duration.ofMillis(100), Duration.ofSeconds(12)))) {
            Side alone = side(hasty, false);
            assertEquals(PeerEnd.TOO_LATE, alone.ended.get(20, TimeUnit.SECONDS));
            assertEquals(0, hasty.peers());
        }
    }

    @Test
    void tenThousandWhoNeverFinishTakeNoMoreThanThePlacesForThem() throws Exception {
        int places = 20;
        try (PeerPort small = port(new PeerLimits(100, places, Duration.ofMinutes(10), Duration.ofSeconds(12)))) {
            List<Side> halfOpen = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                Side side = new Side();
                side.peer = small.newPeer(false, side, made -> {});
                if (side.peer != null) {
                    side.peer.begin(visitor(i), NOBODYS, List.of());
                    halfOpen.add(side);
                }
            }
            assertEquals(places, halfOpen.size());
            assertEquals(places, small.peers());

            halfOpen.getFirst().peer().endSoon(PeerEnd.CLOSED);
            halfOpen.getFirst().ended.get(20, TimeUnit.SECONDS);
            Side offering = side(visitor, true);
            Side accepting = side(small, false);
            accepting.peer().begin(offering.peer().local(), visitor.fingerprint(), List.of());
            offering.peer().begin(accepting.peer().local(), small.fingerprint(), candidates(small));
            accepting.connected.get(20, TimeUnit.SECONDS);
        }
    }

    private static IceCredentials visitor(int number) {
        return new IceCredentials("visitor%06d".formatted(number), "x".repeat(22));
    }

    @Test
    void whoFallsSilentIsForgotten() throws Exception {
        try (PeerPort impatient = port(new PeerLimits(10, 10, Duration.ofSeconds(20), Duration.ofSeconds(2)))) {
            Side accepting = side(impatient, false);
            Side offering = side(visitor, true);
            accepting.peer().begin(offering.peer().local(), visitor.fingerprint(), List.of());
            offering.peer().begin(accepting.peer().local(), impatient.fingerprint(), candidates(impatient));
            accepting.connected.get(20, TimeUnit.SECONDS);
            visitor.vanish();

            assertEquals(PeerEnd.SILENT, accepting.ended.get(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void whoSaysHowItCanBeReachedIsKeptThoughNothingComesByAnyPath() throws Exception {
        AtomicLong later = new AtomicLong();
        try (PeerPort timed = loop.open(ANYWHERE, PeerLimits.DEFAULTS, random, InstantSource.system(),
                () -> System.nanoTime() + later.get())) {
            Side accepting = side(timed, false);
            Side offering = side(visitor, true);
            accepting.peer().begin(offering.peer().local(), visitor.fingerprint(), List.of());
            offering.peer().begin(accepting.peer().local(), timed.fingerprint(), candidates(timed));
            accepting.connected.get(20, TimeUnit.SECONDS);
            visitor.vanish();
            timed.loop().submit(() -> {
                later.addAndGet(TimeUnit.SECONDS.toNanos(20));
                accepting.peer().restart(visitor(1), List.of());
            }).get(20, TimeUnit.SECONDS);

            boolean kept = timed.loop().schedule(() -> !accepting.ended.isDone(), 2, TimeUnit.SECONDS)
                    .get(20, TimeUnit.SECONDS);
            assertTrue(kept, "nobody was given up in two rounds of looking");
            assertTrue(accepting.peer().silentNanos() >= TimeUnit.SECONDS.toNanos(20), "silence goes on");

            later.addAndGet(TimeUnit.SECONDS.toNanos(20));
            assertEquals(PeerEnd.SILENT, accepting.ended.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void noMoreBeginThanAreAllowed() throws Exception {
        try (PeerPort small = port(new PeerLimits(100, 3, Duration.ofSeconds(20), Duration.ofSeconds(12)))) {
            for (int i = 0; i < 3; i++) {
                side(small, false);
            }
            for (int i = 0; i < 1000; i++) {
                assertNull(small.newPeer(false, new Side(), made -> {}));
            }
            assertEquals(3, small.peers());
        }
    }

    @Test
    void aFaultWithOnePeerIsNoneWithTheOthers() throws Exception {
        try (PeerPort another = port(PeerLimits.DEFAULTS)) {
            List<Side> both = introduce();
            List<Side> others = introduce(another);
            both.getFirst().stumbles = true;
            both.getLast().say(true, "oops");

            assertEquals(PeerEnd.VIOLATION, both.getFirst().ended.get(20, TimeUnit.SECONDS));
            others.getLast().say(true, "hello");
            assertEquals("session:hello", others.getFirst().hear());
            assertEquals(1, host.counts().failed());
            assertEquals(1, host.peers());
        }
    }

    @Test
    void oneWhoseTimerRunsIntoAFaultEndsWholly() throws Exception {
        Side accepting = introduce().getFirst();
        visitor.vanish();
        accepting.peer().run(() -> {
            DataChannel channel = Objects.requireNonNull(accepting.peer().reliable());
            channel.send(false, Unpooled.copiedBuffer("is anybody there?", UTF_8), accepting.peer().now());
            accepting.peer().flush();
            // From now on only the timer calls, which sends it again.
            accepting.stumbles = true;
        });

        assertEquals(PeerEnd.VIOLATION, accepting.ended.get(20, TimeUnit.SECONDS));
        assertEquals(1, host.counts().failed());
        assertEquals(0, host.peers());
    }

    @Test
    void aPeerThatCouldNotBeHandedOverTakesNoPlace() throws Exception {
        try (PeerPort small = port(new PeerLimits(3, 2, Duration.ofSeconds(20), Duration.ofSeconds(12)))) {
            for (int i = 0; i < 10; i++) {
                Side side = new Side();
                assertThrows(IllegalArgumentException.class, () -> small.newPeer(false, side, made -> {
                    throw new IllegalArgumentException("for the test");
                }));
                assertEquals(PeerEnd.CLOSED, side.ended.get(20, TimeUnit.SECONDS));
            }
            assertEquals(0, small.peers());
            side(small, false);
            side(small, false);
        }
        assertThrows(IllegalStateException.class, () -> {
            host.close();
            host.newPeer(false, new Side(), made -> {});
        });
        assertEquals(0, host.peers());
    }

    @Test
    void whatIsForNoPeerGoesToTheOthersOnlyIfItIsAnAnswer() throws Exception {
        BlockingQueue<byte[]> others = new LinkedBlockingQueue<>();
        host.others((stun, from) -> others.add(stun));
        byte[] request = new byte[20];
        request[1] = 1;
        ByteBuffer.wrap(request).putInt(4, 0x2112a442);
        byte[] answer = request.clone();
        answer[0] = 1;
        try (DatagramSocket stranger = new DatagramSocket()) {
            stranger.send(new DatagramPacket(request, request.length, host.address()));
            stranger.send(new DatagramPacket(answer, answer.length, host.address()));
        }
        assertArrayEquals(answer, others.poll(20, TimeUnit.SECONDS));
        assertEquals(1, host.counts().forNobody());
    }

    @Test
    void noiseDoesNotDisturbThoseWhoAreThere() throws Exception {
        List<Side> both = introduce();
        Random noise = new Random(1);
        try (DatagramSocket stranger = new DatagramSocket()) {
            for (int i = 0; i < 20_000; i++) {
                byte[] bytes = new byte[noise.nextInt(1400)];
                noise.nextBytes(bytes);
                if (bytes.length > 0 && noise.nextBoolean()) {
                    bytes[0] = (byte) (noise.nextBoolean() ? noise.nextInt(4) : 20 + noise.nextInt(44));
                }
                stranger.send(new DatagramPacket(bytes, bytes.length, host.address()));
            }
        }
        both.getLast().say(true, "still here");

        assertEquals("session:still here", both.getFirst().hear());
        assertTrue(host.counts().malformed() > 0 && host.counts().forNobody() > 0);
        assertEquals(1, host.peers());
    }
}
