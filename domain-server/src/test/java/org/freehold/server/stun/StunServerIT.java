// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.stun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.freehold.server.stun.StunMessage.Change;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Over real sockets of this machine. */
@Timeout(30)
final class StunServerIT {

    @Test
    void saysWhereAQuestionCameFrom() throws IOException {
        asks("127.0.0.1");
    }

    @Test
    void answersOverIpv6OnTheSamePort() throws IOException {
        assumeTrue(NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .anyMatch(InetAddress.ofLiteral("::1")::equals), "this machine has no IPv6");
        asks("::1");
    }

    private static void asks(String loopback) throws IOException {
        try (StunServer server = listen();
                DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral(loopback))) {
            StunClient.Answer answer = client(socket).ask(at(loopback, server.port()), null).orElseThrow();
            assertEquals(
                    socket.getLocalSocketAddress(),
                    assertInstanceOf(StunMessage.Success.class, answer.message()).mapped());
            assertEquals(server.port(), answer.from().getPort());
        }
    }

    @Test
    void answersFromTheOtherPortWhenAskedTo() throws IOException {
        try (StunServer server = listen();
                DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            StunClient.Answer answer = client(socket)
                    .ask(at("127.0.0.1", server.port()), new Change(false, true)).orElseThrow();
            StunMessage.Success success = assertInstanceOf(StunMessage.Success.class, answer.message());
            assertEquals(Objects.requireNonNull(success.origin()).getPort(), answer.from().getPort());
            assertEquals(server.port(), Objects.requireNonNull(success.other()).getPort());
            assertTrue(answer.from().getPort() != server.port());
        }
    }

    @Test
    void hasNoOtherAddressToAnswerFrom() throws IOException {
        try (StunServer server = listen();
                DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            StunClient.Answer answer = client(socket)
                    .ask(at("127.0.0.1", server.port()), new Change(true, false)).orElseThrow();
            assertEquals(420, assertInstanceOf(StunMessage.Failure.class, answer.message()).code());
        }
    }

    @Test
    void saysNothingToWhatIsNoQuestion() throws IOException {
        try (StunServer server = listen(); DatagramChannel channel = DatagramChannel.open();
                DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            InetSocketAddress address = at("127.0.0.1", server.port());
            channel.send(ByteBuffer.wrap(new byte[20]), address);
            channel.send(ByteBuffer.wrap(new byte[2000]), address);
            channel.send(StunCodec.write(new StunMessage.Success(new byte[12], address, null, null)), address);
            assertTrue(client(socket).ask(address, null).isPresent());
            assertEquals(1, server.answered());
            assertEquals(3, server.dropped());
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere 127.0.0.2 is no address of this machine")
    void answersFromTheAddressThatWasAsked() throws IOException {
        InetAddress second = InetAddress.ofLiteral("127.0.0.2");
        try (StunServer server = StunServer.listen(null, List.of(second), 0, true, System::nanoTime);
                DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            StunClient.Answer answer = client(socket).ask(at("127.0.0.2", server.port()), null).orElseThrow();
            assertEquals(second, answer.from().getAddress());
            StunClient.Answer other = client(socket)
                    .ask(at("127.0.0.2", server.port()), new Change(false, true)).orElseThrow();
            assertEquals(second, other.from().getAddress());
            assertTrue(other.from().getPort() != server.port());
            assertEquals(
                    InetAddress.ofLiteral("127.0.0.1"),
                    client(socket).ask(at("127.0.0.1", server.port()), null).orElseThrow().from().getAddress());
        }
    }

    @Test
    void takesNoPortsOfAnother() throws IOException {
        List<InetAddress> own = List.of(InetAddress.ofLiteral("127.0.0.1"));
        try (StunServer server = StunServer.listen(null, own, 0, true, System::nanoTime)) {
            int port = server.port();
            assertThrows(IOException.class, () -> StunServer.listen(null, own, port, true, System::nanoTime));
        }
    }

    private static StunServer listen() throws IOException {
        return StunServer.listen(null, List.of(), 0, true, System::nanoTime);
    }

    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }

    private static StunClient client(DatagramSocket socket) {
        return new StunClient(socket, Duration.ofSeconds(10), new SecureRandom(), System::nanoTime);
    }
}
