// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import static org.freehold.moderation.admission.People.NOW;
import static org.freehold.moderation.admission.People.ban;
import static org.freehold.moderation.admission.People.decide;
import static org.freehold.moderation.admission.People.fresh;
import static org.freehold.moderation.admission.People.keyOf;
import static org.freehold.moderation.admission.People.permissions;
import static org.freehold.moderation.admission.People.refusal;
import static org.freehold.moderation.admission.People.steps;
import static org.freehold.moderation.admission.People.subject;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Decision;
import org.freehold.moderation.Identity;
import org.freehold.moderation.Standing;
import org.freehold.moderation.Subject;
import org.freehold.moderation.banlist.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a domain itself does about people: warnings, quarantines, bans, mutes (O-25, H-42, B-12). */
class BansTest {
    private static final Identity KNOWN = People.of("ann", "friend.example");

    @ParameterizedTest
    @CsvSource({
            "MONITOR,    enter chat voice build build-temporary scripts",
            "WARN,       enter chat voice build build-temporary scripts",
            "QUARANTINE, enter chat",
            "DENY,       ''"
    })
    void eachActionTakesThis(Action action, String left) throws Fault {
        Rulebook rulebook = People.open().with(Bans.NONE.with(ban(keyOf("ann"), action, null, null)));

        Decision decision = decide(rulebook, KNOWN);

        assertEquals(left, permissions(decision));
        assertEquals(action, decision.action());
        assertEquals(action == Action.DENY ? "banned" : null, refusal(decision));
        assertEquals(action == Action.WARN || action == Action.QUARANTINE, !decision.warnings().isEmpty());
    }

    @Test
    void whatQuarantineTookIsExplained() throws Fault {
        Rulebook rulebook = People.open().with(Bans.NONE.with(ban(keyOf("ann"), Action.QUARANTINE, null, null)));

        assertEquals(
                List.of("because of quarantine -> voice, build, build-temporary, scripts"),
                steps(decide(rulebook, KNOWN), "taken"));
    }

    @Test
    void aBanEndsToTheSecond() throws Fault {
        Instant until = NOW.plusSeconds(3600);
        Rulebook rulebook = People.open().with(Bans.NONE.with(ban(keyOf("ann"), Action.DENY, until, null)));

        Decision before = Admission.decide(rulebook, fresh("ann"), History.NONE, until.minusSeconds(1));
        Decision after = Admission.decide(rulebook, fresh("ann"), History.NONE, until);

        assertEquals("banned", refusal(before));
        assertEquals(until, before.refusal() == null ? null : before.refusal().until());
        assertNull(refusal(after));
    }

    @Test
    void ofTwoBansThePersonIsToldTheOneThatEndsLast() throws Fault {
        Bans bans = Bans.NONE
                .with(ban(keyOf("ann"), Action.DENY, NOW.plusSeconds(60), null))
                .with(ban(subject("home:friend.example"), Action.DENY, NOW.plusSeconds(600), null));

        Decision.Refusal refusal = decide(People.open().with(bans), KNOWN).refusal();

        assertNotNull(refusal);
        assertEquals(NOW.plusSeconds(600), refusal.until());
    }

    @ParameterizedTest
    @CsvSource({
            "KEY,     fingerprint of ann,                 true",
            "KEY,     fingerprint of ann-portable,        true",
            "ACCOUNT, ann@friend.example,                 true",
            "HOME,    friend.example,                     true",
            "HOME,    fingerprint of home-friend.example, true",
            "KEY,     fingerprint of bob,                 false",
            "ACCOUNT, bob@friend.example,                 false",
            "ACCOUNT, ann@other.example,                  false",
            "HOME,    other.example,                      false"
    })
    void aBanHitsWhomItNamesAndNobodyElse(Subject.Kind kind, String value, boolean hit) throws Fault {
        Identity ann = new Identity(People.key("ann"), People.key("ann-portable"), KNOWN.home(), false, null);
        String prefix = "fingerprint of ";
        String canonical = value.startsWith(prefix) ? People.key(value.substring(prefix.length())) : value;
        Rulebook rulebook = People.open().with(Bans.NONE.with(ban(new Subject(kind, canonical))));

        assertEquals(hit ? "banned" : null, refusal(rulebook, ann));
    }

