// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.time.Instant;
import org.freehold.moderation.Decision;
import org.freehold.moderation.Identity;
import org.freehold.moderation.Thumbprint;
import org.freehold.moderation.signed.Ed25519;
import org.freehold.moderation.signed.Signer;
import org.freehold.server.identity.Statements;
import org.freehold.server.metrics.Metrics.FailedHandshake;
import org.freehold.server.transport.Transport;
import org.freehold.server.wire.ClientMessage;
import org.freehold.server.wire.ErrorCode;
import org.freehold.server.wire.MessageReader;
import org.freehold.server.wire.ServerMessage;

/**
 * The first state: the server has said hello, and a stranger has ten seconds to say who he is (docs/protocol.md section 3).
 * Faults of strangers are counted and never logged.
 */
final class AwaitingHello implements ConnectionState {
    private static final int RETRY_SECONDS = 5;

    private final Services services;
    private final Connection connection;
    /** Of this connection, also when the domain changes its key meanwhile. */
    private final Signer domainKey;
    private final String nonce;

    AwaitingHello(Services services, Connection connection) {
        this.services = services;
        this.connection = connection;
        this.domainKey = services.domainKeys().current();
        this.nonce = services.secret();
    }

    void begin() {
        SessionConfig config = services.config();
        Transport transport = connection.transport();
        services.outbox().send(transport, new ServerMessage.Hello(
                nonce, config.domainName(), domainKey.publicKey(), config.software()));
        transport.flush();
        transport.schedule(this::giveUp, SessionConfig.HELLO_TIME);
    }

    private void giveUp() {
        if (connection.isIn(this)) {
            services.metrics().handshakeFailed(FailedHandshake.HELLO_TIMEOUT);
            connection.become(new Ended());
            connection.transport().abort();
        }
    }

    @Override
    public void text(ByteBuf utf8) {
        switch (MessageReader.read(utf8)) {
            case MessageReader.Unreadable fault -> {
                services.metrics().messageIn(MessageKinds.UNREADABLE);
                connection.close(fault.code(), fault.message(), fault.whatToDo());
            }
            case MessageReader.Read(ClientMessage.Hello hello) -> {
                services.metrics().messageIn(MessageKinds.of(hello));
                check(hello);
            }
            case MessageReader.Read(ClientMessage other) -> {
                services.metrics().messageIn(MessageKinds.of(other));
                connection.close(ErrorCode.BAD_VALUE,
                        "type: \"%s\" (expected: \"hello\")".formatted(MessageKinds.of(other)),
                        "Say hello first, and wait for welcome.");
            }
        }
    }

    private void check(ClientMessage.Hello hello) {
        if (hello.protocol() != MessageReader.PROTOCOL) {
            connection.close(ErrorCode.PROTOCOL_VERSION,
                    "protocol: %d (expected: %d)".formatted(hello.protocol(), MessageReader.PROTOCOL),
                    "Use a client that speaks version %d.".formatted(MessageReader.PROTOCOL));
            return;
        }
        if (services.refusedKeys().contains(hello.key(), services.policy().rulebook())) {
            connection.close(ErrorCode.BANNED, "This key was turned away a moment ago, and the reason was said then.",
                    "Do not try again and again.", (int) RefusedKeys.KEPT.toSeconds());
            return;
        }
        if (!Ed25519.isKey(hello.key())) {
            connection.close(ErrorCode.BAD_VALUE,
                    "key: not an Ed25519 public key (expected: 32 bytes as base64url without padding)",
                    "Send the public key of the visitor.");
            return;
        }
        Instant now = services.clock().instant();
        Instant said = Instant.ofEpochMilli(hello.timeMillis());
        if (Duration.between(now, said).abs().compareTo(SessionConfig.CLOCK_TOLERANCE) > 0) {
            connection.close(ErrorCode.CLOCK,
                    "time: it is %s by the clock of the client and %s by the clock of the domain (expected: at most %d minutes apart)"
                            .formatted(said, now, SessionConfig.CLOCK_TOLERANCE.toMinutes()),
                    "Set the clock of your device; if it is right, the domain's owner has to set the clock here.");
            return;
        }
        if (!mayBeChecked(hello)) {
            turnAway(hello);
            return;
        }
        byte[] statement = Statements.visitor(
                domainKey.publicKey(), services.config().domainName(), nonce, hello.key(), hello.timeMillis());
        if (!Ed25519.verify(hello.key(), statement, hello.signature())) {
            connection.close(ErrorCode.BAD_SIGNATURE,
                    "signature: does not fit the key, the nonce, the name and the time of this hello",
                    "Sign the six lines of the visitor statement, exactly as received, with the visitor's key.");
            return;
        }
        if (provesPortableKey(hello)) {
            goOn(hello);
        } else {
            connection.close(ErrorCode.BAD_SIGNATURE,
                    "portable: the signature does not fit the portable key, the key, the nonce and the name of this hello",
                    "Sign the six lines of the portable statement with the portable key, or leave it out.");
        }
    }

