// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.freehold.moderation.Decision;
import org.freehold.moderation.Identity;
import org.freehold.moderation.Permission;
import org.freehold.moderation.Thumbprint;
import org.freehold.moderation.admission.History;
import org.freehold.moderation.admission.Rulebook;
import org.freehold.moderation.signed.Signer;
import org.freehold.server.entity.Vec3;
import org.freehold.server.identity.Statements;
import org.freehold.server.metrics.Metrics.IgnoredPose;
import org.freehold.server.wire.ClientMessage;
import org.freehold.server.wire.ErrorCode;
import org.freehold.server.wire.ServerMessage;
import org.freehold.server.world.Command;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The second state: the visitor proved the key, and the world is asked to let him in or go on. */
final class EnteringWorld implements ConnectionState {
    private static final Logger LOG = LoggerFactory.getLogger(EnteringWorld.class);
    private static final int MAX_SOFTWARE = 64;
    private static final int RETRY_FULL_SECONDS = 60;
    private static final int RETRY_BUSY_SECONDS = 5;

    /** What became of the owner's secret in hello. */
    enum Claim {
        NONE,
        BAD,
        GOOD,
        FAILED
    }

    private final Services services;
    private final Connection connection;
    private final Signer domainKey;
    private final ClientMessage.Hello hello;
    private @Nullable Session session;

    /**
     * For a visitor.
     *
     * @param domainKey that the visitor was greeted with
     * @param hello whose signatures are right
     */
    EnteringWorld(Services services, Connection connection, Signer domainKey, ClientMessage.Hello hello) {
        this.services = services;
        this.connection = connection;
        this.domainKey = domainKey;
        this.hello = hello;
    }

    /** Lets the visitor in without waiting for anything. */
    void begin(Claim claim) {
        begin(claim, null);
    }

    /** Blocks; on a thread for that. */
    Claim claim(String secret) {
        try {
            return services.ownerClaim().claim(secret, hello.key()) ? Claim.GOOD : Claim.BAD;
        } catch (RuntimeException e) {
            LOG.error("The domain was claimed, and its owner could not be stored; the link can be used again", e);
            return Claim.FAILED;
        }
    }

    /** Lets the visitor in, or says what is wrong with the home's word; {@code home}: null for none. */
    void begin(Claim claim, HomeVouches.@Nullable Answer home) {
        if (!connection.isIn(this)) {
            return; // gone while the claim was stored
        }
        switch (home) {
            case null -> letIn(claim, identity(null));
            case HomeVouches.Vouched(Identity.Home vouching) -> letIn(claim, identity(vouching));
            case HomeVouches.Unfit unfit -> connection.close(ErrorCode.BAD_VOUCH, unfit.why(), unfit.whatToDo());
        }
    }

    private void letIn(Claim claim, Identity shown) {
        Rulebook rulebook = services.policy().rulebook();
        Session before = sessionBefore();
        // What is good for one use, as a home's word is, was shown when the session began and holds for all of it.
        Identity identity = before == null ? shown : before.provedBeside(shown);
        History history = services.policy().historyOf(identity);
        Decision decision = services.policy().decide(identity, history);
        Decision.Refusal refusal = decision.refusal();
        if (refusal != null) {
            keepOut(refusal);
            if (refusal.code().equals(ErrorCode.BANNED.code())) {
                services.refusedKeys().add(hello.key(), rulebook, refusal.until());
            }
            return;
        }
        // Signing costs as much as all before: only for whoever may come in.
        String signature = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(domainKey.sign(Statements.domain(
                        domainKey.publicKey(), services.config().domainName(), hello.nonce(), hello.key())));
        Session.Arrival arrival =
                new Session.Arrival(connection, domainKey.publicKey(), signature, notices(claim, decision));
        if (before == null || !resume(arrival, before, identity, history)) {
            enter(arrival, new Session(services, services.secret(), hello.key(), identity, history, decision));
        }
    }

