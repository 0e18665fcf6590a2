// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import static org.freehold.moderation.admission.People.allowing;
import static org.freehold.moderation.admission.People.decide;
import static org.freehold.moderation.admission.People.denial;
import static org.freehold.moderation.admission.People.judgement;
import static org.freehold.moderation.admission.People.lists;
import static org.freehold.moderation.admission.People.steps;
import static org.freehold.moderation.admission.People.subject;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.freehold.moderation.Action;
import org.freehold.moderation.Decision;
import org.freehold.moderation.Identity;
import org.freehold.moderation.Standing;
import org.freehold.moderation.Subject;
import org.junit.jupiter.api.Test;

/** What a register of home domains comes to at the door (W-122 to W-124). */
class RegistersTest {
    private static final Subject HOME = subject("home:friend.example");
    private static final Identity VISITOR = People.of("ann", "friend.example");

    @Test
    void aGoodHomeIsNotMentioned() throws Fault {
        Decision decision = decide(People.open().with(lists(judgement(HOME, Action.MONITOR))), VISITOR);

        assertEquals(Standing.KNOWN, decision.standing());
        assertEquals(List.of(), decision.warnings());
    }

    @Test
    void whoComesFromAFairHomeIsTold() throws Fault {
        Decision decision = decide(People.open().with(lists(judgement(HOME, Action.WARN))), VISITOR);

        assertEquals(Standing.KNOWN, decision.standing());
        assertTrue(decision.warnings().toString().contains("No answer to appeals."), decision.toString());
        assertNull(decision.refusal());
    }

    @Test
    void theWordOfAnUncheckedHomeDoesNotCount() throws Fault {
        Decision decision = decide(People.open().with(lists(judgement(HOME, Action.QUARANTINE))), VISITOR);

        assertEquals(Standing.NEWCOMER, decision.standing());
        assertEquals(Action.MONITOR, decision.action(), "the person is not punished for the home");
        assertTrue(decision.warnings().toString().contains("does not count"), decision.toString());
    }

    @Test
    void anUncheckedHomeStillDoesNotHideAnAccountFromBanLists() throws Fault {
        Subject account = subject("account:ann@friend.example");
        Decision decision = decide(
                People.open().with(lists(judgement(HOME, Action.QUARANTINE), denial(account))), VISITOR);

        assertEquals("banned", Objects.requireNonNull(decision.refusal()).code());
    }

    @Test
    void whoComesFromAPoorHomeIsRefusedWithTheReasonAndAdvice() throws Fault {
        Decision.Refusal refusal =
                decide(People.open().with(lists(judgement(HOME, Action.DENY))), VISITOR).refusal();

        assertNotNull(refusal);
        assertEquals("home-refused", refusal.code());
        assertTrue(refusal.sentence().contains("No answer to appeals."), refusal.sentence());
        assertTrue(refusal.sentence().endsWith("Come without a home, or move to another one."), refusal.sentence());
        assertEquals("https://register.example/appeals", refusal.appeal());
    }

    @Test
    void ourOwnWordIsAboveARegister() throws Fault {
        Rulebook refusing = People.withRoles().with(lists(judgement(HOME, Action.DENY)));

        assertNull(decide(refusing.with(allowing(HOME)), VISITOR).refusal());
        Rulebook unchecked = People.open().with(lists(judgement(HOME, Action.QUARANTINE)));
        assertEquals(Standing.KNOWN, decide(unchecked.with(allowing(HOME)), VISITOR).standing());
    }

    @Test
    void aRegisterSaysNothingAboutThisDomainToItself() throws Fault {
        Subject us = new Subject(Subject.Kind.HOME, People.US.key());
        Decision decision = decide(People.withRoles().with(lists(judgement(us, Action.DENY))),
                People.of("cat", "us.example"));

        assertNull(decision.refusal());
        assertTrue(steps(decision, "list").getFirst().endsWith("no effect: it is about this domain"));
    }
}
