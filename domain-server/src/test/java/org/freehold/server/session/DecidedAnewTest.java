// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Moment;
import org.freehold.moderation.Standing;
import org.freehold.moderation.Subject;
import org.freehold.moderation.Thumbprint;
import org.freehold.moderation.admission.Ban;
import org.freehold.moderation.admission.Bans;
import org.freehold.moderation.admission.DomainFilter;
import org.freehold.moderation.admission.Finding;
import org.freehold.moderation.admission.Gate;
import org.freehold.moderation.admission.Lists;
import org.freehold.moderation.admission.Mute;
import org.freehold.moderation.admission.Overrides;
import org.freehold.moderation.admission.Preset;
import org.freehold.moderation.admission.Roster;
import org.freehold.moderation.admission.Rulebook;
import org.freehold.moderation.admission.Rules;
import org.freehold.moderation.admission.ThisDomain;
import org.freehold.server.session.SessionsFixture.Line;
import org.freehold.server.transport.NoLeaks;
import org.freehold.server.world.Command;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** When those inside are decided about again: when something ended or was changed, and never else. Rounds and the clock are the test's. */
@ExtendWith(NoLeaks.class)
final class DecidedAnewTest {
    private static final Instant LATER = SessionsFixture.NOW.plus(Duration.ofHours(1));

    @TempDir
    private Path folder;

    private final TestVisitor visitor = new TestVisitor();
    private final Subject subject = new Subject(Subject.Kind.KEY, Thumbprint.of(visitor.key()));
    /** Is asked once for each decision. */
    private final CountingLists lists = new CountingLists();

    private SessionsFixture domain;

    /** Lists that say nothing, and count who asks. */
    private static final class CountingLists implements Lists {
        private int asked;

        @Override
        public List<Finding> find(List<Subject> subjects, Moment now) {
            asked++;
            return List.of();
        }
    }

    @BeforeEach
    void start() throws Exception {
        domain = new SessionsFixture(folder);
        domain.policy.replace(domain.policy.rulebook().with(lists));
    }

    @Test
    void aDecisionThatHoldsForEverIsNotMadeAgain() {
        enter();
        int before = lists.asked;
        for (int round = 0; round < 1000; round++) {
            domain.now = domain.now.plus(Duration.ofHours(1));
            assertEquals(0, round());
        }
        assertEquals(before, lists.asked);
    }

    @Test
    void aMuteThatEndsIsOverInTheNextRoundAndNothingIsDecidedBefore() throws Exception {
        enter();
        put(bans().with(new Mute(subject, "shouts", domain.now, LATER, "test")));
        assertEquals(1, round());
        assertTrue(domain.world.next(Command.Grant.class).rights().muted());
        int before = lists.asked;
        domain.now = LATER.minusMillis(1);
        assertEquals(0, round());
        assertEquals(before, lists.asked);
        domain.now = LATER;
        assertEquals(1, round());
        assertFalse(domain.world.next(Command.Grant.class).rights().muted());
        assertEquals(before + 1, lists.asked);
        assertEquals(0, round());
        assertEquals(before + 1, lists.asked, "from here on it holds for ever");
    }

    @Test
    void aQuarantineAndABanFromAPlaceEndEachAtItsTime() throws Exception {
        enter();
        put(bans().with(ban(Action.QUARANTINE, LATER, null)).with(ban(Action.DENY, LATER.plusSeconds(1), "Stage")));
        round();
        domain.world.next(Command.Grant.class);
        domain.now = LATER;
        round();
        var rights = domain.world.next(Command.Grant.class).rights();
        assertFalse(rights.apart());
        assertEquals(Set.of("stage"), rights.closed().keySet());
        domain.now = LATER.plusSeconds(1);
        round();
        assertEquals(Map.of(), domain.world.next(Command.Grant.class).rights().closed());
    }

    @Test
    void whoWasBannedIsOutInTheNextRoundEvenWhenTheChangeToldNobody() throws Exception {
        Line line = enter();
        line.network().next("welcome");
        put(bans().with(ban(Action.DENY, null, null)));
        round();
        assertEquals("banned", line.network().next("close").path("code").asText());
        assertEquals(0, domain.sessions.count());
    }

    @Test
    void aBanIsInForceAgainInTheNextRoundForAClockThatWentBack() throws Exception {
        put(bans().with(ban(Action.DENY, LATER, null)));
        domain.now = LATER;
        Line line = enter();
        line.network().next("welcome");
        domain.now = LATER.minusSeconds(1);
        round();
        assertEquals("banned", line.network().next("close").path("code").asText());
    }

    @Test
    void aChangeOfEachKindIsDecidedByOnce() throws Exception {
        enter();
        Rulebook now = domain.policy.rulebook();
        Subject other = new Subject(Subject.Kind.HOME, "other.example");
        Map<String, Rulebook> changes = new LinkedHashMap<>();
        changes.put("us", now.with(new ThisDomain("E".repeat(43), Set.of("us.example"))));
        changes.put("rules", now.with(Rules.of(Preset.LOOK_ONLY)));
        changes.put("roster", now.with(Roster.EMPTY
                .with(new Roster.Entry(subject, Standing.MEMBER, null, domain.now, "test"))));
        changes.put("bans", now.with(Bans.NONE.with(ban(Action.WARN, null, null))));
        changes.put("overrides", now.with(Overrides.NONE.with(
                new Overrides.Ruling(other, Overrides.Verdict.DENY, null, domain.now, "test"))));
        changes.put("gate", now.with(new Gate(DomainFilter.allExcept())));
        changes.put("settings", now.with(now.settings().withRulesText("Be kind.")));
        changes.put("lists", now.with(lists));
        changes.forEach((kind, changed) -> {
            int before = lists.asked;
            domain.policy.replace(changed);
            round();
            assertEquals(before + 1, lists.asked, kind);
            round();
            assertEquals(before + 1, lists.asked, kind);
        });
    }

    @Test
    void whoComesBackIsDecidedAboutAnew() throws Exception {
        Line line = enter();
        String session = line.network().next("welcome").path("session").asText();
        line.breakOff();
        int before = lists.asked;
        Line again = domain.connect();
        var hello = visitor.hello(again.network().next("hello"));
        hello.putObject("resume").put("session", session).put("chat", 0);
        again.say(hello);
        assertEquals(before + 2, lists.asked, "at the door, and by what was proved now");
        assertEquals(0, round());
        assertEquals(before + 2, lists.asked);
    }

    private Line enter() {
        Line line = domain.connect();
        line.say(visitor.hello(line.network().next("hello"), domain.now));
        domain.world.letIn(1);
        return line;
    }

    private int round() {
        return domain.sessions.reconsider(inside -> null);
    }

    private Bans bans() {
        return domain.policy.rulebook().bans();
    }

    private void put(Bans bans) {
        domain.policy.replace(domain.policy.rulebook().with(bans));
    }

    private Ban ban(Action action, @Nullable Instant until, @Nullable String place) {
        return new Ban(subject, action, Category.FLOODING, "floods", SessionsFixture.NOW, until, place, "test");
    }
}
