// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Permission;
import org.freehold.moderation.Standing;
import org.freehold.moderation.Subject;
import org.freehold.moderation.Thumbprint;
import org.freehold.moderation.admission.Ban;
import org.freehold.moderation.admission.Bans;
import org.freehold.moderation.admission.History;
import org.freehold.moderation.admission.Newcomers;
import org.freehold.moderation.admission.Preset;
import org.freehold.moderation.admission.RefusalCode;
import org.freehold.moderation.admission.Roster;
import org.freehold.moderation.admission.Rulebook;
import org.freehold.moderation.admission.Rules;
import org.freehold.server.identity.IdentityException;
import org.freehold.server.session.SessionsFixture.Line;
import org.freehold.server.transport.NoLeaks;
import org.freehold.server.wire.ClientMessage;
import org.freehold.server.wire.ErrorCode;
import org.freehold.server.wire.ServerMessage;
import org.freehold.server.world.Command;
import org.freehold.server.world.Rights;
import org.freehold.server.world.Scene;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in, who is kept out and how they are told, and what changes for those inside (docs/protocol.md sections 3, 6 and 9). */
@ExtendWith(NoLeaks.class)
final class AdmissionTest {
    private static final Instant LATER = SessionsFixture.NOW.plus(Duration.ofHours(1));

    @TempDir
    private Path folder;

    private final TestVisitor visitor = new TestVisitor();
    private SessionsFixture domain;

    @BeforeEach
    void start() throws IdentityException {
        domain = new SessionsFixture(folder);
    }

    @Test
    void whoIsBannedHearsWhyUntilWhenAndWhereToAsk() throws Exception {
        Rulebook rulebook = domain.policy.rulebook();
        domain.policy.replace(rulebook.with(rulebook.settings().withAppeals("https://a.example/appeals")));
        ban(LATER);
        JsonNode close = refused(domain.connect());
        assertEquals("banned", close.path("code").asText());
        assertTrue(close.path("message").asText().contains("floods"), close.toString());
        assertEquals(LATER.toEpochMilli(), close.path("until").asLong());
        assertEquals("https://a.example/appeals", close.path("appeal").asText());
        assertEquals("here", close.path("side").asText());
        assertTrue(close.path("do").asText().contains("https://a.example/appeals"), close.toString());
        assertTrue(domain.world.isIdle(), "the world hears nothing of it");
        assertEquals(0, domain.sessions.count());
        domain.now = LATER;
        Line line = domain.connect();
        line.say(visitor.hello(line.network().next("hello"), domain.now));
        domain.world.letIn(1);
    }

    @Test
    void aBanIsToldToNobodyWhoDoesNotHoldTheKey() throws Exception {
        ban(null);
        Line line = domain.connect();
        line.say(new TestVisitor().hello(line.network().next("hello")).put("key", visitor.key()));
        assertEquals("bad-signature", line.network().next("close").path("code").asText());
    }

    @Test
    void whoKnocksAgainAtOnceIsTurnedAwayWithoutAnotherProofAndHearsNoReason() throws Exception {
        ban(null);
        assertTrue(refused(domain.connect()).path("message").asText().contains("floods"));
        Line again = domain.connect();
        again.say(new TestVisitor().hello(again.network().next("hello")).put("key", visitor.key()));
        JsonNode close = again.network().next("close");
        assertEquals("banned", close.path("code").asText());
        assertFalse(close.toString().contains("floods"), close.toString());
        assertEquals(5, close.path("retryAfterSeconds").asInt());
        domain.advance(Duration.ofSeconds(5));
        assertTrue(refused(domain.connect()).path("message").asText().contains("floods"));
        domain.policy.replace(domain.policy.rulebook().with(Bans.NONE));
        Line forgiven = domain.connect();
        forgiven.say(visitor.hello(forgiven.network().next("hello")));
        domain.world.letIn(1);
    }