    @Test
    void theRefusalNamesReasonEndAndAppealButNotWhoDidIt() throws Fault {
        Rulebook rulebook = People.open()
                .with(Bans.NONE.with(ban(keyOf("ann"), Action.DENY, NOW.plusSeconds(60), null)))
                .with(Settings.INITIAL.withAppeals("https://us.example/appeals"));

        Decision.Refusal refusal = decide(rulebook, fresh("ann")).refusal();

        assertNotNull(refusal);
        assertEquals("You are banned here: flooded the plaza", refusal.sentence());
        assertEquals(NOW.plusSeconds(60), refusal.until());
        assertEquals("https://us.example/appeals", refusal.appeal());
        assertFalse(refusal.sentence().contains("ola"));
    }

    @Test
    void aBanFromAPlaceKeepsNobodyOutOfTheDomain() throws Fault {
        Rulebook rulebook = People.open().with(Bans.NONE.with(ban(keyOf("ann"), Action.DENY, null, "Stage")));

        assertNull(refusal(rulebook, fresh("ann")));
        Map<String, Decision.Refusal> closed = Admission.closedPlaces(rulebook, fresh("ann"), NOW);
        assertEquals(Set.of("stage"), closed.keySet());
        assertEquals(
                new Decision.Refusal("banned", "You are banned from Stage: flooded the plaza", null, null, "here"),
                closed.get("stage"));
        assertEquals(Map.of(), Admission.closedPlaces(rulebook, fresh("bob"), NOW));
    }

    @Test
    void aMuteTakesChatAndVoiceUntilItEnds() throws Fault {
        Mute mute = new Mute(keyOf("ann"), "shouted", NOW, NOW.plusSeconds(60), "mo");
        Rulebook rulebook = People.open().with(Bans.NONE.with(mute));

        Decision muted = decide(rulebook, KNOWN);

        assertTrue(muted.muted());
        assertEquals("enter build build-temporary scripts", permissions(muted));
        assertEquals(
                List.of(new Decision.Warning("You are muted: shouted", NOW.plusSeconds(60))), muted.warnings());
        assertFalse(Admission.decide(rulebook, KNOWN, History.NONE, NOW.plusSeconds(60)).muted());
    }

    @Test
    void quarantineAndMuteTogetherLeaveLookingAndWalking() throws Fault {
        Bans bans = Bans.NONE
                .with(new Mute(keyOf("ann"), "shouted", NOW, null, "mo"))
                .with(ban(keyOf("ann"), Action.QUARANTINE, null, null));

        assertEquals("enter", permissions(decide(People.open().with(bans), KNOWN)));
    }

    @Test
    void ownersAndModeratorsAreProtectedUntilTheirRoleIsTakenAway() throws Fault {
        Rulebook rulebook = People.withRoles();
        Bans bans = Bans.NONE
                .with(ban(keyOf("mo")))
                .with(ban(keyOf("ola")))
                .with(new Mute(keyOf("mo"), "shouted", NOW, null, "mel"));
        Rulebook banned = rulebook.with(bans);

        assertNull(refusal(banned, fresh("mo")));
        assertNull(refusal(banned, fresh("ola")));
        assertFalse(decide(banned, fresh("mo")).muted());
        assertTrue(rulebook.isProtected(keyOf("mo")));
        assertEquals(
                Fault.Code.PROTECTED,
                assertThrows(Fault.class, () -> rulebook.checkNotProtected(keyOf("mo"))).code());
        assertEquals("banned", refusal(banned.with(rulebook.roster().without(keyOf("mo"))), fresh("mo")));
    }

