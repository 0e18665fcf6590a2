// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.rendezvous;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.freehold.moderation.Thumbprint;
import org.freehold.server.identity.HostLink;
import org.freehold.server.transport.TokenBucket;
import org.freehold.server.transport.TransportHandler;
import org.freehold.server.wire.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The connection of a host, before and after its proof. Event loop, unless a method says otherwise. */
final class HostLine implements TransportHandler {
    private static final int RETRY_SECONDS = 30;

    private final Rendezvous rendezvous;
    private final Line line;
    private final String authority;
    private final boolean isOurName;
    private final String nonce;
    private final Map<String, VisitLine> visits = new ConcurrentHashMap<>();
    private final AtomicInteger visitCount = new AtomicInteger();
    private volatile @Nullable Registration registration;
    private final TokenBucket rate;
    private final Refresh refresh = new Refresh(this);
    private volatile OwnServers.Now ownServers = OwnServers.Now.NONE;

    /** Who it proved to be. */
    record Registration(String key, String name, HostLink link) {}

    /**
     * A host at the door.
     *
     * @param authority that the request was for, in lower case
     * @param isOurName whether this rendezvous knows itself by it
     */
    HostLine(Rendezvous rendezvous, Line line, String authority, boolean isOurName, String nonce) {
        this.rendezvous = rendezvous;
        this.line = line;
        this.authority = authority;
        this.isOurName = isOurName;
        this.nonce = nonce;
        this.rate = new TokenBucket(rendezvous.config().hostMessages(), rendezvous.nanoClock().getAsLong());
    }

    void begin() {
        line.send(Line.message("challenge").put("nonce", nonce).put("software", rendezvous.software()));
        line.transport().schedule(this::giveUp, rendezvous.config().proofTime());
    }

    /** Any thread. Null before the proof. */
    @Nullable
    Registration registration() {
        return registration;
    }

    /** Any thread. */
    @Nullable
    InetAddress remote() {
        return line.transport().remote();
    }

    private void giveUp() {
        if (registration == null) {
            line.ended();
            line.transport().abort();
        }
    }

    @Override
    public void text(ByteBuf utf8) {
        if (line.isClosed()) {
            return;
        }
        if (!rate.take(rendezvous.nanoClock().getAsLong())) {
            line.close(ErrorCode.FLOODING, "More messages than the visits of a host need.", "Send fewer.");
            return;
        }
        ObjectNode message = line.read(utf8);
        if (message == null) {
            return;
        }
        if (registration == null) {
            register(message);
            return;
        }
        switch (message.path("type").asText()) {
            case "introduce" -> passOn(message);
            case "gone" -> visitIsOver(message.path("visit").asText());
            case "servers" -> takeServers(message);
            default -> line.close(
                    ErrorCode.UNKNOWN_TYPE, "type: unknown (expected: introduce, gone or servers)",
                    "Use a host of the same version as the rendezvous.");
        }
    }

    private void register(ObjectNode message) {
        switch (HostProof.check(
                message, nonce, rendezvous.clock().instant(), said -> isOurName && said.equals(authority))) {
            case HostProof.Wrong(ErrorCode code, String what, String whatToDo) -> line.close(code, what, whatToDo);
            case HostProof.Proved(String key, String name) -> rendezvous.policy().whyNot(Thumbprint.of(key))
                    .ifPresentOrElse(this::turnAway, () -> enter(key, name));
        }
    }

    private void enter(String key, String name) {
        HostLink link = HostLink.of(name, key);
        registration = new Registration(key, name, link);
        switch (rendezvous.hosts().register(link.keyPart(), this)) {
            case Hosts.Full _ -> {
                registration = null;
                line.close(
                        ErrorCode.RENDEZVOUS_FULL,
                        "As many hosts are registered here as are taken, in all or from your network.",
                        "Try later, or another rendezvous.", RETRY_SECONDS);
            }
            case Hosts.Registered(HostLine before) -> {
                if (before != null) {
                    before.replaced();
                }
                OwnServers.Now servers = rendezvous.servers(authority);
                line.send(OwnServers.put(Line.message("registered"), servers)
                        .put("path", link.path())
                        .put("visits", rendezvous.config().maxVisitsPerHost()));
                refreshLater(servers);
                // It may have been banned between the look before and the registration.
                reconsider();
            }
        }
    }

    private void refreshLater(OwnServers.Now servers) {
        if (servers.expiresMillis() > 0) {
            line.transport().schedule(refresh, TurnServers.LIFETIME.dividedBy(2));
        }
    }

    private void refreshServers() {
        if (!line.isClosed()) {
            OwnServers.Now next = rendezvous.servers(authority);
            line.send(OwnServers.put(Line.message("servers"), next));
            refreshLater(next);
        }
    }