    /** What the visitor has proved. */
    private Identity identity(Identity.@Nullable Home home) {
        String software = hello.software();
        ClientMessage.Portable portable = hello.portable();
        return new Identity(
                Thumbprint.of(hello.key()),
                portable == null ? null : Thumbprint.of(portable.key()),
                home,
                connection.transport().isFromThisMachine(),
                software == null || software.length() <= MAX_SOFTWARE ? software : software.substring(0, MAX_SOFTWARE));
    }

    private void keepOut(Decision.Refusal refusal) {
        connection.close(KeepingOut.close(refusal, services.clock().instant()));
    }

    private @Nullable Session sessionBefore() {
        ClientMessage.Resume asked = hello.resume();
        return asked == null ? null : services.registry().find(asked.session(), hello.key());
    }

    private boolean resume(Session.Arrival arrival, Session found, Identity identity, History history) {
        ClientMessage.Resume asked = hello.resume();
        if (asked == null || !found.attach(arrival)) {
            return false;
        }
        session = found;
        if (!found.comeBack(identity, history)) {
            busy(found);
            return true;
        }
        if (!services.world().offer(new Command.Resume(found, asked.chat()))) {
            busy(found);
        }
        return true;
    }

    private void enter(Session.Arrival arrival, Session created) {
        int people = services.registry().size();
        if (people >= services.capacity() && !created.rights().may(Permission.EXCEED_CAPACITY)) {
            connection.close(ErrorCode.DOMAIN_FULL,
                    "people: %d (expected: at most %d)".formatted(people + 1, services.capacity()),
                    "Try again later.", RETRY_FULL_SECONDS);
            return;
        }
        Optional<Decision.Refusal> wait = created.mustWait();
        if (wait.isPresent()) {
            keepOut(wait.get());
            return;
        }
        session = created;
        services.registry().add(created);
        created.attach(arrival);
        double[] position = hello.position();
        boolean asked = created.enter(
                hello.name(),
                position == null ? null : new Vec3(position[0], position[1], position[2]),
                hello.everything());
        if (!asked) {
            busy(created);
        }
    }

    private void busy(Session notAsked) {
        notAsked.notAsked();
        connection.close(ErrorCode.DOMAIN_FULL,
                "The world has more to do than it can at the moment.", "Try again in a few seconds.",
                RETRY_BUSY_SECONDS);
    }

    private static List<ServerMessage.Notice> notices(Claim claim, Decision decision) {
        var notices = new ArrayList<ServerMessage.Notice>(2);
        decision.warnings().forEach(warning -> notices.add(Notices.of(warning)));
        switch (claim) {
            case NONE -> {
                // nothing to tell
            }
            case GOOD -> notices.add(new ServerMessage.Notice(
                    "claimed", false, "This domain is yours now: it knows you by the key in this browser."));
            case BAD -> notices.add(new ServerMessage.Notice(
                    "bad-claim", true, "The owner link is wrong or was used before. You are a visitor here."));
            case FAILED -> notices.add(new ServerMessage.Notice(
                    "bad-claim", true,
                    "The owner could not be stored. Look at the server's log, then use the link again."));
        }
        return notices;
    }

    @Override
    public void text(ByteBuf utf8) {
        Live live = whenWelcomed();
        if (live != null) {
            live.text(utf8);
        } else {
            connection.close(ErrorCode.BAD_VALUE,
                    "a message before welcome (expected: nothing between hello and welcome)", "Wait for welcome.");
        }
    }

    @Override
    public void binary(ByteBuf frame) {
        Live live = whenWelcomed();
        if (live != null) {
            live.binary(frame);
        } else {
            services.metrics().poseIgnored(IgnoredPose.NOT_ENTERED);
        }
    }

    /** The world answers on its own thread; what comes after that is for the next state. */
    private @Nullable Live whenWelcomed() {
        Session entered = session;
        if (entered == null || !connection.isWelcomed()) {
            return null;
        }
        Live live = new Live(services, connection, entered);
        connection.become(live);
        return live;
    }

    @Override
    public void lost() {
        if (session != null) {
            Departure.lost(services, connection, session);
        }
    }
}
