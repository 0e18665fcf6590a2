// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import static org.freehold.moderation.admission.People.NOW;
import static org.freehold.moderation.admission.People.decide;
import static org.freehold.moderation.admission.People.fresh;
import static org.freehold.moderation.admission.People.permissions;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.freehold.moderation.Action;
import org.freehold.moderation.Decision;
import org.freehold.moderation.Identity;
import org.freehold.moderation.Permission;
import org.freehold.moderation.Standing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How fresh keys are met: a nuisance only (B-44). */
class NewcomersTest {
    private static final Newcomers CAREFUL = new Newcomers(true, 10, 10, 5, 24, 2);

    @ParameterizedTest
    @CsvSource({
            "true,  24, 2, KNOWN",
            "true,  23, 2, NEWCOMER",
            "true,  24, 1, NEWCOMER",
            "true,  0,  0, NEWCOMER",
            "true,  999, 99, KNOWN",
            "false, 999, 99, NEWCOMER"
    })
    void aPortableKeyIsKnownAfterSoManyHoursAndVisits(boolean portable, int hours, int visits, Standing expected) {
        Identity ann = portable ? People.withPortableKey("ann") : fresh("ann");
        History history = new History(NOW.minus(Duration.ofHours(hours)), NOW, visits);

        assertEquals(expected, Admission.decide(People.open(), ann, history, NOW).standing());
    }

    @Test
    void whoIsVouchedForIsKnownAtOnce() {
        assertEquals(
                Standing.KNOWN, decide(People.open(), People.of("ann", "friend.example")).standing());
    }

    @Test
    void newcomersLookWalkAndChatWhenTheDomainSaysSoWhateverTheRulesGiveThem() {
        Rules generous = Rules.of(List.of(new Rule(
                new Who.Everybody(), EnumSet.allOf(Permission.class))));
        Rulebook rulebook = People.open().with(generous).with(Settings.INITIAL.with(CAREFUL));

        Decision decision = decide(rulebook, fresh("new"));

        assertEquals(Action.QUARANTINE, decision.action());
        assertEquals("enter chat", permissions(decision));
        assertTrue(decision.warnings().getFirst().sentence().startsWith("Newcomers look, walk and chat"));
        assertEquals(Action.MONITOR, decide(rulebook, People.of("ann", "friend.example")).action());
    }

    @Test
    void aNewcomerWhoIsAllowedHereIsNotHeldBack() throws Fault {
        Rulebook rulebook = People.open()
                .with(Settings.INITIAL.with(CAREFUL))
                .with(People.allowing(People.keyOf("ann")));

        assertEquals(Action.MONITOR, decide(rulebook, fresh("ann")).action());
    }

    @Test
    void ofAHundredFreshKeysAtOnceSoManyComeInAsMayInAMinute() {
        assertEquals(10, admitted(CAREFUL, 100, Duration.ZERO));
    }

    @Test
    void ofAThousandFreshKeysOverTenMinutesNoMoreThanTheRateComesInAfterTheFirst() {
        assertEquals(10 + 99, admitted(CAREFUL, 1000, Duration.ofMillis(600)));
    }

    @Test
    void aFreshKeyIsToldWhenToTryAgainAndThenComesIn() {
        JoinRate empty = new JoinRate(0, NOW);

        JoinRate.Answer now = empty.ask(CAREFUL, NOW);

        assertFalse(now.admitted());
        assertEquals(Duration.ofSeconds(6), now.waitFor());
        assertEquals("too-many-newcomers", now.refusal(NOW).code());
        assertEquals(NOW.plusSeconds(6), now.refusal(NOW).until());
        assertTrue(now.after().ask(CAREFUL, NOW.plusSeconds(6)).admitted());
    }

    @Test
    void aCrowdThatFollowsOneLinkComesInAtOnceAndAFloodDoesNot() {
        assertEquals(300, admitted(Newcomers.INITIAL, 300, Duration.ZERO));
        assertEquals(300, admitted(Newcomers.INITIAL, 10_000, Duration.ZERO));
        assertEquals(300 + 1199, admitted(Newcomers.INITIAL, 60_000, Duration.ofMillis(10)), "in ten minutes");
    }

