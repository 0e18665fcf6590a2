// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import org.freehold.moderation.Permission;
import org.freehold.server.identity.IdentityException;
import org.freehold.server.session.SessionsFixture.Line;
import org.freehold.server.transport.NoLeaks;
import org.freehold.server.wire.ErrorCode;
import org.freehold.server.wire.ServerMessage;
import org.freehold.server.world.Command;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Broken lines and coming back (docs/protocol.md section 8). */
@ExtendWith(NoLeaks.class)
final class ResumeTest {
    private static final String CHAT = "{\"type\":\"chat\",\"ref\":%d,\"text\":\"hi\"}";

    @TempDir
    private Path folder;

    private final TestVisitor visitor = new TestVisitor();
    private SessionsFixture domain;
    private Line line;
    private String session = "";

    @BeforeEach
    void enter() throws IdentityException {
        domain = new SessionsFixture(folder);
        line = domain.enter(visitor, false, 7);
        session = line.network().next("welcome").path("session").asText();
    }

    @Test
    void aBrokenLineIsNoLeaving() {
        line.breakOff();
        domain.world.next(Command.Lost.class);
        line.network().advance(Duration.ofMillis(29_999));
        assertTrue(domain.world.isIdle());
        line.network().advance(Duration.ofMillis(1));
        assertEquals("lost", domain.world.next(Command.Leave.class).why());
        assertEquals(0, domain.sessions.count());
    }

    @Test
    void whoComesBackInTimeGoesOn() {
        line.breakOff();
        Command.Lost lost = domain.world.next(Command.Lost.class);
        Line again = comeBack(visitor, session, 41);
        Command.Resume resume = domain.world.goOn(7);
        assertEquals(lost.link(), resume.link());
        assertEquals(41, resume.chat());
        JsonNode welcome = again.network().next("welcome");
        assertTrue(welcome.path("resumed").asBoolean());
        assertEquals(session, welcome.path("session").asText());
        assertTrue(visitor.believes(welcome));
        line.network().advance(Duration.ofSeconds(60));
        assertTrue(domain.world.isIdle(), "the old line's clock no longer counts");
    }

    @Test
    void whoComesBackAndIsLostAgainHasThirtySecondsAgain() {
        line.breakOff();
        domain.world.next(Command.Lost.class);
        line.network().advance(Duration.ofSeconds(20));
        Line again = comeBack(visitor, session, 0);
        domain.world.goOn(7);
        again.breakOff();
        domain.world.next(Command.Lost.class);
        line.network().advance(Duration.ofSeconds(10));
        assertTrue(domain.world.isIdle());
        again.network().advance(Duration.ofSeconds(30));
        assertEquals("lost", domain.world.next(Command.Leave.class).why());
    }

    @Test
    void whoComesTooLateIsNew() {
        line.breakOff();
        line.network().advance(Duration.ofSeconds(30));
        domain.world.next(Command.Lost.class);
        domain.world.next(Command.Leave.class);
        Line again = comeBack(visitor, session, 0);
        domain.world.letIn(8);
        JsonNode welcome = again.network().next("welcome");
        assertFalse(welcome.path("resumed").asBoolean());
        assertNotEquals(session, welcome.path("session").asText());
    }

    @Test
    void nobodyElseResumesASession() {
        line.breakOff();
        domain.world.next(Command.Lost.class);
        Line thief = comeBack(new TestVisitor(), session, 0);
        domain.world.letIn(9);
        assertFalse(thief.network().next("welcome").path("resumed").asBoolean());
    }

    @Test
    void theConnectionBeforeIsToldAndClosed() {
        Line again = comeBack(visitor, session, 0);
        assertEquals("resumed-elsewhere", line.network().next("close").path("code").asText());
        assertEquals(ErrorCode.RESUMED_ELSEWHERE, line.network().closedWith);
        line.breakOff();
        domain.world.goOn(7);
        again.network().next("welcome");
        assertTrue(domain.world.isIdle(), "the session is neither lost nor over");
    }

