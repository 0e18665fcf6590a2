// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import java.time.Duration;
import org.freehold.server.identity.IdentityException;
import org.freehold.server.session.SessionsFixture.Line;
import org.freehold.server.transport.NoLeaks;
import org.freehold.server.wire.AvatarPose;
import org.freehold.server.wire.ErrorCode;
import org.freehold.server.wire.PoseCodec;
import org.freehold.server.wire.QuantisedPose;
import org.freehold.server.wire.ServerMessage;
import org.freehold.server.world.Command;
import org.freehold.server.world.VisitorLink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a visitor in the world may send, and how much (docs/protocol.md sections 5 to 7, 9 and 10). */
@ExtendWith(NoLeaks.class)
final class LiveTest {
    private static final String CHAT = "{\"type\":\"chat\",\"ref\":%d,\"text\":\"hi\"}";
    private static final String NAME = "{\"type\":\"name\",\"ref\":%d,\"name\":\"Ann\"}";
    private static final String DELETE =
            "{\"type\":\"delete\",\"ref\":%d,\"id\":\"{12345678-1234-1234-1234-123456789abc}\"}";
    private static final String PING = "{\"type\":\"ping\",\"ref\":%d}";

    @TempDir
    private Path folder;

    private SessionsFixture domain;
    private Line visitor;
    private Line builder;

    @BeforeEach
    void enter() throws IdentityException {
        domain = new SessionsFixture(folder);
        visitor = domain.enter(new TestVisitor(), false, 1);
        visitor.network().next("welcome");
        builder = domain.enter(new TestVisitor(), true, 2);
        builder.network().next("welcome");
    }

    @Test
    void requestsGoToTheWorldAndAnswersComeBack() {
        visitor.say(CHAT.formatted(5));
        Command.Ask ask = domain.world.next(Command.Ask.class);
        assertEquals(5, ask.request().ref());
        ask.link().send(new ServerMessage.Accepted(5, null));
        assertEquals(5, visitor.network().next("accepted").path("ref").asInt());
    }

    @Test
    void answersKeepTheOrderOfTheRequests() {
        builder.say(DELETE.formatted(1));
        builder.say(CHAT.formatted(2));
        builder.say("{\"type\":\"chat\",\"ref\":3}");
        Command.Ask first = domain.world.next(Command.Ask.class);
        Command.Ask second = domain.world.next(Command.Ask.class);
        second.link().send(new ServerMessage.Accepted(2, null));
        assertTrue(builder.network().isSilent());
        first.link().send(new ServerMessage.Accepted(1, null));
        assertEquals(1, builder.network().next("accepted").path("ref").asInt());
        assertEquals(2, builder.network().next("accepted").path("ref").asInt());
        assertEquals(3, builder.network().next("refused").path("ref").asInt());
    }

    @Test
    void anEditThatWasTakenBackIsRefusedAfterAll() {
        builder.say(DELETE.formatted(1));
        VisitorLink link = domain.world.next(Command.Ask.class).link();
        link.send(new ServerMessage.Accepted(1, null));
        builder.network().next("accepted");
        link.send(new ServerMessage.Refused(1L, ErrorCode.WORLD_READ_ONLY, "The disk is full.", "Wait."));
        assertEquals("world-read-only", builder.network().next("refused").path("code").asText());
    }

    @Test
    void aRefBelowTheLastIsRefused() {
        visitor.say(CHAT.formatted(5));
        domain.world.next(Command.Ask.class);
        visitor.say(CHAT.formatted(4));
        JsonNode refused = visitor.network().next("refused");
        assertEquals("bad-value", refused.path("code").asText());
        assertEquals("ref: 4 (expected: more than the last, 5)", refused.path("message").asText());
        assertTrue(domain.world.isIdle());
    }

    @Test
    void theAnswersToThousandRefsAreRemembered() {
        for (int ref = 1; ref <= 1100; ref++) {
            builder.say(DELETE.formatted(ref));
            domain.world.next(Command.Ask.class).link().send(new ServerMessage.Accepted(ref, null));
            builder.network().next("accepted");
        }
        builder.say(DELETE.formatted(77));
        assertEquals(77, builder.network().next("accepted").path("ref").asInt());
        builder.say(DELETE.formatted(76));
        assertEquals("bad-value", builder.network().next("refused").path("code").asText());
        assertTrue(domain.world.isIdle());
    }

    @Test
    void unreadableMessagesAreRefusedAndTheSessionGoesOn() {
        visitor.say("{{{");
        JsonNode refused = visitor.network().next("refused");
        assertEquals("not-json", refused.path("code").asText());
        assertTrue(refused.path("ref").isNull());
        visitor.say("{\"type\":\"dance\",\"ref\":1}");
        assertEquals("unknown-type", visitor.network().next("refused").path("code").asText());
        visitor.say(PING.formatted(9));
        assertEquals(9, visitor.network().next("pong").path("ref").asInt());
    }

