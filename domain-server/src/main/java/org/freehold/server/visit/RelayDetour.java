// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.freehold.server.meeting.IceServer;
import org.freehold.server.turn.RelayedPort;
import org.freehold.server.turn.TurnServer;
import org.freehold.webrtc.ice.Candidate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A way through a TURN server. */
final class RelayDetour implements Signalling.Detour {
    private static final Logger LOG = LoggerFactory.getLogger(RelayDetour.class);
    /** After all that goes straight. */
    private static final long PRIORITY = 1;

    private final RelayedPort port;

    private RelayDetour(RelayedPort port) {
        this.port = port;
    }

    /**
     * The first of the servers that gives an address; null when none is named.
     *
     * @param localPort of the visitor
     * @param nanoClock nanoseconds that only rise
     * @throws IOException when none of them does
     */
    static @Nullable RelayDetour open(
            List<IceServer> servers, int localPort, SSLContext tls, SecureRandom random, LongSupplier nanoClock)
            throws IOException, InterruptedException {
        List<TurnServer> relays = servers.stream().flatMap(server -> server.turn().stream()).toList();
        return relays.isEmpty() ? null
                : new RelayDetour(TurnServer.first(relays, _ -> true, localPort, tls, random, nanoClock));
    }

    @Override
    public Candidate own() {
        return Candidate.of(Candidate.Kind.RELAY, port.relay().address());
    }

    @Override
    public List<Candidate> to(List<Candidate> host) throws InterruptedException {
        List<Candidate> ways = new ArrayList<>();
        for (Candidate candidate : host) {
            // The relay has an address of IPv4, and takes nothing into its own network.
            if (candidate.address().getAddress() instanceof Inet4Address address && !address.isSiteLocalAddress()) {
                try {
                    ways.add(new Candidate(Candidate.Kind.RELAY, PRIORITY, port.standIn(candidate.address())));
                } catch (IOException e) {
                    LOG.debug("the relay does not lead to {}: {}", candidate.address(), e.getMessage());
                }
            }
        }
        return ways;
    }

    @Override
    public boolean leads(InetSocketAddress remote) {
        return port.isStandIn(remote);
    }

    @Override
    public void close() {
        try {
            port.close();
        } catch (IOException e) {
            LOG.trace("a stand-in was not closed", e);
        }
    }
}