    @Test
    void freshKeysFromElsewhereAreLetInAtARate() {
        joinsPerMinute(2);
        domain.enter(new TestVisitor(), false, 1);
        domain.enter(new TestVisitor(), false, 2);
        domain.enter(new TestVisitor(), true, 3);
        Line third = domain.connect();
        JsonNode close = refused(third);
        assertEquals("too-many-newcomers", close.path("code").asText());
        assertTrue(close.path("retryAfterSeconds").asInt() > 0, close.toString());
        domain.visits.histories.put(
                Thumbprint.of(visitor.key()), new History(SessionsFixture.NOW, SessionsFixture.NOW, 1));
        domain.enter(visitor, false, 4);
        domain.now = domain.now.plus(Duration.ofSeconds(30));
        domain.enter(new TestVisitor(), false, 5);
    }

    @Test
    void ofAHundredFreshKeysOfSomebodyBannedAFewComeInAndStayAtTheFoot() throws Exception {
        ban(null);
        joinsPerMinute(8);
        int in = 0;
        List<Integer> waits = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Line line = domain.connect(false);
            line.say(new TestVisitor().hello(line.network().next("hello")));
            if (domain.world.isIdle()) {
                JsonNode close = line.network().next("close");
                assertEquals("too-many-newcomers", close.path("code").asText());
                waits.add(close.path("retryAfterSeconds").asInt());
            } else {
                Rights rights = domain.world.letIn(++in).rights();
                assertEquals(Set.of(Permission.ENTER, Permission.CHAT), rights.permissions());
            }
        }
        assertEquals(8, in);
        assertEquals(8, waits.getFirst(), "the first turn comes after seven and a half seconds");
        assertTrue(waits.getLast() > 100, "each is told another turn: " + waits);
        domain.now = domain.now.plus(Duration.ofMinutes(2));
        domain.advance(Duration.ofMinutes(2));
        domain.enter(new TestVisitor(), false, 9);
    }

    @Test
    void whoMayDoMoreIsToldWithTheNewLimits() throws Exception {
        Line line = domain.enter(visitor, false, 1);
        line.network().next("welcome");
        Rulebook rulebook = domain.policy.rulebook();
        domain.policy.replace(rulebook.with(rulebook.roster()
                .with(new Roster.Entry(
                        new Subject(Subject.Kind.KEY, Thumbprint.of(visitor.key())), Standing.MEMBER, null, domain.now,
                        "test"))));
        assertEquals(1, domain.sessions.reconsider(inside -> null));
        assertEquals(0, domain.sessions.reconsider(inside -> null), "nothing changed since");
        Command.Grant grant = domain.world.next(Command.Grant.class);
        assertEquals(Standing.MEMBER, grant.rights().standing());
        assertEquals("You may now: speak, build, build for a while, lock things, run scripts.",
                grant.notice() == null ? null : grant.notice().message());
        grant.link().send(new ServerMessage.You(1, "Amber Fox", "member", grant.rights().texts(), null));
        JsonNode you = line.network().next("you");
        assertEquals("member", you.path("standing").asText());
        assertEquals(2000, you.at("/limits/editsPerSecond").asInt());
        assertEquals(1_179_648, line.network().messageLimit);
    }

    @Test
    void whoMayNoLongerBeHereIsSentAway() {
        Line line = domain.enter(visitor, false, 1);
        line.network().next("welcome");
        domain.policy.replace(domain.policy.rulebook().with(Rules.of(Preset.MEMBERS)));
        assertEquals(1, domain.sessions.reconsider(inside -> null));
        assertEquals("not-permitted", line.network().next("close").path("code").asText());
        assertEquals("removed", domain.world.next(Command.Leave.class).why());
        assertEquals(0, domain.sessions.count());
        assertEquals(List.of("Amber Fox"), domain.visits.left);
    }

    @Test
    void aChangeThatTheFullWorldMissedIsToldLater() {
        Line line = domain.enter(visitor, false, 1);
        line.network().next("welcome");
        domain.policy.replace(domain.policy.rulebook().with(Rules.of(Preset.LOOK_ONLY)));
        domain.world.full = true;
        domain.sessions.reconsider(inside -> null);
        domain.world.full = false;
        line.network().advance(Duration.ofMillis(100));
        assertFalse(domain.world
                .next(Command.Grant.class)
                .rights()
                .texts()
                .contains("chat"));
    }

    @Test
    void whoComesBackAfterABanDoesNotGoOn() throws Exception {
        Line line = domain.enter(visitor, false, 1);
        String session = line.network().next("welcome").path("session").asText();
        line.breakOff();
        domain.world.next(Command.Lost.class);
        ban(null);
        domain.sessions.reconsider(inside -> null);
        domain.world.next(Command.Leave.class);
        Line again = domain.connect();
        var hello = visitor.hello(again.network().next("hello"));
        hello.putObject("resume").put("session", session).put("chat", 0);
        again.say(hello);
        assertEquals("banned", again.network().next("close").path("code").asText());
        assertTrue(domain.world.isIdle());
    }

    @Test
    void aChangeBetweenTheDecisionAndTheWorldIsNotMissed() throws Exception {
        domain.policy.replace(domain.policy.rulebook().with(Rules.of(Preset.LOOK_ONLY)));
        Line line = domain.connect();
        line.say(visitor.hello(line.network().next("hello"), domain.now));
        // The world has not answered yet.
        domain.policy.replace(domain.policy.rulebook().with(Rules.of(Preset.OPEN)));
        domain.sessions.reconsider(inside -> null);
        domain.world.letIn(1);
        assertTrue(domain.world.next(Command.Grant.class).rights().texts().contains("chat"));
    }

    @Test
    void aReportIsKeptAndThenAccepted() {
        Line line = domain.enter(visitor, false, 1);
        line.network().next("welcome");
        domain.enter(new TestVisitor(), false, 2);
        Scene scene = new Scene(List.of(), List.of(new Scene.Near(2, "Amber Fox", 3)));
        report(line, 1, "harassment", scene);
        assertTrue(line.network().isSilent(), "not before it is on disk");
        domain.blocking.remove().run();
        assertEquals(1, line.network().next("accepted").path("ref").asInt());
        assertEquals(Thumbprint.of(visitor.key()), domain.reports.getFirst().by());
        assertEquals(2, domain.reports.getFirst().fingerprints().size());
        report(line, 2, "nationality", scene);
        assertEquals("bad-value", line.network().next("refused").path("code").asText());
        report(line, 3, "other", new Scene(List.of(), List.of()));
        assertEquals("bad-value", line.network().next("refused").path("code").asText());
        line.say(REPORT.formatted(4, "other"));
        assertEquals("too-fast", line.network().next("refused").path("code").asText());
    }

    @Test
    void eachReasonOfAdmissionHasItsCodeOnTheWire() {
        List<String> onTheWire = Arrays.stream(ErrorCode.values()).map(ErrorCode::code).toList();
        for (RefusalCode code : RefusalCode.values()) {
            assertTrue(onTheWire.contains(code.text()), code.text());
        }
    }

    private static final String REPORT =
            "{\"type\":\"report\",\"ref\":%d,\"handle\":2,\"reason\":\"shouts\",\"category\":\"%s\"}";

    private void report(Line line, int ref, String category, Scene scene) {
        line.say(REPORT.formatted(ref, category));
        Command.Ask ask = domain.world.next(Command.Ask.class);
        ask.link().reported((ClientMessage.Report) ask.request(), scene);
    }

    private JsonNode refused(Line line) {
        line.say(visitor.hello(line.network().next("hello"), domain.now));
        return line.network().next("close");
    }

    private void ban(@Nullable Instant until) throws Exception {
        Rulebook rulebook = domain.policy.rulebook();
        domain.policy.replace(rulebook.with(rulebook.bans()
                .with(new Ban(
                        new Subject(Subject.Kind.KEY, Thumbprint.of(visitor.key())), Action.DENY, Category.FLOODING,
                        "floods", domain.now, until, null, "test"))));
    }

    private void joinsPerMinute(int count) {
        Rulebook rulebook = domain.policy.rulebook();
        Newcomers some = rulebook.settings().newcomers();
        domain.policy.replace(rulebook.with(rulebook.settings()
                .with(new Newcomers(
                        some.quarantine(), count, count, some.chatPerMinute(), some.knownAfterHours(),
                        some.knownAfterVisits()))));
    }
}