    @Test
    void aSecondHelloIsRefused() {
        Line other = domain.connect();
        visitor.say(new TestVisitor().hello(other.network().next("hello")));
        assertEquals("bad-value", visitor.network().next("refused").path("code").asText());
    }

    @Test
    void pingIsAnsweredWithTheTime() {
        visitor.say(PING.formatted(3));
        JsonNode pong = visitor.network().next("pong");
        assertEquals(SessionsFixture.NOW.toEpochMilli(), pong.path("time").asLong());
    }

    @Test
    void leavingEndsTheSessionAtOnce() {
        visitor.say("{\"type\":\"leave\"}");
        assertEquals("left", domain.world.next(Command.Leave.class).why());
        assertTrue(visitor.network().finished);
        visitor.breakOff();
        visitor.network().advance(Duration.ofMinutes(1));
        assertTrue(domain.world.isIdle());
        assertEquals(1, domain.sessions.count());
    }

    @Test
    void aMessageThatIsTooLargeEndsTheSession() {
        visitor.handler().tooLarge(20_000, 16_384);
        assertEquals("too-large", visitor.network().next("close").path("code").asText());
        visitor.breakOff();
        assertEquals("removed", domain.world.next(Command.Leave.class).why());
    }

    @Test
    void aNewcomerMayChatTenTimesAtOnceAndTenTimesAMinute() {
        for (int ref = 1; ref <= 10; ref++) {
            visitor.say(CHAT.formatted(ref));
            domain.world.next(Command.Ask.class).link().send(new ServerMessage.Accepted(ref, null));
            visitor.network().next("accepted");
        }
        visitor.say(CHAT.formatted(11));
        assertEquals("too-fast", visitor.network().next("refused").path("code").asText());
        domain.advance(Duration.ofSeconds(6));
        visitor.say(CHAT.formatted(12));
        domain.world.next(Command.Ask.class);
    }

    @Test
    void namesCannotBeChangedByTheDozen() {
        for (int ref = 1; ref <= 5; ref++) {
            visitor.say(NAME.formatted(ref));
            domain.world.next(Command.Ask.class).link().send(new ServerMessage.Accepted(ref, null));
            visitor.network().next("accepted");
        }
        visitor.say(NAME.formatted(6));
        assertEquals("too-fast", visitor.network().next("refused").path("code").asText());
    }

    @Test
    void friendsCannotBeNamedByTheDozen() {
        for (int ref = 1; ref <= 5; ref++) {
            visitor.say("{\"type\":\"friends\",\"ref\":%d,\"handles\":[7]}".formatted(ref));
            domain.world.next(Command.Ask.class).link().send(new ServerMessage.Accepted(ref, null));
            visitor.network().next("accepted");
        }
        visitor.say("{\"type\":\"friends\",\"ref\":6,\"handles\":[]}");
        assertEquals("too-fast", visitor.network().next("refused").path("code").asText());
    }

    @Test
    void editsOfVisitorsAreForTheWorldToRefuse() {
        visitor.say(DELETE.formatted(1));
        domain.world.next(Command.Ask.class);
    }

    @Test
    void editsAreLimitedToTwoSecondsWorthAtOnce() {
        for (int ref = 1; ref <= 4000; ref++) {
            builder.say(DELETE.formatted(ref));
            domain.world.next(Command.Ask.class).link().send(new ServerMessage.Accepted(ref, null));
            builder.network().next("accepted");
        }
        builder.say(DELETE.formatted(4001));
        JsonNode refused = builder.network().next("refused");
        assertEquals("too-fast", refused.path("code").asText());
        assertEquals("edits: more than 2000 a second", refused.path("message").asText());
    }

    @Test
    void onlyAThousandEditsMayBeUnderWay() {
        for (int ref = 1; ref <= 1000; ref++) {
            builder.say(DELETE.formatted(ref));
        }
        VisitorLink link = domain.world.next(Command.Ask.class).link();
        builder.say(DELETE.formatted(1001));
        assertTrue(builder.network().isSilent(), "its refusal waits for the answers before it");
        for (int ref = 1; ref <= 1000; ref++) {
            link.send(new ServerMessage.Accepted(ref, null));
            builder.network().next("accepted");
        }
        assertEquals("too-many-in-flight", builder.network().next("refused").path("code").asText());
    }

    @Test
    void aBusyWorldMeansTooFast() {
        domain.world.full = true;
        visitor.say(CHAT.formatted(1));
        assertEquals("too-fast", visitor.network().next("refused").path("code").asText());
    }

