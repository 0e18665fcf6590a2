// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.rendezvous;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.freehold.server.identity.HostLink;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.rendezvous.HostLine.Registration;
import org.freehold.server.transport.HttpHead;
import org.freehold.server.transport.SocketDoor;
import org.freehold.server.transport.StrangerLimit;
import org.freehold.server.transport.TokenBucket.Rate;
import org.freehold.server.transport.Transport;
import org.freehold.server.transport.TransportHandler;
import org.freehold.server.wire.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The doors of a rendezvous, and what all lines share. Any thread. */
public final class Rendezvous implements SocketDoor.Finder {
    /** Subprotocol of both doors. */
    public static final String PROTOCOL = "freehold.rendezvous.1";
    /** Where hosts register. */
    public static final String HOST_PATH = "/rendezvous/host";
    /** Where visitors ask for a host; its key part follows. */
    public static final String VISIT_PATH = "/rendezvous/visit/";

    private static final int NONCE_BYTES = 32;
    private static final int VISIT_ID_BYTES = 12;
    private static final int RETRY_SECONDS = 10;
    private static final int ALL_PER_SECOND = 200;

    private final RendezvousConfig config;
    private final Hosts hosts;
    private final OwnServers ownServers;
    private final BiPredicate<String, HttpHead> isOurs;
    private final HostPolicy policy;
    private final String software;
    private final Metrics metrics;
    private final InstantSource clock;
    private final LongSupplier nanoClock;
    private final SecureRandom random;
    private final StrangerLimit registrations;
    private final StrangerLimit visits;
    private final AtomicInteger visitCount = new AtomicInteger();

    /**
     * A rendezvous without hosts.
     *
     * @param stunPort of the STUN server; 0 for none
     * @param isOurs whether a {@code Host} is a name of this domain
     * @param software what this is, for people to read
     * @param nanoClock nanoseconds that only rise
     */
    public Rendezvous(
            RendezvousConfig config,
            IntSupplier stunPort,
            TurnServers turn,
            BiPredicate<String, HttpHead> isOurs,
            HostPolicy policy,
            String software,
            Metrics metrics,
            InstantSource clock,
            LongSupplier nanoClock,
            SecureRandom random) {
        this.config = config;
        this.hosts = new Hosts(config);
        this.ownServers = new OwnServers(stunPort, turn, clock, random);
        this.isOurs = isOurs;
        this.policy = policy;
        this.software = software;
        this.metrics = metrics;
        this.clock = clock;
        this.nanoClock = nanoClock;
        this.random = random;
        Rate all = new Rate(ALL_PER_SECOND, ALL_PER_SECOND * 2);
        this.registrations = new StrangerLimit(all, config.registrations(), nanoClock);
        this.visits = new StrangerLimit(all, config.visits(), nanoClock);
    }

    @Override
    public @Nullable SocketDoor at(HttpHead head) {
        String path = head.path();
        if (path.equals(HOST_PATH)) {
            return new SocketDoor(PROTOCOL, transport -> host(transport, head));
        }
        String keyPart = path.startsWith(VISIT_PATH) ? path.substring(VISIT_PATH.length()) : "";
        return HostLink.isKeyPart(keyPart)
                ? new SocketDoor(PROTOCOL, transport -> visit(transport, head, keyPart))
                : null;
    }

    private TransportHandler host(Transport transport, HttpHead head) {
        Line line = new Line(transport, metrics, Line.HOST_QUEUE_BYTES);
        if (!registrations.take(transport.remote())) {
            line.close(ErrorCode.BUSY, "Too many registrations at once.", "Try again in a while.", RETRY_SECONDS);
            return new TurnedAway(line, () -> {});
        }
        String authority = authority(head);
        HostLine host = new HostLine(this, line, authority, isOurs.test(authority, head), secret(NONCE_BYTES));
        host.begin();
        return host;
    }

    private TransportHandler visit(Transport transport, HttpHead head, String keyPart) {
        Line line = new Line(transport, metrics, Line.VISIT_QUEUE_BYTES);
        boolean isRoom = visitCount.incrementAndGet() <= config.maxVisits();
        if (!isRoom || !visits.take(transport.remote())) {
            line.close(ErrorCode.BUSY, "Too many visits at once.", "Try again in a while.", RETRY_SECONDS);
            return new TurnedAway(line, this::visitEnded);
        }
        Optional<HostLine> found = hosts.find(keyPart);
        Registration registration = found.map(HostLine::registration).orElse(null);
        if (found.isEmpty() || registration == null) {
            line.close(
                    ErrorCode.NO_SUCH_HOST, "Nobody is registered here under this link.",
                    "The world is not shared just now, or the link is not whole. Ask who gave it to you.");
            return new TurnedAway(line, this::visitEnded);
        }
        String id = secret(VISIT_ID_BYTES);
        VisitLine visit = new VisitLine(this, line, found.get(), id);
        if (!found.get().begin(id, visit)) {
            line.close(
                    ErrorCode.HOST_BUSY, "As many people are being introduced to this host as can be.",
                    "Try again in a moment.",
                    RETRY_SECONDS);
            return new TurnedAway(line, this::visitEnded);
        }
        visit.begin(greeting(registration, found.get().ownServers(), ownServers.now(hostOf(authority(head)))));
        return visit;
    }

    private static ObjectNode greeting(Registration host, OwnServers.Now ofHost, OwnServers.Now ours) {
        ObjectNode greeting = Line.message("host").put("key", host.key()).put("name", host.name());
        return OwnServers.put(greeting, ours.and(ofHost));
    }

    /** Decides about every host anew: whom this domain does not want may be somebody else now. */
    public void reconsider() {
        hosts.all().forEach(HostLine::reconsider);
    }

    /** Sends all hosts away. */
    public void stop(int retryAfterSeconds) {
        hosts.all().forEach(host -> host.stop(retryAfterSeconds));
    }

    /** How many hosts are registered. */
    public int hostCount() {
        return hosts.count();
    }

    /** How many visits are under way. */
    public int visitCount() {
        return visitCount.get();
    }

    void visitEnded() {
        visitCount.decrementAndGet();
    }

    RendezvousConfig config() {
        return config;
    }

    Hosts hosts() {
        return hosts;
    }

    HostPolicy policy() {
        return policy;
    }

    String software() {
        return software;
    }

    InstantSource clock() {
        return clock;
    }

    LongSupplier nanoClock() {
        return nanoClock;
    }

    OwnServers.Now servers(String authority) {
        return ownServers.now(hostOf(authority));
    }

    private String secret(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String authority(HttpHead head) {
        String host = head.request().headers().get(HttpHeaderNames.HOST);
        return host == null ? "" : host.toLowerCase(Locale.ROOT);
    }

    private static String hostOf(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    }
}