    @Test
    void thoseWhoWaitAreToldOneAfterTheOtherAndEachComesInAtTheirTurn() {
        JoinRate line = new JoinRate(0, NOW);
        List<Instant> turns = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            JoinRate.Answer answer = line.ask(CAREFUL, NOW);
            turns.add(NOW.plus(answer.waitFor()));
            line = answer.after();
        }
        assertEquals(NOW.plusSeconds(6), turns.getFirst());
        assertEquals(NOW.plusSeconds(90), turns.getLast());
        for (Instant turn : turns) {
            JoinRate.Answer answer = line.ask(CAREFUL, turn);
            assertTrue(answer.admitted(), turn.toString());
            line = answer.after();
        }
    }

    @Test
    void nobodyIsToldToWaitLongerThanAFloodMayLast() {
        JoinRate line = new JoinRate(0, NOW);
        for (int i = 0; i < 10_000; i++) {
            line = line.ask(CAREFUL, NOW).after();
        }

        assertEquals(JoinRate.LONGEST_WAIT, line.ask(CAREFUL, NOW).waitFor());
        assertTrue(line.ask(CAREFUL, NOW.plusSeconds(6)).admitted(), "the line is over when nobody comes back");
    }

    @Test
    void aClockThatGoesBackLetsNobodyInWhoWouldHaveToWait() {
        JoinRate empty = new JoinRate(0, NOW);

        JoinRate.Answer back = empty.ask(CAREFUL, NOW.minusSeconds(3600));

        assertFalse(back.admitted());
        assertEquals(NOW, back.after().at());
    }

    @Test
    void atARateOfNoneNobodyNewComesIn() {
        Newcomers closed = new Newcomers(false, 10, 0, 5, 24, 2);

        assertEquals(0, admitted(closed, 100, Duration.ofMinutes(1)));
    }

    @Test
    void aLowerRateHoldsAtOnceForAFullBucket() {
        JoinRate full = JoinRate.full(new Newcomers(false, 1000, 1000, 5, 24, 2), NOW);

        assertEquals(9, full.ask(CAREFUL, NOW).after().tokens());
    }

    @Test
    void onlyFreshKeysThatAreLetInCount() throws Fault {
        Rulebook rulebook = People.withRoles();

        assertTrue(JoinRate.concerns(decide(rulebook, fresh("new")), History.NONE));
        assertFalse(JoinRate.concerns(decide(rulebook, fresh("mel")), History.NONE));
        assertFalse(JoinRate.concerns(decide(rulebook, People.of("ann", "friend.example")), History.NONE));
        assertFalse(JoinRate.concerns(decide(rulebook, fresh("new")), People.REGULAR));
        assertFalse(JoinRate.concerns(
                decide(rulebook.with(Rules.of(Preset.MEMBERS)), fresh("new")), History.NONE));
    }

    @Test
    void aHundredFreshKeysOfOneBannedPersonNeverGetBeyondTheFoot() throws Fault {
        Rulebook rulebook = People.open().with(Bans.NONE.with(People.ban(People.keyOf("first"))));

        for (int i = 0; i < 100; i++) {
            Decision decision = decide(rulebook, fresh("again-" + i));
            assertNull(decision.refusal());
            assertEquals("enter chat", permissions(decision));
        }
    }

    private static int admitted(Newcomers newcomers, int arrivals, Duration between) {
        int admitted = 0;
        Instant at = NOW;
        JoinRate left = JoinRate.full(newcomers, NOW);
        for (int i = 0; i < arrivals; i++) {
            JoinRate.Answer answer = left.ask(newcomers, at);
            admitted += answer.admitted() ? 1 : 0;
            left = answer.after();
            at = at.plus(between);
        }
        return admitted;
    }
}
