// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import static org.freehold.moderation.admission.People.allowing;
import static org.freehold.moderation.admission.People.ban;
import static org.freehold.moderation.admission.People.decide;
import static org.freehold.moderation.admission.People.denial;
import static org.freehold.moderation.admission.People.finding;
import static org.freehold.moderation.admission.People.fresh;
import static org.freehold.moderation.admission.People.key;
import static org.freehold.moderation.admission.People.keyOf;
import static org.freehold.moderation.admission.People.lists;
import static org.freehold.moderation.admission.People.permissions;
import static org.freehold.moderation.admission.People.refusal;
import static org.freehold.moderation.admission.People.ruling;
import static org.freehold.moderation.admission.People.steps;
import static org.freehold.moderation.admission.People.subject;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Decision;
import org.freehold.moderation.Identity;
import org.freehold.moderation.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lists come to here, and what our own word does to that (B-12, B-13, B-15, B-16, B-17, B-30). */
class ListEffectsTest {
    private static final Subject ANN = subject("account:ann@friend.example");
    private static final Subject HOME = subject("home:friend.example");
    private static final Identity VISITOR = People.of("ann", "friend.example");

    @ParameterizedTest
    @CsvSource({
            "MONITOR,    MONITOR,    MONITOR",
            "MONITOR,    WARN,       MONITOR",
            "MONITOR,    QUARANTINE, MONITOR",
            "MONITOR,    DENY,       MONITOR",
            "WARN,       MONITOR,    MONITOR",
            "WARN,       WARN,       WARN",
            "WARN,       QUARANTINE, WARN",
            "WARN,       DENY,       WARN",
            "QUARANTINE, MONITOR,    MONITOR",
            "QUARANTINE, WARN,       WARN",
            "QUARANTINE, QUARANTINE, QUARANTINE",
            "QUARANTINE, DENY,       QUARANTINE",
            "DENY,       MONITOR,    MONITOR",
            "DENY,       WARN,       WARN",
            "DENY,       QUARANTINE, QUARANTINE",
            "DENY,       DENY,       DENY"
    })
    void whatHoldsIsTheRecommendationUpToTheLevelOfTheSubscription(Action recommended, Action level, Action expected) {
        Finding finding = finding("lists.example", "e-1", ANN, recommended, recommended.atMost(level));

        Decision decision = decide(People.open().with(lists(finding)), VISITOR);

        assertEquals(expected, decision.action());
        assertEquals(
                switch (expected) {
                    case MONITOR, WARN -> "enter chat voice build build-temporary scripts";
                    case QUARANTINE -> "enter chat";
                    case DENY -> "";
                },
                permissions(decision));
        assertEquals(expected == Action.WARN || expected == Action.QUARANTINE, !decision.warnings().isEmpty());
    }

    @Test
    void theHardestOfSeveralListsHolds() {
        Lists lists = lists(
                finding("a.example", "e-1", ANN, Action.WARN, Action.WARN),
                finding("b.example", "e-1", ANN, Action.QUARANTINE, Action.QUARANTINE));

        assertEquals(Action.QUARANTINE, decide(People.open().with(lists), VISITOR).action());
    }

    @Test
    void aPersonWhoIsAllowedHereComesInWhateverListsSayOfThemOrTheirHome() throws Fault {
        Rulebook listed = People.open().with(lists(denial(ANN), denial(HOME)));

        assertEquals("banned", refusal(listed, VISITOR));
        Decision allowed = decide(listed.with(allowing(ANN)), VISITOR);

        assertNull(refusal(allowed));
        assertEquals(Action.MONITOR, allowed.action());
        assertEquals(
                List.of("no effect: let in by an override", "no effect: let in by an override"),
                allowed.steps().stream()
                        .filter(step -> step.stage().equals("list"))
                        .map(Decision.Step::effect)
                        .toList());
    }

    @Test
    void allowingAHomeStillHeedsWhatListsSayOfItsSinglePeople() throws Fault {
        Rulebook rulebook = People.open().with(allowing(HOME));

        assertNull(refusal(rulebook.with(lists(denial(HOME))), VISITOR));
        assertEquals("banned", refusal(rulebook.with(lists(denial(ANN))), VISITOR));
    }

    @Test
    void aPersonCanBeTakenOutOfABanOfTheirHomeButNotOutOfTheirOwn() throws Fault {
        Rulebook allowed = People.open().with(allowing(ANN));

        assertNull(refusal(allowed.with(Bans.NONE.with(ban(HOME))), VISITOR));
        assertEquals("banned", refusal(allowed.with(Bans.NONE.with(ban(HOME))), People.of("bob", "friend.example")));
        assertEquals("banned", refusal(allowed.with(Bans.NONE.with(ban(ANN))), VISITOR));
    }

