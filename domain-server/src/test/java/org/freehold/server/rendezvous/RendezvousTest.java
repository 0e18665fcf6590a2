// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.rendezvous;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.freehold.moderation.signed.SigningKey;
import org.freehold.server.identity.HostLink;
import org.freehold.server.meeting.PlainLine;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.transport.FakeTransport;
import org.freehold.server.transport.HttpHead;
import org.freehold.server.transport.TransportHandler;
import org.freehold.server.wire.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lines of a rendezvous without a network. */
final class RendezvousTest {
    private static final String AUTHORITY = "meet.example";
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final Instant IN_AN_HOUR = NOW.plus(TurnServers.LIFETIME);
    private static final TurnServers TURN = new TurnServers(List.of("turn:turn.example:3478"), "north");

    private final SigningKey key = SigningKey.create(new SecureRandom());
    private final List<FakeTransport> lines = new ArrayList<>();
    private long nanos;
    private int looks;
    private int bannedFrom = Integer.MAX_VALUE;

    /** One end of a line. */
    private record End(FakeTransport transport, TransportHandler handler) {
        void say(ObjectNode message) {
            ByteBuf bytes = Unpooled.copiedBuffer(message.toString(), StandardCharsets.UTF_8);
            handler.text(bytes);
            bytes.release();
        }
    }

    @AfterEach
    void noPosesHere() {
        lines.forEach(line -> assertEquals(0, line.poseFrames, "no poses here"));
    }

    @Test
    void hostThatFloodsIsSentAwayWhetherOrNotAnybodyVisits() {
        End host = registered(rendezvous(TurnServers.NONE));
        for (int i = 0; i < 900; i++) {
            host.say(PlainLine.message("gone").put("visit", "nobody"));
        }
        assertNull(host.transport().closedWith);
        for (int i = 0; i < 200; i++) {
            host.say(PlainLine.message("gone").put("visit", "nobody"));
        }
        assertEquals(ErrorCode.FLOODING, host.transport().closedWith);
    }

    @Test
    void hostMaySayTwoHundredThingsASecondForEver() {
        End host = registered(rendezvous(TurnServers.NONE));
        for (int second = 0; second < 60; second++) {
            nanos += 1_000_000_000L;
            for (int i = 0; i < 200; i++) {
                host.say(introduction().put("visit", "nobody"));
            }
        }
        assertNull(host.transport().closedWith);
    }

    @Test
    void visitThatSaysNothingGivesItsPlaceBack() {
        Rendezvous rendezvous = rendezvous(TurnServers.NONE);
        registered(rendezvous);
        End visit = visit(rendezvous);
        visit.transport().advance(Duration.ofSeconds(10));
        assertEquals(ErrorCode.VISIT_OVER, visit.transport().closedWith);
    }

    @Test
    void visitThatHasBegunStays() {
        Rendezvous rendezvous = rendezvous(TurnServers.NONE);
        End host = registered(rendezvous);
        End visit = visit(rendezvous);
        visit.say(introduction());
        host.transport().next("introduce");
        visit.transport().advance(Duration.ofSeconds(119));
        assertNull(visit.transport().closedWith);
        visit.transport().advance(Duration.ofSeconds(1));
        assertEquals(ErrorCode.VISIT_OVER, visit.transport().closedWith);
    }

    @Test
    void littleWaitsForAVisitorWhoDoesNotReadAndMoreForAHost() {
        Rendezvous rendezvous = rendezvous(TurnServers.NONE);
        End host = registered(rendezvous);
        End visit = visit(rendezvous);
        host.transport().queuedBytes = 100_000;
        visit.say(introduction());
        String id = host.transport().next("introduce").path("visit").asText();
        visit.transport().queuedBytes = 100_000;
        host.say(introduction().put("visit", id));
        assertEquals(ErrorCode.SLOW_READER, visit.transport().closedWith);
        assertNull(host.transport().closedWith);
    }

    @Test
    void hostThatIsBannedWhileItRegistersIsNotTaken() {
        bannedFrom = 1;
        Rendezvous rendezvous = rendezvous(TurnServers.NONE);
        End host = registered(rendezvous);
        assertEquals(ErrorCode.BANNED, host.transport().closedWith);
        assertEquals(0, rendezvous.hostCount());
    }

