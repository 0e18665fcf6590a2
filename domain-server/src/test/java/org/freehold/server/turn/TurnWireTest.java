// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.DataInputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes to a TURN server, over real sockets. */
@Timeout(60)
final class TurnWireTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int LARGEST = 1472;

    private static TurnWire open(String url, int port) throws Exception {
        return TurnWire.open(TurnUrl.parse(url).orElseThrow(), new InetSocketAddress(LOOPBACK, port),
                SSLContext.getDefault(), Duration.ofSeconds(10));
    }

    @Test
    void nothingGoesOverUdpThatWouldHaveToBeCut() throws Exception {
        try (DatagramSocket server = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
                TurnWire wire = open("turn:127.0.0.1:" + server.getLocalPort(), server.getLocalPort())) {
            wire.send(new byte[LARGEST]);
            wire.send(new byte[LARGEST + 1]);
            wire.send(new byte[20]);

            assertEquals(LARGEST, received(server));
            assertEquals(20, received(server));
        }
    }

    private static int received(DatagramSocket server) throws Exception {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        server.receive(packet);
        return packet.getLength();
    }

    @Test
    void overTcpWhatIsLargerGoesToo() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK);
                TurnWire wire =
                        open("turn:127.0.0.1:" + server.getLocalPort() + "?transport=tcp", server.getLocalPort());
                Socket accepted = server.accept()) {
            wire.send(new byte[2048]);

            assertEquals(2048, new DataInputStream(accepted.getInputStream()).readNBytes(2048).length);
        }
    }
}
