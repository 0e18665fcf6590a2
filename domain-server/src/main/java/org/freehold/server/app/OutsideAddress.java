// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.freehold.server.meeting.IceServer;
import org.freehold.server.peer.HostAddresses;
import org.freehold.server.sharing.Outside;
import org.freehold.server.sharing.ReflexiveAddress;
import org.freehold.server.sharing.RelayState;
import org.freehold.server.sharing.WorldPort;
import org.freehold.server.turn.TurnServer;
import org.freehold.webrtc.peer.PeerPort;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what the UDP port of sessions looks like from outside while the domain is shared, and has visitors told; of a port that stays
 * hidden, only by which relay it is reached. Any thread.
 */
final class OutsideAddress implements Outside, WorldPort, AutoCloseable {
    private final PeerPort port;
    private final HostAddresses addresses;
    private final ReflexiveAddress reflexive;
    private final HostRelay relay;
    private final boolean hidden;
    private final List<Consumer<RelayState>> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable RelayState relayState;
    private final Map<Source, InetSocketAddress> named = new EnumMap<>(Source.class);

    /** Who says so. */
    private enum Source {
        STUN_IPV4,
        STUN_IPV6,
        ROUTER
    }

    /**
     * Of a port.
     *
     * @param hidden whether visitors come through a relay only
     * @param ownRelays TURN servers of the settings, with credentials that are good now
     * @param nanoClock nanoseconds that only rise
     */
    OutsideAddress(
            PeerPort port,
            HostAddresses addresses,
            boolean hidden,
            Supplier<List<TurnServer>> ownRelays,
            SecureRandom random,
            LongSupplier nanoClock) {
        this.port = port;
        this.addresses = addresses;
        this.hidden = hidden;
        this.reflexive = new ReflexiveAddress(this, random, OutsideAddress::repeat);
        this.relay = new HostRelay(
                port.address().getPort(), addresses,
                hidden ? new HostRelay.Need.Always()
                        : new HostRelay.Need.Otherwise(() -> !reflexive.known().isEmpty()),
                ownRelays, this::told, random, nanoClock);
        port.others((stun, from) -> reflexive.received(ByteBuffer.wrap(stun), from));
    }

    @Override
    public void servers(List<IceServer> named) {
        if (!hidden) {
            reflexive.servers(named);
        }
        relay.servers(named);
    }

    @Override
    public void off() {
        close();
        relayState = null;
    }

    @Override
    public boolean suffice(List<IceServer> named) {
        return !hidden || relay.suffice(named);
    }

    /** How it stands with the relay that this machine stays hidden behind; empty when it does not, or is not shared. */
    Optional<RelayState> relay() {
        return Optional.ofNullable(relayState);
    }

    /** From now on it hears of each change of {@link #relay}; on the thread that makes it, which it must not hold up. */
    void listen(Consumer<RelayState> listener) {
        listeners.add(listener);
    }

    private void told(RelayState now) {
        if (hidden && !now.equals(relayState)) {
            relayState = now;
            listeners.forEach(listener -> listener.accept(now));
        }
    }

    /** A visitor has been introduced by a rendezvous; or looks for a new path, perhaps because our router has forgotten the old one and gives the port another address. */
    void expect(JsonNode introduction) {
        if (introduction.path("restart").asBoolean(false)) {
            reflexive.doubt();
        }
        relay.expect(introduction);
    }

    /** Whom an address of this machine stands for; null when it stands for nobody behind a relay. */
    @Nullable
    InetSocketAddress behind(InetSocketAddress address) {
        return relay.behind(address);
    }

    @Override
    public void send(ByteBuffer packet, InetSocketAddress to) {
        byte[] bytes = new byte[packet.remaining()];
        packet.get(bytes);
        port.send(bytes, to);
    }

    @Override
    public synchronized void reflexive(boolean ipv6, @Nullable InetSocketAddress address) {
        name(ipv6 ? Source.STUN_IPV6 : Source.STUN_IPV4, address);
    }

    /** The router opened the port there; empty when that is over. */
    synchronized void opened(Optional<InetSocketAddress> address) {
        name(Source.ROUTER, address.orElse(null));
    }

    private void name(Source source, @Nullable InetSocketAddress address) {
        InetSocketAddress before = named.remove(source);
        // A router may give the port that STUN sees as well.
        if (before != null && !named.containsValue(before)) {
            addresses.removeReflexive(before);
        }
        if (address != null) {
            named.put(source, address);
            addresses.addReflexive(address);
        }
    }

    private static Runnable repeat(Runnable work, Duration every) {
        Thread thread = Thread.ofVirtual().name("outside-address").start(() -> {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    work.run();
                    Thread.sleep(every);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return thread::interrupt;
    }

    @Override
    public void close() {
        reflexive.close();
        relay.close();
    }
}