    /** Waits long, so it must not hold a host that has left. */
    private static final class Refresh implements Runnable {
        private volatile @Nullable HostLine host;

        Refresh(HostLine host) {
            this.host = host;
        }

        void forget() {
            host = null;
        }

        @Override
        public void run() {
            HostLine now = host;
            if (now != null) {
                now.refreshServers();
            }
        }
    }

    private void passOn(ObjectNode message) {
        VisitLine visit = visits.get(message.path("visit").asText());
        if (message.get("introduction") instanceof ObjectNode introduction) {
            // It may have left while the answer was on its way.
            if (visit != null) {
                visit.introduce(introduction);
            }
        } else {
            line.close(ErrorCode.BAD_VALUE, "introduction: missing (expected: an object)",
                    "Send the whole introduction.");
        }
    }

    private void visitIsOver(String id) {
        VisitLine visit = visits.get(id);
        if (visit != null) {
            visit.hostEnds();
        }
    }

    private void takeServers(ObjectNode message) {
        ArrayNode servers = IceServers.checked(message.path("iceServers"), IceServers.MAX_OF_HOST);
        JsonNode end = message.path("expires");
        if (servers == null) {
            line.close(
                    ErrorCode.BAD_VALUE, "iceServers: not up to %d servers".formatted(IceServers.MAX_OF_HOST),
                    "Check the TURN servers in the settings of the host.");
        } else if (!end.isMissingNode() && !end.isNull() && !isTime(end)) {
            line.close(
                    ErrorCode.BAD_VALUE, "expires: no time (expected: milliseconds since 1970 UTC, or null)",
                    "Send until when the credentials are good.");
        } else {
            ownServers = new OwnServers.Now(servers, end.asLong(0));
        }
    }

    private static boolean isTime(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToLong() && value.longValue() > 0;
    }

    /** Any thread. The servers that the host brought. */
    OwnServers.Now ownServers() {
        return ownServers;
    }

    /** Any thread. False when the host has as many visits as it may. */
    boolean begin(String id, VisitLine visit) {
        if (visitCount.incrementAndGet() > rendezvous.config().maxVisitsPerHost()) {
            visitCount.decrementAndGet();
            return false;
        }
        visits.put(id, visit);
        if (line.isClosed()) {
            end(id);
            return false;
        }
        return true;
    }

    /** Any thread. To the host, from a visit. */
    void introduce(String id, ObjectNode introduction) {
        ObjectNode message = Line.message("introduce").put("visit", id);
        message.set("introduction", introduction);
        line.send(message);
    }

    /** Any thread. Forgets a visit; true when it was there. */
    boolean end(String id) {
        if (visits.remove(id) == null) {
            return false;
        }
        visitCount.decrementAndGet();
        return true;
    }

    /** Any thread. Tells the host that a visit is over. */
    void gone(String id) {
        line.send(Line.message("gone").put("visit", id));
    }

    /** Any thread. The same key has registered again. */
    private void replaced() {
        line.close(
                ErrorCode.REGISTERED_ELSEWHERE,
                "This domain registered here over another connection, which counts from now on.",
                "If that was not you, somebody has a copy of your domain's key: freehold key rotate.");
        endVisits();
    }

    /** Any thread. Decides anew whether this host is introduced. */
    void reconsider() {
        Registration now = registration;
        if (now != null) {
            rendezvous.policy().whyNot(Thumbprint.of(now.key())).ifPresent(why -> {
                turnAway(why);
                leave();
            });
        }
    }

    private void turnAway(String why) {
        line.close(ErrorCode.BANNED, why, "Ask the owner of this rendezvous, or use another one.");
    }

    /** Any thread. The rendezvous stops. */
    void stop(int retryAfterSeconds) {
        line.close(
                ErrorCode.STOPPING, "The rendezvous stops.", "Come again later, or use another one.",
                retryAfterSeconds);
    }

    @Override
    public void binary(ByteBuf frame) {
        line.close(ErrorCode.NOT_JSON, "a binary message (expected: JSON in text)", "Send text.");
    }

    @Override
    public void tooLarge(long bytes, int limit) {
        line.close(ErrorCode.TOO_LARGE, "message: %d bytes (expected: at most %d)".formatted(bytes, limit),
                "Send less.");
    }

    @Override
    public void closed() {
        line.ended();
        refresh.forget();
        leave();
    }

    private void leave() {
        Registration last = registration;
        if (last != null) {
            rendezvous.hosts().leave(last.link().keyPart(), this);
        }
        endVisits();
    }

    private void endVisits() {
        List.copyOf(visits.values()).forEach(VisitLine::hostLeft);
    }
}
