// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.freehold.server.meeting.IceServer;
import org.freehold.server.peer.HostAddresses;
import org.freehold.server.turn.RelayedPort;
import org.freehold.server.turn.TurnServer;
import org.freehold.webrtc.ice.Candidate;
import org.freehold.webrtc.ice.PublicAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An address on a TURN server for a domain whose network lets no UDP out: visitors reach it there. Not used where the port can be seen from
 * outside. Any thread.
 */
final class HostRelay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HostRelay.class);
    /** STUN is asked four times in the first second; who comes by the link before there is a relay finds no way. */
    private static final Duration FIRST_LOOK = Duration.ofMillis(1500);
    private static final Duration NEXT_LOOK = Duration.ofSeconds(10);

    /** Of one who is introduced. Others are let through as they send, where the relay lets their network. */
    private static final int MAX_EXPECTED = 8;

    private final int port;
    private final HostAddresses addresses;
    private final BooleanSupplier isSeen;
    private final SecureRandom random;
    private final LongSupplier nanoClock;
    private List<TurnServer> servers = List.of();
    private volatile @Nullable RelayedPort open;
    private @Nullable Thread looking;
    /** Of the thread that looks: that there is none is not said again until there was one. */
    private boolean isSaid;

    /**
     * For a port.
     *
     * @param isSeen whether STUN says how the port looks from outside
     * @param nanoClock nanoseconds that only rise
     */
    HostRelay(
            int port,
            HostAddresses addresses,
            BooleanSupplier isSeen,
            SecureRandom random,
            LongSupplier nanoClock) {
        this.port = port;
        this.addresses = addresses;
        this.isSeen = isSeen;
        this.random = random;
        this.nanoClock = nanoClock;
    }

    /** From now on these may be used; none ends it. */
    synchronized void servers(List<IceServer> named) {
        servers = named.stream().flatMap(server -> server.turn().stream()).toList();
        if (servers.isEmpty()) {
            close();
        } else if (looking == null) {
            looking = Thread.ofVirtual().name("host-relay").start(this::look);
        }
    }

    /** A visitor has been introduced: whoever comes from one of these addresses is let through to us. */
    void expect(JsonNode introduction) {
        RelayedPort through = open;
        if (through == null) {
            return;
        }
        List<InetSocketAddress> from = expected(introduction);
        if (!from.isEmpty()) {
            Thread.ofVirtual().name("host-relay-permit").start(
                    () -> from.forEach(address -> permit(through, address)));
        }
    }

    /** Those of its candidates that can reach us through a relay, which has an address of IPv4; not too many. */
    static List<InetSocketAddress> expected(JsonNode introduction) {
        return introduction.path("candidates").valueStream()
                .flatMap(line -> Candidate.parse(line.asText()).stream())
                .map(Candidate::address)
                .filter(address -> address.getAddress() instanceof Inet4Address inIpv4 && PublicAddress.is(inIpv4))
                .distinct()
                .limit(MAX_EXPECTED)
                .toList();
    }

    /** Whom an address of this machine stands for; null when it stands for nobody behind the relay. */
    @Nullable
    InetSocketAddress behind(InetSocketAddress address) {
        RelayedPort through = open;
        return through == null ? null : through.behind(address);
    }

    private static void permit(RelayedPort through, InetSocketAddress address) {
        try {
            through.standIn(address);
        } catch (IOException e) {
            LOG.debug("the relay does not let {} through: {}", address, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            Thread.sleep(FIRST_LOOK);
            while (true) {
                RelayedPort now = open;
                if (now != null && !now.relay().isOpen()) {
                    drop(now);
                    now = null;
                }
                if (now == null && !isSeen.getAsBoolean()) {
                    begin();
                }
                Thread.sleep(NEXT_LOOK);
            }
        } catch (InterruptedException e) {
            LOG.debug("no relay is needed any more");
        }
    }

    private void begin() throws InterruptedException {
        List<TurnServer> asked;
        synchronized (this) {
            asked = servers;
        }
        if (asked.isEmpty()) {
            return;
        }
        try {
            // A rendezvous that lies could have this machine knock at others in its own network.
            RelayedPort made = TurnServer.first(
                    asked, PublicAddress::is, port, SSLContext.getDefault(), random, nanoClock);
            synchronized (this) {
                if (servers.isEmpty()) {
                    made.close();
                    return;
                }
                open = made;
                addresses.addRelay(made.relay().address());
            }
            isSaid = false;
            LOG.info("This network lets no UDP out, so visitors come through a relay, {}", made.relay().address());
        } catch (IOException | NoSuchAlgorithmException e) {
            if (isSaid) {
                LOG.debug("still {}", e.getMessage());
            } else {
                isSaid = true;
                LOG.warn("This network lets no UDP out, and there is {}", e.getMessage());
            }
        }
    }

    private void drop(RelayedPort last) {
        open = null;
        addresses.removeRelay(last.relay().address());
        try {
            last.close();
        } catch (IOException e) {
            LOG.trace("a relay was not closed", e);
        }
    }

    @Override
    public synchronized void close() {
        servers = List.of();
        if (looking != null) {
            looking.interrupt();
            looking = null;
        }
        RelayedPort last = open;
        if (last != null) {
            drop(last);
        }
    }
}
