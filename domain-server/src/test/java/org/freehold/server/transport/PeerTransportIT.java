// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.freehold.server.metrics.Metrics;
import org.freehold.webrtc.datachannel.DataChannel;
import org.freehold.webrtc.ice.Candidate;
import org.freehold.webrtc.peer.Peer;
import org.freehold.webrtc.peer.PeerEnd;
import org.freehold.webrtc.peer.PeerLimits;
import org.freehold.webrtc.peer.PeerListener;
import org.freehold.webrtc.peer.PeerLoop;
import org.freehold.webrtc.peer.PeerPort;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a transport over data channels does with messages, with a peer on a real socket. */
@Timeout(60)
@ExtendWith(NoLeaks.class)
final class PeerTransportIT {
    private static final InetSocketAddress ANYWHERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final Metrics metrics = new Metrics();
    private final EchoSessions sessions = new EchoSessions();
    private final FakeSite site = new FakeSite();
    private final NetworkServer server =
            new NetworkServer(NetworkConfig.DEFAULTS, null, site, sessions, metrics);
    private final PeerLoop loop = new PeerLoop("visitor");
    private final Visitor visitor = new Visitor();
    private PeerDoor door;
    private PeerPort port;
    private Peer peer;
    private Transport transport;

    /** What the other end hears. */
    private static final class Visitor implements PeerListener {
        final CompletableFuture<Void> connected = new CompletableFuture<>();
        final CompletableFuture<PeerEnd> ended = new CompletableFuture<>();
        final BlockingQueue<ByteBuf> session = new LinkedBlockingQueue<>();
        final BlockingQueue<ByteBuf> poses = new LinkedBlockingQueue<>();
        final BlockingQueue<String> http = new LinkedBlockingQueue<>();
        final BlockingQueue<Integer> closed = new LinkedBlockingQueue<>();

        @Override
        public void connected() {
            connected.complete(null);
        }

        @Override
        public void message(DataChannel channel, boolean binary, ByteBuf message) {
            switch (channel.id()) {
                case 0 -> session.add(Unpooled.copiedBuffer(message));
                case 1 -> poses.add(Unpooled.copiedBuffer(message));
                default -> http.add(message.toString(UTF_8));
            }
        }

        @Override
        public void bufferedAmountLow(DataChannel channel) {
            // Nothing waits for it.
        }

        @Override
        public void closed(DataChannel channel) {
            closed.add(channel.id());
        }

        @Override
        public void progressed() {
            // Nothing waits for it.
        }

        @Override
        public void ended(PeerEnd why) {
            ended.complete(why);
        }
    }

    @BeforeEach
    void connect() throws Exception {
        door = server.openPeers(
                ANYWHERE, PeerLimits.DEFAULTS, new SecureRandom(), InstantSource.system(), System::nanoTime);
        port = loop.open(ANYWHERE, PeerLimits.DEFAULTS, new SecureRandom(), InstantSource.system(), System::nanoTime);
        Peer accepting = Objects.requireNonNull(door.accept(true, _ -> {}));
        peer = Objects.requireNonNull(port.newPeer(true, visitor, made -> {}));
        accepting.begin(peer.local(), port.fingerprint(), List.of());
        peer.begin(accepting.local(), door.port().fingerprint(),
                List.of(Candidate.of(Candidate.Kind.HOST, door.port().address())));
        visitor.connected.get(20, TimeUnit.SECONDS);
        transport = Objects.requireNonNull(sessions.opened.poll(20, TimeUnit.SECONDS));
    }

    @AfterEach
    void stop() {
        port.close();
        loop.close();
        door.close();
        server.stop(Duration.ofMillis(200));
    }

    private void send(int channel, boolean binary, ByteBuf message) {
        peer.run(() -> sendNow(channel, binary, message));
    }

    /** Event loop of the visitor. */
    private void sendNow(int channel, boolean binary, ByteBuf message) {
        DataChannel to = Objects.requireNonNull(
                channel == 0 ? peer.reliable() : channel == 1 ? peer.newest() : peer.other(channel - 2));
        to.send(binary, message, peer.now());
        peer.flush();
        peer.flushPortSoon();
    }

    private String metrics() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            metrics.writeText(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString(UTF_8);
    }

    private static ByteBuf utf8(String text) {
        return Unpooled.copiedBuffer(text, UTF_8);
    }

    private static String get(String path, String... headers) {
        String more = Arrays.stream(headers).map(header -> header + "\r\n").collect(Collectors.joining());
        return "GET " + path + " HTTP/1.1\r\nHost: host.invalid\r\n" + more + "\r\n";
    }

    private static String text(@Nullable ByteBuf message) {
        return message == null ? "nothing" : message.toString(UTF_8);
    }

