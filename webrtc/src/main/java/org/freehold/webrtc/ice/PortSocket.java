// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.ice;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.ice4j.socket.IceSocketWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The one port as ice4j sees it. It sends through it; what comes in is handed to ice4j in another way, so that reading waits until the end.
 */
final class PortSocket extends IceSocketWrapper {
    private final InetSocketAddress address;
    private final StunSender sender;
    /** Bound to nothing; ice4j looks only whether there is one. */
    private final DatagramSocket nothing;

    private final CountDownLatch closed = new CountDownLatch(1);

    PortSocket(InetSocketAddress address, StunSender sender) {
        this.address = address;
        this.sender = sender;
        try {
            this.nothing = new DatagramSocket((SocketAddress) null);
        } catch (SocketException e) {
            throw new IllegalStateException("an unbound socket can be made", e);
        }
    }

    @Override
    public void send(DatagramPacket packet) {
        byte[] bytes = Arrays.copyOfRange(
                packet.getData(), packet.getOffset(), packet.getOffset() + packet.getLength());
        sender.send(bytes, new InetSocketAddress(packet.getAddress(), packet.getPort()));
    }

    @Override
    public void receive(DatagramPacket packet) throws IOException {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ClosedChannelException();
    }

    @Override
    public void close() {
        closed.countDown();
        nothing.close();
    }

    @Override
    public InetAddress getLocalAddress() {
        return address.getAddress();
    }

    @Override
    public int getLocalPort() {
        return address.getPort();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return address;
    }

    @Override
    public @Nullable Socket getTCPSocket() {
        return null;
    }

    @Override
    public DatagramSocket getUDPSocket() {
        return nothing;
    }
}
