// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Decision;
import org.freehold.moderation.Identity;
import org.freehold.moderation.admission.History;
import org.freehold.moderation.admission.Rulebook;
import org.freehold.server.entity.Vec3;
import org.freehold.server.transport.Transport;
import org.freehold.server.wire.ClientMessage;
import org.freehold.server.wire.ErrorCode;
import org.freehold.server.wire.QuantisedPose;
import org.freehold.server.wire.ServerMessage;
import org.freehold.server.world.Command;
import org.freehold.server.world.Rights;
import org.freehold.server.world.Scene;
import org.freehold.server.world.VisitorLink;
import org.jspecify.annotations.Nullable;

/**
 * One visitor's session, over any number of connections. The world thread sends through it; event loops attach and detach
 * connections. A connection is attached first and used only once the world has answered, so that {@code welcome} is the first
 * thing that comes over it.
 */
final class Session implements VisitorLink {

    /**
     * A connection that waits for the world's answer.
     *
     * @param signature of the domain for this client's nonce, as on the wire
     * @param notices to be sent right after {@code welcome}
     */
    record Arrival(
            Connection connection, String domainKey, String signature, List<ServerMessage.Notice> notices) {

        /** Without the signature. */
        @Override
        public String toString() {
            return "Arrival[notices=" + notices + "]";
        }
    }

    /** What happens to the session of a connection that broke. */
    enum AfterLoss {
        /** It goes on over another connection. */
        NOTHING,
        /** It is kept for a while. */
        KEEP,
        /** Nobody was told its secret, so nobody can come back. */
        END
    }

    private static final int MAX_REASON = 500;

    /** When the world's inbox is full. */
    private static final Duration AGAIN = Duration.ofMillis(100);

    private final Services services;
    private final String secret;
    private final String key;
    private final Answers answers = new Answers();
    private final PoseSlot poses = new PoseSlot();
    private final Object connectionLock = new Object();
    private volatile Identity identity;
    private volatile History history;
    private final Instant since;

    /** Orders decisions and what the world is told of them: never held while waiting for anything. */
    private final Object rightsLock = new Object();

    private volatile Decision decision;

    /** What the decision was made from; null as long as not everything has come of it. */
    private @Nullable Rulebook decidedBy;

    private volatile Rights rights;
    private volatile String name = "";
    private boolean worldMissedRights;
    private volatile ServerMessage.Limits limits;
    private volatile Traffic traffic;
    private volatile int handle;

    /** Where output goes; null while there is no connection, or none that the world has answered. */
    private volatile @Nullable Transport output;

    private @Nullable Connection connection;
    private @Nullable Arrival arrival;
    private int answersAwaited;
    private long losses;
    private boolean welcomed;
    private boolean over;

    Session(
            Services services, String secret, String key, Identity identity, History history, Decision decision) {
        this.services = services;
        this.secret = secret;
        this.key = key;
        this.identity = identity;
        this.history = history;
        this.since = services.clock().instant();
        this.decision = decision;
        this.rights = rightsBy(decision, Map.of());
        this.limits = limitsOf(rights);
        this.traffic = new Traffic(limits, services.nanoClock());
    }

    String secret() {
        return secret;
    }

    String key() {
        return key;
    }

    int handle() {
        return handle;
    }

    ServerMessage.Limits limits() {
        return limits;
    }

    Rights rights() {
        return rights;
    }

    Traffic traffic() {
        return traffic;
    }

    PoseSlot poses() {
        return poses;
    }

    Answers answers() {
        return answers;
    }

    /** This one as the desk sees them; empty before the world has let them in, and after the end. */
    Optional<Inside> inside() {
        Transport transport = output;
        return handle == 0 || isOver()
                ? Optional.empty()
                : Optional.of(new Inside(
                        handle, name, identity, decision, since, transport == null ? null : transport.line()));
    }

    /** Why this visitor has to wait though the decision lets them in. */
    Optional<Decision.Refusal> mustWait() {
        return services.policy().mustWait(decision, identity, history);
    }

