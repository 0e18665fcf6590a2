// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.freehold.moderation.signed.Signer;
import org.freehold.server.config.Config;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.peer.HostAddresses;
import org.freehold.server.peer.Introductions;
import org.freehold.server.sharing.SharingStatus;
import org.freehold.server.transport.NetworkServer;
import org.freehold.server.transport.PeerDoor;
import org.freehold.webrtc.peer.PeerLimits;
import org.freehold.webrtc.peer.PeerPort;
import org.freehold.webrtc.peer.PortCounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sessions over WebRTC: the UDP port with the number of the TCP port, and introductions to it. Costs no more than that until somebody comes or is given a link. */
final class Peers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Peers.class);

    /** Of those allowed, who may be on their way in at a time. */
    private static final int BEGINNING_SHARE = 2;

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private final PeerDoor door;
    private final Introductions introductions;

    private Peers(PeerDoor door, Introductions introductions) {
        this.door = door;
        this.introductions = introductions;
    }

    /** Empty when the UDP port can't be had; a line in the log says so. */
    static Optional<Peers> open(
            NetworkServer network,
            InetSocketAddress address,
            Config config,
            Supplier<Signer> domainKey,
            Metrics metrics,
            Executor blocking,
            InstantSource clock,
            LongSupplier nanoClock,
            SecureRandom random) {
        int waiting = config.server().maxWaiting();
        PeerLimits usual = PeerLimits.DEFAULTS;
        PeerLimits limits = new PeerLimits(
                config.server().maxSessions() + BEGINNING_SHARE * waiting, waiting, usual.beginning(), usual.silence());
        try {
            boolean hidden = config.webrtc().relayOnly();
            // Hidden, the port is open to this machine only, where the relay's packets come from: then nothing can pass the relay by.
            PeerDoor door = network.openPeers(
                    hidden ? new InetSocketAddress(LOOPBACK, address.getPort()) : address, limits, random, clock,
                    nanoClock);
            InetSocketAddress bound = door.port().address();
            HostAddresses addresses = hidden ? HostAddresses.hidden(bound)
                    : new HostAddresses(
                            bound, HostAddresses.parse(config.webrtc().addresses(), address.getPort()));
            PortCounts counts = door.port().counts();
            metrics.peers().observePort(counts::malformed, counts::forNobody, counts::forged, counts::failed);
            return Optional.of(new Peers(door, new Introductions(
                    door, addresses, config.domain().name(), domainKey, metrics, blocking, nanoClock)));
        } catch (IOException e) {
            LOG.warn("{} - visitors come in over WebSockets only. Another program has the UDP port; stop it, or choose"
                    + " another port.", e.getMessage());
            return Optional.empty();
        }
    }

    Introductions introductions() {
        return introductions;
    }

    /** Once there is a link, whoever comes first by it must not wait until all that speaks WebRTC has been loaded. */
    void prepare(SharingStatus status, Executor blocking) {
        if (status instanceof SharingStatus.Shared) {
            blocking.execute(() -> {
                try {
                    introductions.prepare();
                } catch (IllegalStateException e) {
                    LOG.debug("closed before anybody came", e);
                }
            });
        }
    }

    /** From now on this says who is behind an address of this machine. */
    void relayed(PeerDoor.Relayed relayed) {
        door.relayed(relayed);
    }

    /** The UDP port. */
    PeerPort port() {
        return door.port();
    }

    @Override
    public void close() {
        door.close();
    }
}