    @Test
    void hostIsGivenNewPasswordsBeforeTheOldOnesEnd() {
        End host = registered(rendezvous(TURN));
        host.transport().advance(Duration.ofMinutes(30));
        assertEquals(IN_AN_HOUR.toEpochMilli(), host.transport().next("servers").path("expires").asLong());
        host.transport().advance(Duration.ofMinutes(30));
        host.transport().next("servers");
        host.handler().closed();
        host.transport().advance(Duration.ofHours(1));
    }

    @Test
    void visitorIsToldOfTheEarlierEndOfBothPasswords() {
        assertEquals(IN_AN_HOUR.toEpochMilli(), expiresBesides(TURN, IN_AN_HOUR.plusSeconds(60)));
        assertEquals(NOW.plusSeconds(60).toEpochMilli(), expiresBesides(TURN, NOW.plusSeconds(60)));
        assertEquals(NOW.plusSeconds(60).toEpochMilli(), expiresBesides(TurnServers.NONE, NOW.plusSeconds(60)));
    }

    @Test
    void timeOfAHostThatIsNoneIsRefused() {
        End host = registered(rendezvous(TurnServers.NONE));
        host.say(servers().put("expires", "tomorrow"));
        assertEquals(ErrorCode.BAD_VALUE, host.transport().closedWith);
    }

    private long expiresBesides(TurnServers ofRendezvous, Instant ofHost) {
        Rendezvous rendezvous = rendezvous(ofRendezvous);
        End host = registered(rendezvous);
        host.say(servers().put("expires", ofHost.toEpochMilli()));
        assertNull(host.transport().closedWith);
        FakeTransport visit = line();
        at(rendezvous, visitPath(), visit);
        ObjectNode greeting = visit.next("host");
        assertTrue(greeting.path("iceServers").toString().contains("turn:home.example"), greeting.toString());
        return greeting.path("expires").asLong();
    }

    private static ObjectNode servers() {
        ObjectNode message = PlainLine.message("servers");
        message.putArray("iceServers").addObject().put("username", "1:x").put("credential", "y").putArray("urls")
                .add("turn:home.example:3478");
        return message;
    }

    private Rendezvous rendezvous(TurnServers turn) {
        return new Rendezvous(
                RendezvousConfig.of(10), () -> 0, turn, (_, _) -> true,
                _ -> looks++ >= bannedFrom ? Optional.of("Not here.") : Optional.empty(),
                "test", new Metrics(), () -> NOW, () -> nanos, new SecureRandom());
    }

    private End registered(Rendezvous rendezvous) {
        FakeTransport transport = line();
        End host = new End(transport, at(rendezvous, Rendezvous.HOST_PATH, transport));
        String nonce = transport.next("challenge").path("nonce").asText();
        host.say(PlainLine.registration(AUTHORITY, nonce, key, "Harbour", NOW.toEpochMilli(), null));
        transport.next("registered");
        return host;
    }

    private End visit(Rendezvous rendezvous) {
        FakeTransport transport = line();
        End visit = new End(transport, at(rendezvous, visitPath(), transport));
        transport.next("host");
        return visit;
    }

    private String visitPath() {
        return Rendezvous.VISIT_PATH + HostLink.keyPart(key.publicKey());
    }

    private FakeTransport line() {
        FakeTransport line = new FakeTransport();
        lines.add(line);
        return line;
    }

    private static TransportHandler at(Rendezvous rendezvous, String path, FakeTransport transport) {
        DefaultHttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path);
        request.headers().set(HttpHeaderNames.HOST, AUTHORITY);
        HttpHead head = new HttpHead(request, transport.remote(), null, false);
        return Objects.requireNonNull(rendezvous.at(head)).handlers().open(transport);
    }

    private static ObjectNode introduction() {
        ObjectNode message = PlainLine.message("introduce");
        message.set("introduction", JsonNodeFactory.instance.objectNode().put("type", "offer"));
        return message;
    }
}