    /** Everything that comes until this. */
    private String httpUntil(String end) throws InterruptedException {
        StringBuilder heard = new StringBuilder();
        while (heard.indexOf(end) < 0) {
            String part = visitor.http.poll(20, TimeUnit.SECONDS);
            assertNotNull(part, () -> "heard: " + heard);
            heard.append(part);
        }
        return heard.toString();
    }

    @Test
    void textsAndFramesGoBothWays() throws Exception {
        send(0, false, utf8("hello"));
        assertEquals("hello", text(visitor.session.poll(20, TimeUnit.SECONDS)));

        send(1, true, utf8("pose"));
        assertEquals("pose", text(visitor.session.poll(20, TimeUnit.SECONDS)),
                "what keeps its place goes with the text");
        assertTrue(metrics().contains("freehold_sent_bytes_total{form=\"binary\"} 4.0"), this::metrics);

        send(0, false, utf8("local?"));
        assertEquals("true", text(visitor.session.poll(20, TimeUnit.SECONDS)));
        assertEquals(Line.Kind.WEBRTC, transport.line().kind());
    }

    @Test
    void theNewestPosesComeWithoutTheHeaderOfWebSockets() throws Exception {
        transport.sendNewest(PoseFrames.of(utf8("old")));
        transport.sendNewest(PoseFrames.of(utf8("new")));
        transport.flush();

        assertEquals("new", text(visitor.poses.poll(20, TimeUnit.SECONDS)));
    }

    @Test
    void longTextsComeInPartsThatHoldTheWhole() throws Exception {
        String said = "ä".repeat(50_000);
        transport.limitMessages(200_000);
        ByteBuf whole = utf8(said);
        while (whole.isReadable()) {
            int length = Math.min(16_382, whole.readableBytes());
            ByteBuf part = Unpooled.buffer().writeByte(0).writeByte(length == whole.readableBytes() ? 1 : 0);
            send(0, true, part.writeBytes(whole, length));
        }
        ByteBuf heard = Unpooled.buffer();
        boolean isLast = false;
        while (!isLast) {
            ByteBuf part = Objects.requireNonNull(visitor.session.poll(20, TimeUnit.SECONDS));
            assertTrue(part.readableBytes() <= 16_384);
            assertEquals(0, part.readByte());
            isLast = part.readByte() == 1;
            heard.writeBytes(part);
        }
        assertEquals(said, heard.toString(UTF_8));
    }

    @Test
    void whatIsLongerThanTheLimitIsNotKept() throws Exception {
        send(0, false, utf8("x".repeat(9000)));

        assertEquals(PeerEnd.CLOSED_BY_PEER, visitor.ended.get(20, TimeUnit.SECONDS));
        assertEquals(List.of("9000 > 8192"), List.copyOf(sessions.tooLarge));
    }

    @Test
    void partsThatTogetherAreTooLongAreNotKept() throws Exception {
        send(0, true, Unpooled.buffer().writeByte(0).writeByte(0).writeZero(5000));
        send(0, true, Unpooled.buffer().writeByte(0).writeByte(0).writeZero(5000));

        assertEquals(PeerEnd.CLOSED_BY_PEER, visitor.ended.get(20, TimeUnit.SECONDS));
        assertEquals(List.of("10000 > 8192"), List.copyOf(sessions.tooLarge));
    }

    @Test
    void whatIsSaidLastIsHeardBeforeTheEnd() throws Exception {
        transport.sendReliable(utf8("goodbye"));
        transport.finish();

        assertEquals("goodbye", text(visitor.session.poll(20, TimeUnit.SECONDS)));
        assertEquals(PeerEnd.CLOSED_BY_PEER, visitor.ended.get(20, TimeUnit.SECONDS));
    }

    @Test
    void aFaultOfOursEndsTheSessionAndNoOther() throws Exception {
        send(0, false, utf8("fault"));

        assertEquals(PeerEnd.CLOSED_BY_PEER, visitor.ended.get(20, TimeUnit.SECONDS));
    }

