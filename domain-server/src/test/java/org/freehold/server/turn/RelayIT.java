// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.turn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.freehold.server.rendezvous.TurnCredentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With coturn, where it is installed. */
@Timeout(60)
final class RelayIT {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final String SECRET = "north";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final SecureRandom random = new SecureRandom();

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
