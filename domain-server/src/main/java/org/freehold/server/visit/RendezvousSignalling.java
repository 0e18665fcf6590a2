// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.freehold.server.identity.HostLink;
import org.freehold.server.meeting.IceServer;
import org.freehold.server.meeting.MeetingFault;
import org.freehold.server.meeting.RendezvousUrl;
import org.freehold.server.meeting.VisitConnection;
import org.freehold.server.peer.HostAddresses;
import org.freehold.webrtc.ice.Candidate;
import org.freehold.webrtc.ice.PublicAddress;
import org.freehold.webrtc.peer.PeerPort;
import org.jspecify.annotations.Nullable;

/**
 * {@link Signalling} through a rendezvous (docs/protocol.md section 14). It is asked anew for each introduction, and for a restart: nobody keeps a
 * line to it while the session lasts. One thread at a time.
 */
public final class RendezvousSignalling implements Signalling {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Until a restart is asked for again, whose question or answer got lost: as the browser does it. */
    private static final Duration RESTART_PATIENCE = Duration.ofSeconds(3);

    private final HttpClient http;
    private final RendezvousUrl rendezvous;
    private final HostLink link;
    private final boolean hidden;
    private final SecureRandom random;
    private @Nullable VisitConnection open;
    private volatile @Nullable String key;
    private List<IceServer> servers = List.of();

    /**
     * Through a rendezvous.
     *
     * @param http its TLS also checks relays
     * @param hidden whether the host must not learn the visitor's addresses; the rendezvous and the relay do
     */
    public RendezvousSignalling(
            HttpClient http, RendezvousUrl rendezvous, HostLink link, boolean hidden, SecureRandom random) {
        this.http = http;
        this.rendezvous = rendezvous;
        this.link = link;
        this.hidden = hidden;
        this.random = random;
    }

    @Override
    public synchronized JsonNode ask(ObjectNode object) throws IOException, InterruptedException {
        try (VisitConnection visit = connection()) {
            open = null;
            visit.send(object);
            if (object.path("type").asText().equals("candidates")) {
                // There is nothing to say to that.
                return JsonNodeFactory.instance.objectNode();
            }
            Duration patience = object.path("restart").asBoolean() ? RESTART_PATIENCE : PATIENCE;
            JsonNode answer = visit.receive(patience);
            if (answer == null) {
                throw new IOException(
                        "the host does not answer (expected: an answer within " + patience.toSeconds() + " s)");
            }
            return answer;
        } catch (MeetingFault fault) {
            throw failure(fault);
        }
    }

    @Override
    public @Nullable String expectedDomainKey() {
        return key;
    }

    @Override
    public boolean isHidden() {
        return hidden;
    }

    @Override
    public synchronized List<Candidate> candidates(PeerPort port) throws IOException, InterruptedException {
        try {
            connection();
            if (hidden) {
                return List.of();
            }
            List<Candidate> own = new ArrayList<>(withoutTranslation(port));
            for (Candidate seen : new OutsideQuestion(port, random).ask(servers)) {
                if (own.stream().noneMatch(known -> known.address().equals(seen.address()))) {
                    own.add(seen);
                }
            }
            return own;
        } catch (MeetingFault fault) {
            throw failure(fault);
        }
    }

    @Override
    public synchronized Detour detour(PeerPort port) throws IOException, InterruptedException {
        Detour found = RelayDetour.open(servers, port.address().getPort(), http.sslContext(), random, System::nanoTime);
        if (found == null) {
            throw new IOException(
                    (hidden ? "--relay-only: there is no relay to go by: neither "
                            : "one of the two networks lets nothing straight through, and neither ")
                            + rendezvous.authority()
                            + " nor the host names a relay: its owner can add a TURN server");
        }
        return found;
    }

    /** This machine's own addresses that lie in the internet, as those of IPv6 do: a firewall may stand before them, but nobody has to say how they look from outside. */
    private static List<Candidate> withoutTranslation(PeerPort port) {
        InetSocketAddress anywhere = new InetSocketAddress("::", port.address().getPort());
        return new HostAddresses(anywhere, List.of()).candidates(null).stream()
                .filter(candidate -> PublicAddress.is(candidate.address().getAddress()))
                .toList();
    }

    private VisitConnection connection() throws MeetingFault, InterruptedException {
        VisitConnection known = open;
        if (known != null) {
            return known;
        }
        VisitConnection made = VisitConnection.open(http, rendezvous, link, PATIENCE, System::nanoTime);
        open = made;
        key = made.key();
        servers = made.servers();
        return made;
    }

    private static IOException failure(MeetingFault fault) {
        return fault.code().equals(MeetingFault.OTHER_HOST)
                ? new OtherHost(fault.sentence())
                : new IOException("%s (%s)".formatted(fault.sentence(), fault.code()), fault);
    }
}