    @Test
    void aPersonCanBeTakenOutOfThePolicyAboutHomes() throws Fault {
        Rulebook rulebook = People.open().with(new Gate(DomainFilter.noneExcept()));

        assertEquals("home-refused", refusal(rulebook, VISITOR));
        assertNull(refusal(rulebook.with(allowing(ANN)), VISITOR));
        assertNull(refusal(rulebook.with(allowing(HOME)), VISITOR));
    }

    @Test
    void whoIsDeniedByAnOverrideStaysOutThoughNoListNamesThem() throws Fault {
        Rulebook rulebook = People.open().with(Overrides.NONE.with(ruling(ANN, Overrides.Verdict.DENY)));

        assertEquals("banned", refusal(rulebook, VISITOR));
        assertNull(refusal(rulebook.with(rulebook.overrides().without(ANN)), VISITOR));
    }

    @Test
    void anIgnoredEntryOrListHasNoEffectAndOthersKeepTheirs() {
        Finding one = finding("a.example", "e-1", ANN, Action.DENY, Action.DENY);
        Finding two = finding("a.example", "e-2", ANN, Action.QUARANTINE, Action.QUARANTINE);
        Finding other = finding("b.example", "e-1", ANN, Action.WARN, Action.WARN);
        Rulebook rulebook = People.open().with(lists(one, two, other));
        Overrides.Ignored entry = new Overrides.Ignored(one.issuer(), one.list(), "e-1");
        Overrides.Ignored list = new Overrides.Ignored(one.issuer(), one.list(), null);

        assertEquals(Action.DENY, decide(rulebook, VISITOR).action());
        assertEquals(
                Action.QUARANTINE,
                decide(rulebook.with(Overrides.NONE.ignoring(entry)), VISITOR).action());
        assertEquals(
                Action.WARN,
                decide(rulebook.with(Overrides.NONE.ignoring(list)), VISITOR).action());
        assertEquals(
                Action.DENY,
                decide(rulebook.with(Overrides.NONE.ignoring(list).heeding(list)), VISITOR).action());
    }

    @Test
    void listsNeverHitOwnersModeratorsAndThisDomain() throws Fault {
        Lists lists = lists(
                denial(keyOf("ola")),
                denial(keyOf("mo")),
                denial(keyOf("mel")),
                denial(subject("home:us.example")),
                denial(new Subject(Subject.Kind.HOME, People.US.key())));
        Rulebook rulebook = People.withRoles().with(lists);

        assertNull(refusal(rulebook, fresh("ola")));
        assertNull(refusal(rulebook, fresh("mo")));
        assertNull(refusal(rulebook, People.of("cat", "us.example")));
        assertEquals("banned", refusal(rulebook, fresh("mel")));
        assertEquals(
                2, steps(decide(rulebook, People.of("cat", "us.example")), "list").size());
        assertTrue(steps(decide(rulebook, fresh("ola")), "list").getFirst()
                .endsWith("no effect: owners and moderators are protected"));
    }

    @Test
    void aModeratorWhoLosesTheRoleIsHitByListsAgain() throws Fault {
        Rulebook rulebook = People.withRoles().with(lists(denial(keyOf("mo"))));

        assertEquals("banned", refusal(rulebook.with(rulebook.roster().without(keyOf("mo"))), fresh("mo")));
    }

    @Test
    void twoListsWithTheSameEntryIdAreShownApartWithAllThatTellsThemApart() {
        Finding one = finding("a.example", "e-1", ANN, Action.DENY, Action.WARN);
        Finding two = new Finding(
                "https://b.example/lists/main",
                key("b.example"),
                4,
                "e-1",
                ANN,
                Action.QUARANTINE,
                Action.QUARANTINE,
                Set.of(Category.SPAM, Category.FLOODING),
                "posters",
                null,
                null,
                List.of(key("c.example")),
                false);

        Decision decision = decide(People.open().with(lists(one, two)), VISITOR);

        assertEquals(
                List.of(
                        "https://a.example/lists/main, signed by " + key("a.example")
                                + ", seq 17, entry e-1 about account:ann@friend.example for harassment:"
                                + " \"said what is not to be said\" -> warn (recommended: deny)",
                        "https://b.example/lists/main, signed by " + key("b.example")
                                + ", seq 4, entry e-1 about account:ann@friend.example for spam flooding: \"posters\", also said by "
                                + key("c.example") + " -> quarantine"),
                steps(decision, "list"));
    }

    @Test
    void theRefusedPersonLearnsListCategoryEndAndAppealButNotThePublishersWords() {
        Decision.Refusal refusal = decide(People.open().with(lists(denial(ANN))), VISITOR).refusal();

        assertNotNull(refusal);
        assertEquals(
                "You are banned here by the ban list https://lists.example/lists/main, for harassment.",
                refusal.sentence());
        assertEquals("https://lists.example/appeals", refusal.appeal());
        assertEquals(denial(ANN).expires(), refusal.until());
        assertFalse(refusal.sentence().contains("what is not to be said"));
    }
}
