// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.turn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.freehold.moderation.signed.SigningKey;
import org.freehold.server.app.TestDomain;
import org.freehold.server.desk.Caller;
import org.freehold.server.identity.HostLink;
import org.freehold.server.meeting.RendezvousUrl;
import org.freehold.server.meeting.TestHost;
import org.freehold.server.meeting.VisitConnection;
import org.freehold.server.rendezvous.TurnCredentials;
import org.freehold.server.visit.VisitCommand;
import org.freehold.webrtc.dtls.Fingerprint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** With coturn, where it is installed. */
@Timeout(60)
final class RelayIT {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final String SECRET = "north";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final SecureRandom random = new SecureRandom();
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private Process coturn;
    private int port;

    @BeforeEach
    void start() throws Exception {
        boolean isThere = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "turnserver")));
        assumeTrue(isThere, "coturn's turnserver is not installed");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        coturn = new ProcessBuilder(
                "turnserver", "-n", "--no-tls", "--no-dtls", "--no-cli", "--use-auth-secret",
                "--static-auth-secret=" + SECRET, "--realm=test", "--allow-loopback-peers", "--listening-ip=127.0.0.1",
                "--relay-ip=127.0.0.1", "--listening-port=" + port, "--log-file=stdout",
                "--pidfile=" + folder.resolve("pid"),
                "--userdb=" + folder.resolve("db"))
                .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        while (!isListening()) {
            assertTrue(coturn.isAlive(), () -> "coturn ended: " + folder);
            Thread.onSpinWait();
        }
    }

    private boolean isListening() {
        try (Socket socket = new Socket(LOOPBACK, port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @AfterEach
    void stop() throws Exception {
        http.shutdownNow();
        if (coturn != null) {
            coturn.destroy();
            coturn.waitFor();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void whatOurPortSendsToAStandInReachesThePeerAndBack(String transport) throws Exception {
        try (DatagramSocket ours = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
                DatagramSocket peer = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
                RelayedPort port = new RelayedPort(ours.getLocalPort(), System::nanoTime)) {
            Relay relay = open(transport, SECRET, port);
            port.use(relay);
            InetSocketAddress standIn = port.standIn((InetSocketAddress) peer.getLocalSocketAddress());
            assertTrue(port.isStandIn(standIn));
            for (int size : List.of(1, 2, 3, 4, 1200)) {
                byte[] there = new byte[size];
                random.nextBytes(there);
                ours.send(new DatagramPacket(there, there.length, standIn));
                DatagramPacket arrived = receive(peer);
                assertArrayEquals(there, bytes(arrived));
                assertEquals(relay.address(), arrived.getSocketAddress());
                byte[] back = new byte[size];
                random.nextBytes(back);
                peer.send(new DatagramPacket(back, back.length, relay.address()));
                DatagramPacket returned = receive(ours);
                assertArrayEquals(back, bytes(returned));
                assertEquals(standIn, returned.getSocketAddress());
            }
        }
    }

    @Test
    void peerWhoComesFromAnotherPortIsAnsweredThere() throws Exception {
        try (DatagramSocket ours = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
                DatagramSocket peer = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
                DatagramSocket sameHost = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
                RelayedPort port = new RelayedPort(ours.getLocalPort(), System::nanoTime)) {
            Relay relay = open("udp", SECRET, port);
            port.use(relay);
            port.standIn((InetSocketAddress) peer.getLocalSocketAddress());
            sameHost.send(new DatagramPacket(new byte[] {7}, 1, relay.address()));
            DatagramPacket arrived = receive(ours);
            ours.send(new DatagramPacket(new byte[] {8}, 1, arrived.getSocketAddress()));
            assertArrayEquals(new byte[] {8}, bytes(receive(sameHost)));
        }
    }

    @Test
    void hiddenDomainAndHiddenVisitorMeetAtTheRelayAndNameNothingElse() throws Exception {
        try (TestDomain rendezvous = TestDomain.start(
                folder("rendezvous"), "[rendezvous]\nenabled = true\nstun_port = 0\n" + turn());
                TestDomain host = TestDomain.start(
                        folder("host"), "[domain]\nname = \"Harbour\"\n[webrtc]\nrelay_only = true\n" + turn()
                                + "[sharing]\nenabled = true\nrendezvous = \"" + origin(rendezvous) + "\"\n")) {
            URI link = URI.create(host.sharedLink());
            for (String more : List.of("--name=Ann", "--relay-only")) {
                JsonNode report = visit(link, more);
                assertEquals("Harbour", report.at("/domain/name").asText());
                assertEquals("relayed", report.path("path").asText(), more);
            }
            assertTrue(
                    host.server().desk().ask(Caller.SHELL, "share/status", JsonNodeFactory.instance.objectNode())
                            .path("relay").asText().contains("visitors come by 127.0.0.1:"));
            assertOnlyRelayed(answer(link), "from outside");
            HttpResponse<String> refused = http.send(
                    HttpRequest.newBuilder(URI.create(host.link() + "introduction"))
                            .header("Content-Type", "application/json").POST(BodyPublishers.ofString("{}")).build(),
                    BodyHandlers.ofString());
            assertEquals(404, refused.statusCode(), refused.body());
        }
    }

    @Test
    void hiddenVisitorOffersTheRelayOnly() throws Exception {
        try (TestDomain rendezvous = TestDomain.start(
                folder("rendezvous"), "[rendezvous]\nenabled = true\nstun_port = 0\n" + turn());
                TestHost host = TestHost.register(
                        http, RendezvousUrl.parse(origin(rendezvous)), SigningKey.create(random), "Harbour",
                        InstantSource.system(), "")) {
            execute(URI.create(host.link()), "--relay-only");
            assertOnlyRelayed(host.introduced(), "the offer");
        }
    }

    private static void assertOnlyRelayed(JsonNode object, String what) {
        List<String> candidates = object.path("candidates").valueStream().map(JsonNode::asText).toList();
        assertEquals(1, candidates.size(), () -> what + ": " + object);
        assertTrue(candidates.getFirst().endsWith("typ relay raddr 0.0.0.0 rport 0"), candidates::toString);
    }

    /** What the host says to somebody who offers. */
    private JsonNode answer(URI link) throws Exception {
        ObjectNode offer = JsonNodeFactory.instance.objectNode()
                .put("type", "offer").put("introduction", "A".repeat(32)).put("ufrag", "some")
                .put("pwd", "a+password+that+is+long").put("fingerprint", Fingerprint.of(new byte[0]).text());
        offer.putArray("candidates");
        try (VisitConnection visit = VisitConnection.open(
                http, RendezvousUrl.of(link), HostLink.at(link.getPath()).orElseThrow(), PATIENCE, System::nanoTime)) {
            visit.send(offer);
            return Objects.requireNonNull(visit.receive());
        }
    }

    private static JsonNode visit(URI link, String... more) throws Exception {
        return new JsonMapper().readTree(execute(link, more));
    }

    private static String execute(URI link, String... more) {
        StringWriter out = new StringWriter();
        new CommandLine(new VisitCommand()).setOut(new PrintWriter(out))
                .execute(Stream.concat(Stream.of(link.toString(), "--json"), Arrays.stream(more))
                        .toArray(String[]::new));
        return out.toString();
    }

    private String turn() {
        return "[turn]\nservers = \"turn:127.0.0.1:" + port + "\"\nsecret_file = \"turn.secret\"\n";
    }

    private Path folder(String name) throws IOException {
        Path data = Files.createDirectories(folder.resolve(name));
        Files.setPosixFilePermissions(
                Files.writeString(data.resolve("turn.secret"), SECRET), PosixFilePermissions.fromString("rw-------"));
        return data;
    }

    private static String origin(TestDomain domain) {
        return "http://localhost:" + domain.server().address().getPort();
    }

    @Test
    void wrongPasswordIsSaidToBeWrong() {
        IOException refused = assertThrows(IOException.class, () -> open("udp", "south", (_, _) -> {}));
        assertTrue(String.valueOf(refused.getMessage()).contains("password"), refused.getMessage());
    }

    @Test
    void serverThatIsNotThereIsSaidNotToAnswer() throws Exception {
        stop();
        assertThrows(IOException.class, () -> open("udp", SECRET, (_, _) -> {}, SHORT));
        assertThrows(IOException.class, () -> open("tcp", SECRET, (_, _) -> {}, SHORT));
    }

    private Relay open(String transport, String secret, Relay.Listener listener) throws Exception {
        return open(transport, secret, listener, PATIENCE);
    }

    private Relay open(String transport, String secret, Relay.Listener listener, Duration patience) throws Exception {
        TurnUrl url = TurnUrl.parse("turn:127.0.0.1:" + port + "?transport=" + transport).orElseThrow();
        TurnCredentials credentials = TurnCredentials.until(Instant.now().plusSeconds(60), "x", secret);
        return Relay.open(
                url, url.resolve(_ -> true), credentials.username(), credentials.credential(), SSLContext.getDefault(),
                random, patience,
                System::nanoTime, listener);
    }

    private static DatagramPacket receive(DatagramSocket socket) throws IOException {
        socket.setSoTimeout((int) PATIENCE.toMillis());
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        socket.receive(packet);
        return packet;
    }

    private static byte[] bytes(DatagramPacket packet) {
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }
}
