// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import static org.freehold.moderation.admission.People.NOW;
import static org.freehold.moderation.admission.People.decide;
import static org.freehold.moderation.admission.People.fresh;
import static org.freehold.moderation.admission.People.keyOf;
import static org.freehold.moderation.admission.People.role;
import static org.freehold.moderation.admission.People.subject;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.freehold.moderation.Permission;
import org.freehold.moderation.Standing;
import org.freehold.moderation.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has a role, and that somebody always owns the domain (O-24). */
class RosterTest {
    @Test
    void aPinnedKeyHasItsRightsAndOthersOnTheSameMachineDoNot() throws Fault {
        Roster roster = Roster.EMPTY.with(
                new Roster.Entry(keyOf("kitchen"), Standing.OWNER, "the laptop in the kitchen", NOW, "shell"));
        Rulebook rulebook = People.open().with(roster);

        assertTrue(decide(rulebook, fresh("kitchen")).permissions().contains(Permission.ADMINISTER));
        assertEquals(Standing.NEWCOMER, decide(rulebook, People.local("other")).standing());
        assertEquals(
                List.of(keyOf("kitchen") + " (the laptop in the kitchen), since " + NOW + " by shell -> owner"),
                People.steps(decide(rulebook, fresh("kitchen")), "standing"));
    }

    @Test
    void theLastOwnerCanNeitherBeRemovedNorMadeLess() throws Fault {
        Roster one = Roster.EMPTY.with(role(keyOf("ola"), Standing.OWNER));

        assertEquals(
                Fault.Code.LAST_OWNER,
                assertThrows(Fault.class, () -> one.without(keyOf("ola"))).code());
        assertEquals(
                Fault.Code.LAST_OWNER,
                assertThrows(Fault.class, () -> one.with(role(keyOf("ola"), Standing.MEMBER))).code());
        Roster two = one.with(role(keyOf("ann"), Standing.OWNER));
        assertEquals(List.of(role(keyOf("ann"), Standing.OWNER)), two.without(keyOf("ola")).with(Standing.OWNER));
    }

    @Test
    void ofSeveralRolesOfOnePersonTheHighestCounts() throws Fault {
        Subject account = subject("account:ann@friend.example");
        Roster roster = Roster.EMPTY
                .with(role(keyOf("ann"), Standing.MEMBER))
                .with(role(account, Standing.MODERATOR))
                .with(role(keyOf("ann-portable"), Standing.MEMBER));

        assertEquals(
                Standing.MODERATOR,
                decide(People.open().with(roster), People.of("ann", "friend.example")).standing());
        assertEquals(Standing.MEMBER, decide(People.open().with(roster), fresh("ann")).standing());
    }

    @ParameterizedTest
    @ValueSource(strings = {"newcomer", "known"})
    void whatIsEarnedCanNotBeGiven(String standing) {
        Roster.Entry entry = role(keyOf("ann"), Standing.parse(standing).orElseThrow());

        assertEquals(
                Fault.Code.BAD_VALUE,
                assertThrows(Fault.class, () -> Roster.EMPTY.with(entry)).code());
    }

    @Test
    void onlyAPersonCanHaveARole() {
        for (String text : List.of("home:friend.example", "asset:" + "0".repeat(64))) {
            assertThrows(Fault.class, () -> Roster.EMPTY.with(role(subject(text), Standing.MEMBER)), text);
        }
    }
}