    /** Event loop. Asks the world to let the visitor in; false when it has no room for that. */
    boolean enter(@Nullable String asked, @Nullable Vec3 position, boolean everything) {
        synchronized (rightsLock) {
            // A change between the decision and the registry has missed this session, and one after will not.
            if (decide().refusal() != null || isOver()) {
                return true;
            }
            return services.world().offer(
                    new Command.Enter(this, rights, author(identity.key()), asked, position, everything));
        }
    }

    /**
     * Any thread. Decides anew unless the decision holds, and tells the world and the visitor.
     *
     * @param notices what this visitor is told instead of the usual words; null for those
     * @return whether anything changed for this visitor
     */
    boolean reconsider(Function<Inside, ServerMessage.@Nullable Notice> notices) {
        synchronized (rightsLock) {
            Rulebook by = decidedBy;
            if (by != null && services.policy().holds(decision, by)) {
                return false;
            }
            Rights before = rights;
            List<Decision.Warning> warnedBefore = decision.warnings();
            Decision now = decide();
            if (now.refusal() != null) {
                return true;
            }
            ServerMessage.Notice own = inside().map(notices).orElse(null);
            if (own == null) {
                now.warnings().stream()
                        .filter(warning -> !warnedBefore.contains(warning))
                        .forEach(warning -> tell(Notices.of(warning)));
            }
            if (before.equals(rights) && !worldMissedRights) {
                return false;
            }
            grant(own == null ? RightsNotice.of(before, rights) : own);
            return true;
        }
    }

    /**
     * Event loop. The visitor comes back, perhaps from elsewhere or with other proofs: decides anew.
     *
     * @return false when the world has no room for what changed
     */
    boolean comeBack(Identity now, History before) {
        synchronized (rightsLock) {
            identity = now;
            history = before;
            decidedBy = null;
            reconsider(inside -> null);
            return !worldMissedRights;
        }
    }

    /** What is proved now, and beside it what was proved before in this session. */
    Identity provedBeside(Identity now) {
        synchronized (rightsLock) {
            return new Identity(
                    now.key(),
                    now.portableKey() == null ? identity.portableKey() : now.portableKey(),
                    now.home() == null ? identity.home() : now.home(),
                    now.fromThisMachine(),
                    now.software());
        }
    }

    /** Holding the lock. Sends the visitor away if the decision says so. */
    private Decision decide() {
        // Read before it is used: one that comes in between is another, by which this is decided anew.
        Rulebook by = services.policy().rulebook();
        decidedBy = null;
        Decision now = services.policy().decide(identity, history);
        decision = now;
        Decision.Refusal refusal = now.refusal();
        if (refusal != null) {
            sendAway(KeepingOut.close(refusal, services.clock().instant()));
            return now;
        }
        rights = rightsBy(now, services.policy().closedPlaces(identity, now.made()));
        ServerMessage.Limits changed = limitsOf(rights);
        if (!changed.equals(limits)) {
            limits = changed;
            traffic = new Traffic(changed, services.nanoClock());
            Transport transport = output;
            if (transport != null) {
                transport.limitMessages(changed.messageBytes());
            }
        }
        decidedBy = by;
        return now;
    }

    private void grant(ServerMessage.@Nullable Notice notice) {
        worldMissedRights = !isOver() && !services.world().offer(new Command.Grant(this, rights, notice));
        if (!worldMissedRights) {
            return;
        }
        Connection now;
        synchronized (connectionLock) {
            now = connection;
        }
        if (now != null) {
            now.transport().schedule(() -> {
                synchronized (rightsLock) {
                    grant(notice);
                }
            }, AGAIN);
        }
    }

    private ServerMessage.Limits limitsOf(Rights now) {
        return services.config()
                .limits()
                .of(now, services.policy().rulebook().settings().newcomers().chatPerMinute());
    }

    private static Rights rightsBy(Decision decision, Map<String, Decision.Refusal> closed) {
        return new Rights(
                decision.standing(),
                decision.permissions(),
                decision.muted(),
                decision.action().compareTo(Action.QUARANTINE) >= 0,
                closed);
    }

