// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import static org.freehold.moderation.admission.People.NOW;
import static org.freehold.moderation.admission.People.decide;
import static org.freehold.moderation.admission.People.fresh;
import static org.freehold.moderation.admission.People.keyOf;
import static org.freehold.moderation.admission.People.local;
import static org.freehold.moderation.admission.People.permissions;
import static org.freehold.moderation.admission.People.refusal;
import static org.freehold.moderation.admission.People.steps;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.freehold.moderation.Decision;
import org.freehold.moderation.Identity;
import org.freehold.moderation.Permission;
import org.freehold.moderation.Standing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may do what under each preset (O-32), and that what is not said is denied. */
class PermissionMatrixTest {
    private static final String ALL =
            "enter chat voice build build-temporary lock edit-others scripts moderate administer exceed-capacity";

    @ParameterizedTest
    @CsvSource({
            "open, anonymous, enter chat",
            "open, known, enter chat voice build build-temporary scripts",
            "open, member, enter chat voice build build-temporary lock scripts",
            "open, moderator, enter chat voice build build-temporary lock edit-others scripts moderate exceed-capacity",
            "open, owner, " + ALL,
            "look-only, anonymous, enter",
            "look-only, known, enter",
            "look-only, member, enter",
            "look-only, moderator, enter chat voice build build-temporary lock edit-others scripts moderate exceed-capacity",
            "look-only, owner, " + ALL,
            "friends, anonymous, enter chat",
            "friends, known, enter chat voice",
            "friends, member, enter chat voice build build-temporary lock scripts",
            "friends, moderator, enter chat voice build build-temporary lock edit-others scripts moderate exceed-capacity",
            "friends, owner, " + ALL,
            "members, anonymous, ''",
            "members, known, ''",
            "members, member, enter chat voice build build-temporary lock scripts",
            "members, moderator, enter chat voice build build-temporary lock edit-others scripts moderate exceed-capacity",
            "members, owner, " + ALL
    })
    void eachPresetGivesEachStandingThisAndNoMore(String preset, String who, String expected) throws Fault {
        Rulebook rulebook = People.withRoles().with(Rules.of(Preset.parse(preset).orElseThrow()));

        Decision decision = decide(rulebook, visitor(who));

        assertEquals(expected, permissions(decision));
        assertEquals(expected.isEmpty() ? "not-permitted" : null, refusal(decision));
    }

    @ParameterizedTest
    @CsvSource({
            "everybody, anonymous known member moderator owner",
            "anonymous, anonymous member moderator owner",
            "known, known member moderator owner",
            "member, member moderator owner",
            "moderator, moderator owner",
            "owner, owner",
            "localhost, owner",
            "home:friend.example, known owner",
            "account:known@friend.example, known owner",
            "account:other@friend.example, owner",
            "home:other.example, owner"
    })
    void aRuleGivesToThoseItNamesAndToNobodyElse(String who, String expected) throws Fault {
        // Members and above show only a key, so they are anonymous in that sense too; owners may do everything anyway.
        Rule rule = new Rule(Who.parse(who).orElseThrow(), Set.of(Permission.ENTER));
        Rulebook rulebook = People.withRoles().with(Rules.of(List.of(rule)));

        List<String> entering = List.of("anonymous", "known", "member", "moderator", "owner").stream()
                .filter(each -> refusal(rulebook, visitor(each)) == null)
                .toList();

        assertEquals(List.of(expected.split(" ")), entering);
    }

    @Test
    void aRuleForOneKeyIsForThatKeyOnly() throws Fault {
        Rules rules = Rules.of(List.of(new Rule(new Who.Holder(keyOf("ann")), Set.of(Permission.ENTER))));
        Rulebook rulebook = People.open().with(rules);

        assertNull(refusal(rulebook, fresh("ann")));
        assertEquals("not-permitted", refusal(rulebook, fresh("bob")));
    }

    @Test
    void whoHoldsThePortableKeyOfARuleIsMeantByIt() {
        Rules rules = Rules.of(List.of(new Rule(new Who.Holder(keyOf("ann-portable")), Set.of(Permission.ENTER))));

        assertNull(refusal(People.open().with(rules), People.withPortableKey("ann")));
    }

    @Test
    void withoutAnyRuleNobodyButOwnersMayDoAnything() throws Fault {
        Rulebook rulebook = People.withRoles().with(Rules.of(List.of()));

        for (String who : List.of("anonymous", "known", "member", "moderator")) {
            assertEquals("", permissions(decide(rulebook, visitor(who))), who);
        }
        assertEquals(ALL, permissions(decide(rulebook, visitor("owner"))));
    }

    @Test
    void aDomainThatHasSetNothingIsOpenAndItsOwnMachineMayBuild() {
        Rulebook rulebook = Rulebook.initial(People.US, true);

        assertEquals("enter chat", permissions(decide(rulebook, fresh("ann"))));
        assertEquals(
                "enter chat voice build build-temporary lock edit-others scripts",
                permissions(decide(rulebook, local("ann"))));
        assertEquals("enter chat", permissions(decide(Rulebook.initial(People.US, false), local("ann"))));
    }

    @Test
    void theRuleForTheOwnMachineStaysWhenThePresetChanges() {
        Rules rules = Rules.initial(true).with(Preset.LOOK_ONLY);

        assertTrue(decide(People.open().with(rules), local("ann")).permissions().contains(Permission.BUILD));
    }

    @Test
    void eachPermissionIsExplainedByTheRuleThatGaveIt() {
        Decision decision = decide(Rulebook.initial(People.US, true), People.of("ann", "friend.example"));

        assertEquals(
                List.of(
                        "everybody -> enter, chat",
                        "known -> voice, build, build-temporary, scripts",
                        "no rule -> denied: lock, edit-others, moderate, administer, exceed-capacity"),
                steps(decision, "rule"));
    }

    @ParameterizedTest
    @EnumSource(Standing.class)
    void anybodyCanBeSeenAsAnyStandingWithoutHavingIt(Standing standing) throws Fault {
        String who = standing == Standing.NEWCOMER ? "anonymous" : standing.text();

        Decision seen = Admission.decideAs(People.open(), fresh("nobody"), standing, NOW);

        assertEquals(permissions(decide(People.withRoles(), visitor(who))), permissions(seen));
        assertEquals(standing, seen.standing());
    }

    @Test
    void whoIsNotPermittedIsToldWhatToTellTheOwner() {
        Decision decision = decide(People.open().with(Rules.of(Preset.MEMBERS)), fresh("ann"));

        assertTrue(decision.refusal() != null && decision.refusal().sentence().contains("key:" + People.key("ann")));
    }

    @Test
    void everyPresetKeepsBuildingVoiceAndScriptsFromFreshKeys() {
        Set<Permission> behindTheLadder = EnumSet.of(Permission.BUILD, Permission.VOICE, Permission.SCRIPTS);
        for (Preset preset : Preset.values()) {
            Set<Permission> given = EnumSet.noneOf(Permission.class);
            given.addAll(decide(People.open().with(Rules.of(preset)), fresh("new")).permissions());
            given.retainAll(behindTheLadder);
            assertEquals(Set.of(), given, preset.text());
        }
    }

    private static Identity visitor(String who) {
        return switch (who) {
            case "anonymous" -> fresh("new");
            case "known" -> People.of("known", "friend.example");
            case "member" -> fresh("mel");
            case "moderator" -> fresh("mo");
            case "owner" -> fresh("ola");
            default -> throw new IllegalArgumentException(who);
        };
    }
}
