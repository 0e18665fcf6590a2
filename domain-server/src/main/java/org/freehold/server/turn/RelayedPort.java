// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.turn;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes who is reached through a {@link Relay} look like somebody on this machine: each has an address of the loopback network here, and
 * what our UDP port sends there goes through the relay. So the port, which knows of addresses and nothing else, needs to know nothing of
 * relays. Any thread.
 */
public final class RelayedPort implements Relay.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RelayedPort.class);
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int MAX_PEERS = 64;
    private static final int MAX_PACKET = 2048;

    private final InetSocketAddress ours;
    private final Map<InetSocketAddress, DatagramChannel> standIns = new ConcurrentHashMap<>();
    private volatile @Nullable Relay relay;
    private volatile boolean closed;

    /** @param port number of our UDP port, which has to listen on 127.0.0.1 among others */
    public RelayedPort(int port) {
        this.ours = new InetSocketAddress(LOOPBACK, port);
    }

    /** From now on packets go through this one, whose listener this is. */
    public void use(Relay opened) {
        relay = opened;
    }

    /** The relay; there must be one. */
    public Relay relay() {
        Relay through = relay;
        if (through == null) {
            throw new IllegalStateException("no relay");
        }
        return through;
    }

    /** The address here that stands for this one; permits it at the relay. Blocks. */
    public InetSocketAddress standIn(InetSocketAddress peer) throws IOException, InterruptedException {
        relay().permit(peer);
        DatagramChannel channel = channel(peer);
        if (channel == null) {
            throw new IOException("too many addresses behind one relay");
        }
        return (InetSocketAddress) channel.getLocalAddress();
    }

    /** Whether this address is one that stands for somebody behind the relay. */
    public boolean isStandIn(InetSocketAddress address) {
        return address.getAddress().isLoopbackAddress() && standIns.values().stream().anyMatch(channel -> {
            try {
                return channel.getLocalAddress() instanceof InetSocketAddress own && own.getPort() == address.getPort();
            } catch (IOException e) {
                return false;
            }
        });
    }

    @Override
    public void received(byte[] packet, InetSocketAddress from) {
        DatagramChannel channel = channel(from);
        Relay through = relay;
        if (channel == null || through == null) {
            return;
        }
        try {
            channel.send(ByteBuffer.wrap(packet), ours);
        } catch (IOException e) {
            LOG.trace("a packet from the relay was lost", e);
        }
    }

    private synchronized @Nullable DatagramChannel channel(InetSocketAddress peer) {
        DatagramChannel known = standIns.get(peer);
        if (known != null || closed || standIns.size() >= MAX_PEERS) {
            return known;
        }
        try {
            DatagramChannel channel = DatagramChannel.open().bind(new InetSocketAddress(LOOPBACK, 0));
            standIns.put(peer, channel);
            Thread.ofVirtual().name("relayed").start(() -> passOn(channel, peer));
            return channel;
        } catch (IOException e) {
            return null;
        }
    }

    /** From our port to the relay, as long as it is open. */
    private void passOn(DatagramChannel channel, InetSocketAddress peer) {
        ByteBuffer packet = ByteBuffer.allocate(MAX_PACKET);
        try {
            while (!closed) {
                packet.clear();
                // Others on this machine have nothing to say here.
                if (ours.equals(channel.receive(packet))) {
                    byte[] bytes = new byte[packet.flip().remaining()];
                    packet.get(bytes);
                    Relay through = relay;
                    if (through != null) {
                        through.permit(peer);
                        through.send(bytes, peer);
                    }
                }
            }
        } catch (IOException e) {
            LOG.trace("no more packets for the relay", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        for (DatagramChannel channel : standIns.values()) {
            channel.close();
        }
        Relay through = relay;
        if (through != null) {
            through.close();
        }
    }
}