    /** Who is on the machine itself does not wait: that is nobody whom strangers could be. */
    private boolean mayBeChecked(ClientMessage.Hello hello) {
        Transport transport = connection.transport();
        return transport.isFromThisMachine()
                || services.proofs().take(transport.remote(), services.policy().isKnown(Thumbprint.of(hello.key())));
    }

    /** Without a proof, and so without what is only for the holder of the key. */
    private void turnAway(ClientMessage.Hello hello) {
        services.metrics().handshakeFailed(FailedHandshake.BUSY);
        Decision.Refusal refusal =
                services.policy().decide(Identity.ofKey(Thumbprint.of(hello.key()))).refusal();
        if (refusal != null && refusal.code().equals(ErrorCode.BANNED.code())) {
            connection.close(ErrorCode.BANNED, "This key is not let in. Too many knock now for the reason to be said.",
                    "Ask again in a while.", (int) RefusedKeys.KEPT.toSeconds());
        } else {
            connection.close(ErrorCode.BUSY, "More people knock than can be looked at.", "Try again in a moment.",
                    RETRY_SECONDS);
        }
    }

    /** True also for whoever shows none. */
    private boolean provesPortableKey(ClientMessage.Hello hello) {
        ClientMessage.Portable portable = hello.portable();
        if (portable == null) {
            return true;
        }
        byte[] statement = Statements.portable(
                domainKey.publicKey(), services.config().domainName(), nonce, hello.key(), portable.key());
        return Ed25519.verify(portable.key(), statement, portable.signature());
    }

    /**
     * Binds the domain to the visitor if he holds its secret, which waits for the disk, and hears what his home says, which waits for
     * the network: on another thread.
     */
    private void goOn(ClientMessage.Hello hello) {
        EnteringWorld next = new EnteringWorld(services, connection, domainKey, hello);
        connection.become(next);
        String claim = hello.claim();
        String vouch = hello.vouch();
        String good = claim != null && services.ownerClaim().matches(claim) ? claim : null;
        EnteringWorld.Claim atOnce = claim == null ? EnteringWorld.Claim.NONE : EnteringWorld.Claim.BAD;
        if (good == null && vouch == null) {
            next.begin(atOnce);
            return;
        }
        services.blocking().execute(() -> {
            HomeVouches.Answer home = vouch == null ? null : services.homes().check(vouch, Thumbprint.of(hello.key()));
            EnteringWorld.Claim outcome = good == null ? atOnce : next.claim(good);
            connection.transport().schedule(() -> next.begin(outcome, home), Duration.ZERO);
        });
    }

    @Override
    public void binary(ByteBuf frame) {
        connection.close(ErrorCode.NOT_JSON,
                "a binary message of %d bytes (expected: hello, as JSON in a text message)"
                        .formatted(frame.readableBytes()),
                "Say hello first, and wait for welcome.");
    }

    @Override
    public void lost() {
        services.metrics().handshakeFailed(FailedHandshake.GONE);
    }
}
