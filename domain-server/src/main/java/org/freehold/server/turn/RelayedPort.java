// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.turn;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
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
    /** An address to which nothing went for so long is let go. */
    private static final long IDLE_NANOS = Duration.ofMinutes(10).toNanos();

    /** So long an address is kept when another wants its place; a session ends after 12 s of silence. */
    private static final long QUIET_NANOS = Duration.ofSeconds(30).toNanos();

    private final InetSocketAddress ours;
    private final LongSupplier nanoClock;
    private final Map<InetSocketAddress, StandIn> standIns = new ConcurrentHashMap<>();
    private final Map<Integer, StandIn> byPort = new ConcurrentHashMap<>();
    private volatile @Nullable Relay relay;
    private volatile boolean closed;

    private static final class StandIn {
        private final InetSocketAddress peer;
        private final DatagramChannel channel;
        private final InetSocketAddress address;

        /** When our port last had something for it: whoever sends here without being answered does not count. */
        private volatile long usedAt;

        StandIn(InetSocketAddress peer, DatagramChannel channel, long now) throws IOException {
            this.peer = peer;
            this.channel = channel;
            this.address = (InetSocketAddress) channel.getLocalAddress();
            this.usedAt = now;
        }
    }

    /**
     * For our port; {@link #use} has to follow.
     *
     * @param port number of our UDP port, which has to listen on 127.0.0.1 among others
     * @param nanoClock nanoseconds that only rise
     */
    public RelayedPort(int port, LongSupplier nanoClock) {
        this.ours = new InetSocketAddress(LOOPBACK, port);
        this.nanoClock = nanoClock;
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
        StandIn standIn = find(peer);
        if (standIn == null) {
            throw new IOException("too many addresses behind one relay");
        }
        boolean isPermitted = false;
        try {
            relay().permit(peer);
            isPermitted = true;
        } finally {
            if (!isPermitted) {
                drop(standIn);
            }
        }
        return standIn.address;
    }

    /** Whether this address is one that stands for somebody behind the relay. */
    public boolean isStandIn(InetSocketAddress address) {
        return behind(address) != null;
    }

    /** Whom this address stands for; null when it is none of those here. */
    public @Nullable InetSocketAddress behind(InetSocketAddress address) {
        StandIn standIn = address.getAddress().isLoopbackAddress() ? byPort.get(address.getPort()) : null;
        return standIn == null ? null : standIn.peer;
    }

    /** Lets go of the address when our port has had nothing for it for long. */
    @Override
    public boolean isWanted(InetSocketAddress peer) {
        StandIn standIn = standIns.get(peer);
        if (standIn != null && nanoClock.getAsLong() - standIn.usedAt > IDLE_NANOS) {
            drop(standIn);
            return false;
        }
        return standIn != null;
    }

    @Override
    public void received(byte[] packet, InetSocketAddress from) {
        StandIn standIn = find(from);
        if (standIn == null || relay == null) {
            return;
        }
        try {
            standIn.channel.send(ByteBuffer.wrap(packet), ours);
        } catch (IOException e) {
            LOG.trace("a packet from the relay was lost", e);
        }
    }

    /** Makes one when there is none yet; null when there is no room. */
    private synchronized @Nullable StandIn find(InetSocketAddress peer) {
        StandIn known = standIns.get(peer);
        if (known != null || closed || !hasRoom()) {
            return known;
        }
        try {
            DatagramChannel channel = DatagramChannel.open().bind(new InetSocketAddress(LOOPBACK, 0));
            StandIn made = new StandIn(peer, channel, nanoClock.getAsLong());
            standIns.put(peer, made);
            byPort.put(made.address.getPort(), made);
            Thread.ofVirtual().name("relayed").start(() -> passOn(made));
            return made;
        } catch (IOException e) {
            return null;
        }
    }

    /** Makes room where it can: a stranger who names many addresses must not keep others out. */
    private boolean hasRoom() {
        if (standIns.size() < MAX_PEERS) {
            return true;
        }
        long now = nanoClock.getAsLong();
        StandIn quietest = standIns.values().stream()
                .max(Comparator.comparingLong(standIn -> now - standIn.usedAt))
                .orElse(null);
        if (quietest == null || now - quietest.usedAt <= QUIET_NANOS) {
            return false;
        }
        drop(quietest);
        return true;
    }

    private void drop(StandIn standIn) {
        standIns.remove(standIn.peer, standIn);
        byPort.remove(standIn.address.getPort(), standIn);
        Relay through = relay;
        if (through != null) {
            through.forget(standIn.peer);
        }
        try {
            standIn.channel.close();
        } catch (IOException e) {
            LOG.trace("an address here was not closed", e);
        }
    }

    /** From our port to the relay, as long as it is open. */
    private void passOn(StandIn standIn) {
        ByteBuffer packet = ByteBuffer.allocate(MAX_PACKET);
        try {
            while (!closed) {
                packet.clear();
                // Others on this machine have nothing to say here.
                if (ours.equals(standIn.channel.receive(packet))) {
                    standIn.usedAt = nanoClock.getAsLong();
                    byte[] bytes = new byte[packet.flip().remaining()];
                    packet.get(bytes);
                    passOn(bytes, standIn.peer);
                }
            }
        } catch (IOException e) {
            LOG.trace("no more packets for the relay", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void passOn(byte[] packet, InetSocketAddress peer) throws InterruptedException {
        Relay through = relay;
        if (through == null) {
            return;
        }
        try {
            through.permit(peer);
            through.send(packet, peer);
        } catch (IOException e) {
            LOG.trace("a packet was not sent to the relay", e);
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (this) {
            closed = true;
            for (StandIn standIn : standIns.values()) {
                standIn.channel.close();
            }
        }
        Relay through = relay;
        if (through != null) {
            through.close();
        }
    }
}