    @Test
    void floodingEndsTheSession() {
        int sent = 0;
        while (visitor.network().closedWith == null && sent < 10_000) {
            visitor.say(PING.formatted(1));
            sent++;
        }
        assertEquals(ErrorCode.FLOODING, visitor.network().closedWith);
        assertEquals(424, sent, "ten times 21 messages a second and 10 a minute, for two seconds");
        assertEquals("removed", domain.world.next(Command.Leave.class).why());
        assertEquals(1, domain.sessions.count());
    }

    @Test
    void floodingWithBytesEndsTheSession() {
        String large = "{\"type\":\"chat\",\"ref\":1,\"text\":\"" + "a".repeat(16_000) + "\"}";
        int sent = 0;
        while (visitor.network().closedWith == null && sent < 10_000) {
            visitor.say(large);
            sent++;
        }
        assertEquals(ErrorCode.FLOODING, visitor.network().closedWith);
        assertTrue(sent > 40 && sent < 100, "after " + sent);
    }

    @Test
    void theNewestPoseWins() {
        visitor.say(CHAT.formatted(1));
        VisitorLink link = domain.world.next(Command.Ask.class).link();
        QuantisedPose taken = new QuantisedPose();
        assertFalse(link.takePose(taken));
        pose(visitor, 1);
        pose(visitor, 3);
        pose(visitor, 2);
        assertTrue(link.takePose(taken));
        assertEquals(3, taken.sequence);
        assertFalse(link.takePose(taken));
        assertIgnored("old", 1);
    }

    @Test
    void aJumpIsNotLostWithThePoseThatANewerOneReplaces() {
        visitor.say(CHAT.formatted(1));
        VisitorLink link = domain.world.next(Command.Ask.class).link();
        pose(visitor, 1, AvatarPose.JUMPED);
        pose(visitor, 2);
        QuantisedPose taken = new QuantisedPose();
        assertTrue(link.takePose(taken));
        assertEquals(2, taken.sequence);
        assertEquals(AvatarPose.UPRIGHT | AvatarPose.JUMPED, taken.flags);
        pose(visitor, 3);
        assertTrue(link.takePose(taken));
        assertEquals(AvatarPose.UPRIGHT, taken.flags);
    }

    @Test
    void theSequenceOfPosesWrapsAround() {
        visitor.say(CHAT.formatted(1));
        VisitorLink link = domain.world.next(Command.Ask.class).link();
        pose(visitor, 65_535);
        pose(visitor, 0);
        QuantisedPose taken = new QuantisedPose();
        assertTrue(link.takePose(taken));
        assertEquals(0, taken.sequence);
    }

    @Test
    void posesThatAreNoneAreCountedAndIgnored() {
        visitor.sendBinary(new byte[0]);
        visitor.sendBinary(ByteBufUtil.decodeHexDump("01ff0001"));
        assertIgnored("malformed", 2);
        assertNull(visitor.network().closedWith);
    }

    @Test
    void posesBeyondTheRateAreIgnoredAndFarBeyondEndTheSession() {
        for (int i = 1; i <= 61; i++) {
            pose(visitor, i);
        }
        assertIgnored("too_many", 1);
        for (int i = 62; i <= 1201; i++) {
            pose(visitor, i);
        }
        assertEquals(ErrorCode.FLOODING, visitor.network().closedWith);
    }

    @Test
    void whatTheWorldSharesGoesOutAndIsReleasedWhenNobodyIsThere() {
        visitor.say(CHAT.formatted(1));
        VisitorLink link = domain.world.next(Command.Ask.class).link();
        link.sendNewest(Unpooled.buffer(8).writeZero(8));
        assertEquals(1, visitor.network().poseFrames);
        visitor.breakOff();
        ByteBuf json = Unpooled.copiedBuffer(new byte[] {'{', '}'});
        ByteBuf frame = Unpooled.buffer(8).writeZero(8);
        link.sendReliable(json);
        link.sendNewest(frame);
        assertEquals(0, json.refCnt());
        assertEquals(0, frame.refCnt());
        assertEquals(0, link.queuedBytes());
    }

    private void assertIgnored(String reason, int times) {
        String line = "freehold_poses_ignored_total{reason=\"%s\"} %d.0".formatted(reason, times);
        assertTrue(domain.metricsText().contains(line), domain.metricsText());
    }

    private static void pose(Line line, int sequence) {
        pose(line, sequence, 0);
    }

    private static void pose(Line line, int sequence, int flags) {
        ByteBuf frame = Unpooled.buffer(32);
        PoseCodec.writeAvatarPose(
                new AvatarPose(AvatarPose.UPRIGHT | flags, sequence, 1, 2, 3, 0, 0, 0, 1, 0, 0, 0), frame);
        line.handler().binary(frame);
        frame.release();
    }
}
