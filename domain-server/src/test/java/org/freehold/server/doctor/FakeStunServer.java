// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.doctor;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.freehold.server.stun.StunCodec;
import org.freehold.server.stun.StunMessage;

/** A STUN server with two ports on this machine's loopback, and a router before it, as far as that can be seen in answers. */
final class FakeStunServer implements AutoCloseable {
    private static final int FIRST_OUTSIDE = 40_000;

    private final DatagramSocket first;
    private final DatagramSocket second;
    private final boolean mapsByPort;
    private final boolean letsInOtherPorts;

    FakeStunServer(boolean mapsByPort, boolean letsInOtherPorts) throws IOException {
        this.mapsByPort = mapsByPort;
        this.letsInOtherPorts = letsInOtherPorts;
        first = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        second = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        Thread.ofVirtual().start(() -> serve(first, second));
        Thread.ofVirtual().start(() -> serve(second, first));
    }

    InetSocketAddress address() {
        return (InetSocketAddress) first.getLocalSocketAddress();
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }

    private void serve(DatagramSocket here, DatagramSocket there) {
        byte[] buffer = new byte[StunCodec.MAX_BYTES];
        while (!here.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                here.receive(packet);
                Optional<StunMessage> message = StunCodec.read(ByteBuffer.wrap(buffer, 0, packet.getLength()));
                if (message.orElse(null) instanceof StunMessage.Request request) {
                    answer(request, here, there, (InetSocketAddress) packet.getSocketAddress());
                }
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void answer(StunMessage.Request request, DatagramSocket here, DatagramSocket there, InetSocketAddress from)
            throws IOException {
        boolean fromOther = request.change() != null && request.change().port();
        if (fromOther && !letsInOtherPorts) {
            return;
        }
        int outside = mapsByPort && here.equals(second) ? FIRST_OUTSIDE + 1 : FIRST_OUTSIDE;
        ByteBuffer bytes = StunCodec.write(new StunMessage.Success(
                request.transaction(),
                // Nobody is reached at an address for documentation.
                new InetSocketAddress(InetAddress.ofLiteral("198.51.100.2"), outside), null,
                (InetSocketAddress) there.getLocalSocketAddress()));
        byte[] answer = new byte[bytes.remaining()];
        bytes.get(answer);
        (fromOther ? there : here).send(new DatagramPacket(answer, answer.length, from));
    }
}