    @Test
    void aBanReplacesAnEarlierOneOfTheSameActionAndPlaceOnly() throws Fault {
        Ban first = ban(keyOf("ann"), Action.DENY, NOW.plusSeconds(60), null);
        Ban second = ban(keyOf("ann"), Action.DENY, null, null);
        Ban inPlace = ban(keyOf("ann"), Action.DENY, null, "stage");
        Ban quarantine = ban(keyOf("ann"), Action.QUARANTINE, null, null);

        Bans bans = Bans.NONE.with(first).with(inPlace).with(quarantine).with(second);

        assertEquals(List.of(inPlace, quarantine, second), bans.bans());
        assertEquals(List.of(inPlace, second), bans.without(keyOf("ann"), Action.QUARANTINE).bans());
        assertEquals(List.of(), bans.without(keyOf("ann")).bans());
    }

    @Test
    void oneActIsOneBanOfAllThatWasKnownAndIsLiftedAsAWhole() throws Fault {
        Ban ban = together(Action.DENY, "ann", "ann-portable");
        Rulebook rulebook = People.open().with(Bans.NONE.with(ban));

        assertEquals("banned", refusal(rulebook, fresh("ann")));
        assertEquals("banned", refusal(rulebook, fresh("ann-portable")));
        for (String name : List.of("ann", "ann-portable")) {
            assertEquals(Bans.NONE, rulebook.bans().without(keyOf(name)), name);
        }
        Mute mute = new Mute(ban.subjects(), "shouted", NOW, null, "mo");
        assertEquals(Bans.NONE, Bans.NONE.with(mute).withoutMute(keyOf("ann-portable")));
    }

    @Test
    void aNewActAboutPartOfAnEarlierOneLeavesTheRestOfIt() throws Fault {
        Ban both = together(Action.DENY, "ann", "ann-portable");
        Ban again = ban(keyOf("ann"), Action.DENY, NOW.plusSeconds(60), null);

        Bans bans = Bans.NONE.with(both).with(again);

        assertEquals(List.of(together(Action.DENY, "ann-portable"), again), bans.bans());
        assertEquals(List.of(both), bans.with(both).bans());
    }

    @Test
    void aBanOfNobodyOrOfOneTwiceIsRefused() {
        for (Ban bad : List.of(together(Action.DENY), together(Action.DENY, "ann", "ann"))) {
            assertEquals(
                    Fault.Code.BAD_VALUE,
                    assertThrows(Fault.class, () -> Bans.NONE.with(bad)).code());
        }
    }

    private static Ban together(Action action, String... names) {
        return new Ban(
                Arrays.stream(names).map(People::keyOf).toList(), action, Category.FLOODING, Scope.RULE,
                "flooded the plaza", NOW.minusSeconds(60), null, null, "ola");
    }

    @Test
    void whatIsOverCanBeSwept() throws Fault {
        Bans bans = Bans.NONE
                .with(ban(keyOf("ann"), Action.DENY, NOW.plusSeconds(60), null))
                .with(ban(keyOf("bob")))
                .with(new Mute(keyOf("cat"), "shouted", NOW, NOW.plusSeconds(60), "mo"));

        Bans left = bans.withoutEnded(NOW.plusSeconds(60));

        assertEquals(List.of(ban(keyOf("bob"))), left.bans());
        assertEquals(List.of(), left.mutes());
    }

    @Test
    void aBanOfContentOrWithoutAReasonIsRefused() {
        Ban asset = ban(subject("asset:" + "0".repeat(64)));
        Ban blank = new Ban(keyOf("ann"), Action.DENY, asset.category(), " ", NOW, null, null, "ola");
        Ban over = new Ban(keyOf("ann"), Action.DENY, asset.category(), "why", NOW, NOW, null, "ola");

        for (Ban bad : List.of(asset, blank, over)) {
            assertEquals(
                    Fault.Code.BAD_VALUE,
                    assertThrows(Fault.class, () -> Bans.NONE.with(bad)).code());
        }
    }

    @Test
    void aBannedPersonWithAFreshKeyIsAtTheFootOfTheLadder() throws Fault {
        Rulebook rulebook = People.open().with(Bans.NONE.with(ban(subject("account:ann@friend.example"))));

        assertEquals("banned", refusal(rulebook, KNOWN));
        Decision fresh = decide(rulebook, fresh("ann2"));
        assertEquals(Standing.NEWCOMER, fresh.standing());
        assertEquals("enter chat", permissions(fresh));
    }
}