    @Test
    void thePagesOfTheDomainAreThereOnceOneIsWelcome() throws Exception {
        transport.limitMessages(16_384);
        send(2, true, utf8("GET /models/tree.glb HTTP/1.1\r\nHost: host"));
        send(2, true, utf8(".invalid\r\n\r\n"));
        assertTrue(httpUntil("/models/tree.glb").startsWith("HTTP/1.1 200"));

        String body = "b".repeat(15_000);
        send(2, true, utf8("POST /take HTTP/1.1\r\nHost: host.invalid\r\nContent-Length: 15000\r\n\r\n"));
        send(2, true, utf8(body));
        assertTrue(httpUntil(body).startsWith("HTTP/1.1 200"));

        send(3, true, utf8("GET /session HTTP/1.1\r\nHost: host.invalid\r\n\r\n"));
        assertTrue(httpUntil("in a session").startsWith("HTTP/1.1 404"));
        send(4, true, utf8("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        assertTrue(httpUntil("the host is host.invalid").startsWith("HTTP/1.1 421"));
    }

    @Test
    void whatIsNoHttpClosesItsChannelWhichCanBeUsedAgain() throws Exception {
        transport.limitMessages(16_384);
        send(5, true, utf8("nonsense\r\n\r\n"));
        assertTrue(httpUntil("\r\n\r\n").startsWith("HTTP/1.1 400"));
        assertEquals(5, visitor.closed.poll(20, TimeUnit.SECONDS));
        send(0, false, utf8("still here"));
        assertEquals("still here", text(visitor.session.poll(20, TimeUnit.SECONDS)));

        send(5, true, utf8("GET /again HTTP/1.1\r\nHost: host.invalid\r\n\r\n"));
        assertTrue(httpUntil("/again").startsWith("HTTP/1.1 200"));
    }

    @Test
    void anAnswerAfterWhichTheConnectionEndsComesWhole() throws Exception {
        transport.limitMessages(16_384);
        String body = "b".repeat(15_000);
        send(2, true, utf8("POST /take HTTP/1.0\r\nHost: host.invalid\r\nContent-Length: 15000\r\n\r\n"));
        send(2, true, utf8(body));
        assertTrue(httpUntil(body).startsWith("HTTP/1.1 200"));
        assertEquals(2, visitor.closed.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void whoAsksBeforeTheLastAnswerWasTakenIsNotAnsweredAgain() throws Exception {
        transport.limitMessages(16_384);
        CompletableFuture<List<String>> asked = new CompletableFuture<>();
        peer.run(() -> {
            sendNow(2, true, utf8(get("/long") + get("/second")));
            sendNow(3, true, utf8(get("/last")));
            // Once that is out, nothing is taken until it has all been heard.
            port.loop().execute(() -> asked.complete(site.askedUntil("/last")));
        });
        assertEquals(List.of("/long", "/last"), asked.get(30, TimeUnit.SECONDS));
        assertEquals(2, visitor.closed.poll(20, TimeUnit.SECONDS));
        assertTrue(visitor.http.stream().mapToInt(String::length).sum() > 200_000, "the first answer comes whole");
    }

    @Test
    void nothingIsUpgradedInASession() throws Exception {
        transport.limitMessages(16_384);
        send(2, true, utf8(get("/session", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Protocol: freehold.1", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==")));
        assertTrue(httpUntil("\r\n\r\n").startsWith("HTTP/1.1 404"));
    }

    @Test
    void strangersGetNoPages() throws Exception {
        send(2, true, utf8("GET / HTTP/1.1\r\nHost: host.invalid\r\n\r\n"));

        assertEquals(2, visitor.closed.poll(20, TimeUnit.SECONDS));
        assertTrue(visitor.http.isEmpty());
    }

    @Test
    void whoComesThroughOurRelayIsWhoIsBehindIt() throws Exception {
        InetSocketAddress behind = new InetSocketAddress(InetAddress.ofLiteral("203.0.113.7"), 5000);
        PeerPort standIn =
                loop.open(ANYWHERE, PeerLimits.DEFAULTS, new SecureRandom(), InstantSource.system(), System::nanoTime);
        door.relayed(address -> address.getPort() == standIn.address().getPort() ? behind : null);
        Peer accepting = Objects.requireNonNull(door.accept(false, _ -> {}));
        Peer entering = Objects.requireNonNull(standIn.newPeer(true, new Visitor(), made -> {}));
        accepting.begin(entering.local(), standIn.fingerprint(), List.of());
        entering.begin(accepting.local(), door.port().fingerprint(),
                List.of(Candidate.of(Candidate.Kind.HOST, door.port().address())));
        Transport relayed = Objects.requireNonNull(sessions.opened.poll(20, TimeUnit.SECONDS));

        assertEquals(behind.getAddress(), relayed.remote());
        assertEquals(Line.Path.RELAYED, relayed.line().path());
        door.relayed(address -> null);
        assertEquals(behind.getAddress(), relayed.remote(), "also when the relay is gone");
        assertEquals(Line.Path.DIRECT, transport.line().path());
        standIn.close();
    }

    @Test
    void aSecondDoorAtTheSamePortIsNotOpened() {
        IOException taken = assertThrows(IOException.class,
                () -> server.openPeers(
                        door.port().address(), PeerLimits.DEFAULTS, new SecureRandom(), InstantSource.system(),
                        System::nanoTime));

        assertTrue(assertInstanceOf(String.class, taken.getMessage())
                .contains("UDP port " + door.port().address().getPort()));
    }
}
