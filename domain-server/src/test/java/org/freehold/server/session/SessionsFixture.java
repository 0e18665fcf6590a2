// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.freehold.server.identity.DomainKeys;
import org.freehold.server.identity.IdentityException;
import org.freehold.server.identity.OwnerClaim;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.transport.FakeTransport;
import org.freehold.server.transport.TransportHandler;

/** Sessions of a domain whose world, clock, disk and network are the test's. */
final class SessionsFixture {
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    final FakeWorld world = new FakeWorld();
    final FakeVisits visits = new FakeVisits();
    final AccessPolicy policy;
    final FakeOwners owners;
    final Map<String, HomeVouches.Answer> homes = new HashMap<>();
    final List<Reports.Report> reports = new ArrayList<>();
    final Metrics metrics = new Metrics();
    final OwnerClaim claim;
    final DomainKeys keys;
    final Sessions sessions;
    final Queue<Runnable> blocking = new ArrayDeque<>();
    Instant now = NOW;
    long nanos;

    SessionsFixture(Path folder) throws IdentityException {
        this(folder, new SessionConfig("Harbour", "freehold/test", "Be kind.", 30, 10, 5), true);
    }

    SessionsFixture(Path folder, SessionConfig config, boolean localMayBuild) throws IdentityException {
        SecureRandom random = new SecureRandom();
        keys = DomainKeys.open(folder, random);
        policy = new AccessPolicy(FakeVisits.rulebook(localMayBuild), visits, () -> now);
        owners = new FakeOwners(policy);
        claim = OwnerClaim.open(folder, owners, random);
        sessions = new Sessions(
                config,
                keys,
                claim,
                policy,
                reports::add,
                (vouch, _) -> homes.getOrDefault(vouch,
                        new HomeVouches.Unfit("vouch: unknown", "Ask your home again.")),
                world,
                metrics,
                () -> now,
                () -> nanos,
                random,
                blocking::add);
    }

    void advance(Duration time) {
        nanos += time.toNanos();
    }

    /** Everything that the metrics show. */
    String metricsText() {
        var out = new ByteArrayOutputStream();
        try {
            metrics.writeText(out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** A connection of somebody from elsewhere, to whom the server has said hello. */
    Line connect() {
        return connect(false);
    }

    Line connect(boolean fromThisMachine) {
        FakeTransport transport = new FakeTransport();
        transport.fromThisMachine = fromThisMachine;
        return new Line(transport, sessions.open(transport));
    }

    /** A visitor who is in the world, after welcome. */
    Line enter(TestVisitor visitor, boolean fromThisMachine, int handle) {
        Line line = connect(fromThisMachine);
        line.say(visitor.hello(line.network.next("hello")));
        world.letIn(handle);
        return line;
    }

    /** Both ends of one connection. */
    record Line(FakeTransport network, TransportHandler handler) {

        void say(JsonNode message) {
            say(message.toString());
        }

        void say(String text) {
            ByteBuf bytes = Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
            handler.text(bytes);
            bytes.release();
        }

        void sendBinary(byte[] frame) {
            handler.binary(Unpooled.wrappedBuffer(frame));
        }

        void breakOff() {
            handler.closed();
        }
    }
}