    @Test
    void nothingComesBeforeWelcome() {
        line.breakOff();
        Command.Lost lost = domain.world.next(Command.Lost.class);
        lost.link().send(new ServerMessage.Loaded(1));
        Line again = comeBack(visitor, session, 0);
        lost.link().send(new ServerMessage.Loaded(2));
        assertTrue(again.network().isSilent());
        domain.world.goOn(7);
        lost.link().send(new ServerMessage.Loaded(3));
        again.network().next("welcome");
        assertEquals(3, again.network().next("loaded").path("entities").asInt());
    }

    @Test
    void ofTwoAttemptsOnlyTheLastIsWelcomed() {
        line.breakOff();
        domain.world.next(Command.Lost.class);
        Line second = comeBack(visitor, session, 0);
        second.breakOff();
        Line third = comeBack(visitor, session, 0);
        Command.Resume first = domain.world.next(Command.Resume.class);
        domain.world.next(Command.Lost.class);
        Command.Resume last = domain.world.next(Command.Resume.class);
        FakeWorld.goOn(first, 7);
        first.link().send(new ServerMessage.Loaded(1));
        assertTrue(third.network().isSilent());
        FakeWorld.goOn(last, 7);
        third.network().next("welcome");
        assertTrue(second.network().isSilent());
    }

    @Test
    void aRequestThatWasAnsweredIsAnsweredTheSameAndNotDoneAgain() {
        line.say(CHAT.formatted(1));
        Command.Ask ask = domain.world.next(Command.Ask.class);
        line.breakOff();
        domain.world.next(Command.Lost.class);
        ask.link().send(new ServerMessage.Accepted(1, null)); // nobody is there to hear it
        Line again = comeBack(visitor, session, 0);
        domain.world.goOn(7);
        again.network().next("welcome");
        again.say(CHAT.formatted(1));
        assertEquals(1, again.network().next("accepted").path("ref").asInt());
        assertTrue(domain.world.isIdle());
    }

    @Test
    void aRequestThatIsStillWorkedOnIsAnsweredOnce() {
        line.say(CHAT.formatted(1));
        Command.Ask ask = domain.world.next(Command.Ask.class);
        line.breakOff();
        domain.world.next(Command.Lost.class);
        Line again = comeBack(visitor, session, 0);
        domain.world.goOn(7);
        again.network().next("welcome");
        again.say(CHAT.formatted(1));
        assertTrue(domain.world.isIdle());
        assertTrue(again.network().isSilent());
        ask.link().send(new ServerMessage.Accepted(1, null));
        again.network().next("accepted");
        assertTrue(again.network().isSilent());
    }

    @Test
    void permissionsAreThoseOfTheNewConnection() {
        line.breakOff();
        domain.world.next(Command.Lost.class);
        domain.owners.add(visitor.key());
        Line again = comeBack(visitor, session, 0);
        assertTrue(domain.world.next(Command.Grant.class).rights().may(Permission.BUILD));
        domain.world.goOn(7);
        assertEquals(2000, again.network().next("welcome").at("/limits/editsPerSecond").asInt());
    }

    @Test
    void aBusyWorldIsToldOfTheLossLater() {
        domain.world.full = true;
        line.breakOff();
        domain.world.full = false;
        assertTrue(domain.world.isIdle());
        line.network().advance(Duration.ofMillis(100));
        domain.world.next(Command.Lost.class);
    }

    @Test
    void aSessionThatTheWorldEndedIsOver() {
        line.say(CHAT.formatted(1));
        Command.Ask ask = domain.world.next(Command.Ask.class);
        ask.link().end(ErrorCode.SLOW_READER, "4 MB unread for 20 s", "Use a faster line.");
        assertEquals("slow-reader", line.network().next("close").path("code").asText());
        assertEquals(ErrorCode.SLOW_READER, line.network().closedWith);
        domain.world.next(Command.Leave.class);
        line.breakOff();
        assertTrue(domain.world.isIdle());
        assertEquals(0, domain.sessions.count());
    }

    private Line comeBack(TestVisitor who, String secret, long chat) {
        Line again = domain.connect();
        ObjectNode hello = who.hello(again.network().next("hello"));
        hello.putObject("resume").put("session", secret).put("chat", chat);
        again.say(hello);
        return again;
    }
}