    /** By which a visitor's things are known: the first 16 bytes of the fingerprint, in the form of RFC 9562 section 5.8. */
    static UUID author(String fingerprint) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(fingerprint));
        long high = (bytes.getLong() & ~0xf000L) | 0x8000L;
        long low = (bytes.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low);
    }

    private boolean isOver() {
        synchronized (connectionLock) {
            return over;
        }
    }

    /**
     * Event loop. The session goes on over this connection once the world has answered; the command that makes it answer
     * follows. The connection before, if there is one, is told and closed.
     *
     * @return false when the session ended in the meantime
     */
    boolean attach(Arrival next) {
        Connection before;
        synchronized (connectionLock) {
            if (over) {
                return false;
            }
            before = connection;
            connection = next.connection();
            arrival = next;
            output = null;
            answersAwaited++;
        }
        poses.restart();
        if (before != null) {
            before.close(ErrorCode.RESUMED_ELSEWHERE,
                    "The session goes on over another connection.", "Nothing: the other one is in use now.");
        }
        return true;
    }

    /** Event loop. The command that makes the world answer could not be given. */
    void notAsked() {
        synchronized (connectionLock) {
            answersAwaited--;
        }
    }

    /** Event loop. The connection is gone. */
    AfterLoss detach(Connection gone) {
        synchronized (connectionLock) {
            if (over || connection != gone) {
                return AfterLoss.NOTHING;
            }
            connection = null;
            arrival = null;
            output = null;
            losses++;
            return welcomed ? AfterLoss.KEEP : AfterLoss.END;
        }
    }

    /** How often the connection was lost; with {@link #expire} it tells whether somebody came back in between. */
    long losses() {
        synchronized (connectionLock) {
            return losses;
        }
    }

    /** Ends the session if nobody came back since that loss; false when somebody did. */
    boolean expire(long loss) {
        synchronized (connectionLock) {
            if (over || losses != loss || connection != null) {
                return false;
            }
            over = true;
            services.policy().left(identity, name);
            return true;
        }
    }

    /** Ends the session; false when it was over already. */
    boolean end() {
        synchronized (connectionLock) {
            boolean first = !over;
            over = true;
            connection = null;
            arrival = null;
            output = null;
            if (first && welcomed) {
                services.policy().left(identity, name);
            }
            return first;
        }
    }

    @Override
    public void entered(boolean resumed, ServerMessage.You you, ServerMessage.WorldInfo world) {
        synchronized (connectionLock) {
            handle = you.handle();
            name = you.name();
            // Of several answers only the one to the newest connection counts.
            if (--answersAwaited > 0 || arrival == null) {
                return;
            }
            Arrival now = arrival;
            arrival = null;
            if (!welcomed) {
                services.policy().came(identity, name);
            }
            welcomed = true;
            Transport transport = now.connection().transport();
            transport.limitMessages(limits.messageBytes());
            SessionConfig config = services.config();
            services.outbox().send(transport, new ServerMessage.Welcome(
                    secret,
                    resumed,
                    you,
                    config.domainName(),
                    now.domainKey(),
                    now.signature(),
                    services.rules(),
                    world,
                    limits,
                    config.tickHz(),
                    services.clock().millis()));
            now.notices().forEach(notice -> services.outbox().send(transport, notice));
            output = transport;
            now.connection().welcomed();
        }
        services.metrics().sessionOpened(resumed);
    }

    @Override
    public void send(ServerMessage message) {
        switch (message) {
            case ServerMessage.Accepted accepted -> answers.answer(accepted.ref(), message, this::sendNow);
            case ServerMessage.Refused refused when refused.ref() != null ->
                    answers.answer(refused.ref(), message, this::sendNow);
            case ServerMessage.You you -> {
                name = you.name();
                sendNow(new ServerMessage.You(
                        you.handle(), name, you.standing(), you.permissions(), you.muted(), you.quarantined(), limits));
            }
            default -> sendNow(message);
        }
    }

    /** Any thread. */
    void tell(ServerMessage.Notice notice) {
        sendNow(notice);
        flush();
    }

    @Override
    public void reported(ClientMessage.Report report, Scene scene) {
        Optional<Category> category = Category.parse(report.category());
        Integer about = report.handle();
        if (category.isEmpty()) {
            send(new ServerMessage.Refused(report.ref(), ErrorCode.BAD_VALUE,
                    "category: \"%s\" (expected: one of %s)".formatted(
                            shortened(report.category()),
                            Arrays.stream(Category.values()).map(Category::text).collect(Collectors.joining(", "))),
                    "Choose the one that fits best, or other."));
        } else if (report.reason().isBlank() || report.reason().length() > MAX_REASON) {
            send(new ServerMessage.Refused(report.ref(), ErrorCode.BAD_VALUE,
                    "reason: %d characters (expected: 1 to %d)".formatted(report.reason().length(), MAX_REASON),
                    "Say in a few words what happened."));
        } else if (about != null && scene.near().stream().noneMatch(near -> near.handle() == about)) {
            send(new ServerMessage.Refused(report.ref(), ErrorCode.BAD_VALUE,
                    "handle: %d (expected: that of somebody else who is here)".formatted(about),
                    "Report without a handle when they are gone."));
        } else {
            services.blocking().execute(() -> keep(report, category.get(), scene));
        }
    }

    /** Blocks. */
    private void keep(ClientMessage.Report report, Category category, Scene scene) {
        Map<Integer, String> fingerprints = new HashMap<>();
        for (Session each : services.registry().all()) {
            each.inside().ifPresent(one -> fingerprints.put(one.handle(), one.identity().key()));
        }
        try {
            services.reports().keep(new Reports.Report(
                    identity.key(), name, report.handle(), category, report.reason(), scene, fingerprints));
            send(new ServerMessage.Accepted(report.ref(), null));
        } catch (IOException e) {
            send(new ServerMessage.Refused(report.ref(), ErrorCode.WORLD_READ_ONLY,
                    "The report could not be written to the server's disk.", "Report again in a few minutes."));
        }
        flush();
    }

    private static String shortened(String text) {
        return text.length() <= 64 ? text : text.substring(0, 64) + "…";
    }

    @Override
    public void sendReliable(ByteBuf utf8Json) {
        services.metrics().streams().otherText(utf8Json.readableBytes());
        sendShared(utf8Json);
    }

    @Override
    public void sendEntities(ByteBuf utf8Json) {
        services.metrics().streams().entities(utf8Json.readableBytes());
        sendShared(utf8Json);
    }

    private void sendShared(ByteBuf utf8Json) {
        Transport transport = output;
        if (transport == null) {
            utf8Json.release();
        } else {
            services.metrics().messageOut(MessageKinds.SHARED);
            transport.sendReliable(utf8Json);
        }
    }

    @Override
    public void sendNewest(ByteBuf webSocketFrame) {
        Transport transport = output;
        if (transport == null) {
            webSocketFrame.release();
        } else {
            services.metrics().messageOut(MessageKinds.POSE);
            transport.sendNewest(webSocketFrame);
        }
    }

    @Override
    public void sendOnce(ByteBuf webSocketFrame) {
        Transport transport = output;
        if (transport == null) {
            webSocketFrame.release();
        } else {
            services.metrics().messageOut(MessageKinds.POSE);
            transport.sendOnce(webSocketFrame);
        }
    }

    @Override
    public void flushWithTick() {
        Transport transport = output;
        if (transport != null) {
            transport.flushWithTick();
        }
    }

    /** Any thread. Hands over now what was queued there. */
    void flush() {
        Transport transport = output;
        if (transport != null) {
            transport.flush();
        }
    }

    @Override
    public long queuedBytes() {
        Transport transport = output;
        return transport == null ? 0 : transport.queuedBytes();
    }

    @Override
    public boolean takePose(QuantisedPose into) {
        return poses.take(into);
    }

    @Override
    public void end(ErrorCode code, String message, String whatToDo) {
        sendAway(new ServerMessage.Close(code, message, whatToDo, null));
    }

    /** Any thread. Ends the session with these words. */
    void sendAway(ServerMessage.Close words) {
        Connection last;
        synchronized (connectionLock) {
            last = connection;
        }
        if (end()) {
            services.registry().remove(this);
            if (last != null) {
                services.faults().fault(handle, words.code());
                last.close(words);
            }
            // The world ends whom it has forgotten or is about to; this makes sure of it.
            services.world().offer(new Command.Leave(this, "removed"));
        }
    }

    /** Any thread. Sends to the connection of now, or to nobody. */
    void sendNow(ServerMessage message) {
        Transport transport = output;
        if (transport != null) {
            services.outbox().send(transport, message);
        }
    }
}
