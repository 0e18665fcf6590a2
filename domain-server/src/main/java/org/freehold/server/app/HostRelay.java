// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.freehold.server.meeting.IceServer;
import org.freehold.server.peer.HostAddresses;
import org.freehold.server.sharing.RelayState;
import org.freehold.server.turn.RelayedPort;
import org.freehold.server.turn.TurnServer;
import org.freehold.webrtc.ice.Candidate;
import org.freehold.webrtc.ice.PublicAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An address on a TURN server for a domain whose network lets no UDP out, or that stays hidden: visitors reach it there. Any thread.
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
    private final Need need;
    private final Supplier<List<TurnServer>> own;
    private final Consumer<RelayState> told;
    private final SecureRandom random;
    private final LongSupplier nanoClock;
    private List<TurnServer> servers = List.of();
    private volatile @Nullable RelayedPort open;
    private @Nullable Thread looking;
    /** Of the thread that looks: that there is none is not said again until there was one. */
    private boolean isSaid;

    /** Whether there has to be a relay, and why. */
    sealed interface Need {

        /** Only where nothing else leads to the port. */
        record Otherwise(BooleanSupplier isSeen) implements Need {}

        /** In any case: no visitor may learn where this machine is. */
        record Always() implements Need {}
    }

    /**
     * For a port.
     *
     * @param own TURN servers of the settings, with credentials that are good now
     * @param told how it stands, each time that it changes
     * @param nanoClock nanoseconds that only rise
     */
    HostRelay(
            int port,
            HostAddresses addresses,
            Need need,
            Supplier<List<TurnServer>> own,
            Consumer<RelayState> told,
            SecureRandom random,
            LongSupplier nanoClock) {
        this.port = port;
        this.addresses = addresses;
        this.need = need;
        this.own = own;
        this.told = told;
        this.random = random;
        this.nanoClock = nanoClock;
    }

    /** From now on these may be used, besides those of the settings. */
    synchronized void servers(List<IceServer> named) {
        servers = turn(named);
        if (!suffice(named)) {
            close();
        } else if (looking == null) {
            told.accept(new RelayState.Looking());
            looking = Thread.ofVirtual().name("host-relay").start(this::look);
        }
    }

    /** Whether there is anybody to ask for an address. */
    boolean suffice(List<IceServer> named) {
        return !turn(named).isEmpty() || !own.get().isEmpty();
    }

    private static List<TurnServer> turn(List<IceServer> named) {
        return named.stream().flatMap(server -> server.turn().stream()).toList();
    }

    /** A visitor has been introduced: whoever comes from one of these addresses is let through to us. */
    void expect(JsonNode introduction) {
        RelayedPort through = open;
        if (through == null) {
            return;
        }
        List<InetSocketAddress> from = expected(introduction, through.relay().address().getAddress());
        if (!from.isEmpty()) {
            Thread.ofVirtual().name("host-relay-permit").start(
                    () -> from.forEach(address -> permit(through, address)));
        }
    }

    /**
     * Those of its candidates that can reach us through a relay, which has an address of IPv4; not too many. One in the internet leads
     * nobody into its own network.
     */
    static List<InetSocketAddress> expected(JsonNode introduction, InetAddress relay) {
        return introduction.path("candidates").valueStream()
                .flatMap(line -> Candidate.parse(line.asText()).stream())
                .map(Candidate::address)
                .filter(address -> address.getAddress() instanceof Inet4Address inIpv4
                        && (PublicAddress.is(inIpv4) || !PublicAddress.is(relay)))
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
            if (need instanceof Need.Otherwise) {
                Thread.sleep(FIRST_LOOK);
            }
            while (true) {
                RelayedPort now = open;
                if (now != null && !now.relay().isOpen()) {
                    drop(now);
                    now = null;
                }
                if (now == null && isNeeded()) {
                    begin();
                }
                Thread.sleep(NEXT_LOOK);
            }
        } catch (InterruptedException e) {
            LOG.debug("no relay is needed any more");
        }
    }

    private boolean isNeeded() {
        return switch (need) {
            case Need.Always() -> true;
            case Need.Otherwise(BooleanSupplier isSeen) -> !isSeen.getAsBoolean();
        };
    }

    private void begin() throws InterruptedException {
        List<TurnServer> named;
        synchronized (this) {
            named = servers;
        }
        String why = need instanceof Need.Always ? "This domain stays hidden" : "This network lets no UDP out";
        try {
            RelayedPort made = open(named);
            synchronized (this) {
                if (!Thread.currentThread().equals(looking)) {
                    made.close();
                    return;
                }
                open = made;
                addresses.addRelay(made.relay().address());
                told.accept(new RelayState.Open(made.relay().address()));
            }
            isSaid = false;
            LOG.info("{}, so visitors come through a relay, {}", why, made.relay().address());
        } catch (IOException | NoSuchAlgorithmException e) {
            told.accept(new RelayState.Missing(String.valueOf(e.getMessage())));
            if (isSaid) {
                LOG.debug("still {}", e.getMessage());
            } else {
                isSaid = true;
                LOG.warn("{}, and there is {}", why, e.getMessage());
            }
        }
    }

    /** The owner's go first: whom they trust knows them already. */
    private RelayedPort open(List<TurnServer> named)
            throws IOException, InterruptedException, NoSuchAlgorithmException {
        SSLContext tls = SSLContext.getDefault();
        List<TurnServer> ours = own.get();
        if (!ours.isEmpty()) {
            try {
                return TurnServer.first(ours, _ -> true, port, tls, random, nanoClock);
            } catch (IOException e) {
                if (named.isEmpty()) {
                    throw e;
                }
                LOG.debug("none of our own TURN servers helps: {}", e.getMessage());
            }
        }
        // A rendezvous that lies could have this machine knock at others in its own network.
        return TurnServer.first(named, PublicAddress::is, port, tls, random, nanoClock);
    }

    private void drop(RelayedPort last) {
        open = null;
        addresses.removeRelay(last.relay().address());
        told.accept(new RelayState.Looking());
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
