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
import java.util.function.LongSupplier;
import org.freehold.server.meeting.IceServer;
import org.freehold.server.peer.HostAddresses;
import org.freehold.server.sharing.ReflexiveAddress;
import org.freehold.server.sharing.WorldPort;
import org.freehold.webrtc.peer.PeerPort;
import org.jspecify.annotations.Nullable;

/** Finds out what the UDP port of sessions looks like from outside while the domain is shared, and has visitors told. Any thread. */
final class OutsideAddress implements WorldPort, AutoCloseable {
    private final PeerPort port;
    private final HostAddresses addresses;
    private final ReflexiveAddress reflexive;
    private final HostRelay relay;
    private final Map<Source, InetSocketAddress> named = new EnumMap<>(Source.class);

    /** Who says so. */
    private enum Source {
        STUN_IPV4,
        STUN_IPV6,
        ROUTER
    }

    OutsideAddress(PeerPort port, HostAddresses addresses, SecureRandom random, LongSupplier nanoClock) {
        this.port = port;
        this.addresses = addresses;
        this.reflexive = new ReflexiveAddress(this, random, OutsideAddress::repeat);
        this.relay = new HostRelay(
                port.address().getPort(), addresses, () -> !reflexive.known().isEmpty(), random, nanoClock);
        port.others((stun, from) -> reflexive.received(ByteBuffer.wrap(stun), from));
    }

    /** From now on these are asked; none ends it. */
    void servers(List<IceServer> servers) {
        reflexive.servers(servers);
        relay.servers(servers);
    }

    /** A visitor has been introduced by a rendezvous. */
    void expect(JsonNode introduction) {
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
