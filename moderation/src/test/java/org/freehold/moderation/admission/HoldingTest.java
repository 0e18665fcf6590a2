// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import static org.freehold.moderation.admission.People.NOW;
import static org.freehold.moderation.admission.People.ban;
import static org.freehold.moderation.admission.People.decide;
import static org.freehold.moderation.admission.People.denial;
import static org.freehold.moderation.admission.People.fresh;
import static org.freehold.moderation.admission.People.keyOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.freehold.moderation.Action;
import org.freehold.moderation.Decision;
import org.freehold.moderation.Standing;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Until when a decision holds. */
class HoldingTest {
    private static final Instant SOON = NOW.plusSeconds(60);
    private static final Instant LATER = NOW.plusSeconds(600);

    @Test
    void aDecisionOfThingsWithoutAnEndHoldsForEver() throws Fault {
        Rulebook rulebook = People.withRoles()
                .with(Bans.NONE.with(ban(keyOf("ann"), Action.WARN, null, null)))
                .with(People.lists(denial(keyOf("bob"))));

        Decision decision = decide(rulebook, fresh("ann"));

        assertNull(decision.until());
        assertTrue(decision.holds(NOW) && decision.holds(Instant.MAX));
    }

    @Test
    void aDecisionHoldsUntilTheFirstOfItsBansMutesAndEntriesEnds() throws Fault {
        Bans bans = Bans.NONE.with(ban(keyOf("ann"), Action.DENY, LATER, null));
        assertEquals(LATER, until(bans));
        assertEquals(SOON, until(bans.with(ban(keyOf("ann"), Action.WARN, SOON, null))));
        assertEquals(SOON, until(bans.with(ban(keyOf("ann"), Action.DENY, SOON, "Stage"))), "of a place, too");
        assertEquals(SOON, until(bans.with(new Mute(keyOf("ann"), "shouts", NOW.minusSeconds(1), SOON, "mo"))));
        assertEquals(
                denial(keyOf("ann")).expires(),
                decide(People.open().with(People.lists(denial(keyOf("ann")))), fresh("ann")).until());
    }

    @Test
    void whatIsOverOrAboutOthersEndsNothing() throws Fault {
        Bans bans = Bans.NONE
                .with(ban(keyOf("ann"), Action.DENY, NOW, null))
                .with(new Mute(keyOf("bob"), "shouts", NOW, SOON, "mo"));

        assertNull(until(bans));
    }

    @Test
    void aDecisionIsOverAtTheInstantThatItNames() throws Fault {
        Decision decision = decide(
                People.open().with(Bans.NONE.with(ban(keyOf("ann"), Action.QUARANTINE, SOON, null))), fresh("ann"));

        assertTrue(decision.holds(SOON.minusNanos(1)));
        assertFalse(decision.holds(SOON));
    }

    @Test
    void aDecisionDoesNotHoldForAClockThatWentBack() {
        Decision decision = decide(People.open(), fresh("ann"));

        assertFalse(decision.holds(NOW.minusNanos(1)), "something may be in force again that was over");
    }

    @Test
    void aDecisionAboutANewcomerHoldsUntilTimeMakesThemKnown() {
        History history = new History(NOW.minus(Duration.ofHours(23)), NOW, 2);

        Decision decision = Admission.decide(People.open(), People.withPortableKey("ann"), history, NOW);

        assertEquals(Standing.NEWCOMER, decision.standing());
        assertEquals(NOW.plus(Duration.ofHours(1)), decision.until());
        assertNull(Admission.decide(People.open(), fresh("ann"), history, NOW).until(), "never, without that key");
    }

    private static @Nullable Instant until(Bans bans) {
        return decide(People.open().with(bans), fresh("ann")).until();
    }
}
