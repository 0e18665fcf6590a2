// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import static org.freehold.moderation.admission.People.NOW;
import static org.freehold.moderation.admission.People.key;
import static org.freehold.moderation.admission.People.keyOf;
import static org.freehold.moderation.admission.People.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.freehold.moderation.Decision;
import org.freehold.moderation.Identity;
import org.freehold.moderation.Permission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is looked at before what, and one reason code each (H-35). */
class AdmissionOrderTest {
    enum Obstacle {
        SOFTWARE,
        BAN,
        IMPERSONATION,
        GATE,
        LIST,
        RULES
    }

    @ParameterizedTest
    @CsvSource({
            "SOFTWARE,      software-refused, not welcome",
            "BAN,           banned,           flooded the plaza",
            "IMPERSONATION, bad-vouch,        domain's name",
            "GATE,          home-refused,     all homes except",
            "LIST,          banned,           ban list https://lists.example/lists/main",
            "RULES,         not-permitted,    ask its owner"
    })
    void eachObstacleIsTheReasonWhenAllThatComeAfterItAreThereToo(Obstacle first, String code, String sentence)
            throws Fault {
        List<Obstacle> all = List.of(Obstacle.values());

        Decision decision = decide(all.subList(all.indexOf(first), all.size()));

        assertEquals(code, refusal(decision));
        assertTrue(
                decision.refusal() != null && decision.refusal().sentence().contains(sentence),
                String.valueOf(decision.refusal()));
    }

    @ParameterizedTest
    @CsvSource({
            "SOFTWARE,      software-refused",
            "BAN,           banned",
            "IMPERSONATION, bad-vouch",
            "GATE,          home-refused",
            "LIST,          banned",
            "RULES,         not-permitted"
    })
    void eachObstacleIsEnoughAlone(Obstacle only, String code) throws Fault {
        assertEquals(code, refusal(decide(List.of(only))));
    }

    @Test
    void withoutAnObstacleTheVisitorIsIn() throws Fault {
        Decision decision = decide(List.of());

        assertEquals(null, refusal(decision));
        assertTrue(decision.permissions().contains(Permission.ENTER));
    }

    @Test
    void everythingThatStandsInTheWayIsExplainedAndNotOnlyTheFirst() throws Fault {
        Decision decision =
                decide(List.of(Obstacle.SOFTWARE, Obstacle.BAN, Obstacle.GATE, Obstacle.LIST, Obstacle.RULES));

        assertEquals(
                List.of("standing", "software", "ban", "gate", "list", "rule"),
                decision.steps().stream().map(Decision.Step::stage).toList());
    }

    @Test
    void whoIsRefusedHasNoPermissionAtAll() throws Fault {
        for (Obstacle obstacle : Obstacle.values()) {
            assertEquals("", People.permissions(decide(List.of(obstacle))), obstacle.name());
        }
    }

    private static Decision decide(List<Obstacle> obstacles) throws Fault {
        Rulebook rulebook = People.open();
        String home = "friend.example";
        String homeKey = key("friend");
        for (Obstacle obstacle : obstacles) {
            switch (obstacle) {
                case SOFTWARE ->
                        rulebook = rulebook.with(rulebook.settings().with(ClientSoftware.of(List.of("BadViewer 1.*"))));
                case BAN -> rulebook = rulebook.with(Bans.NONE.with(People.ban(keyOf("ann"))));
                case IMPERSONATION -> home = "us.example";
                case GATE ->
                        rulebook = rulebook.with(new Gate(DomainFilter.allExcept(DomainRef.parse("friend.example"))));
                case LIST -> rulebook = rulebook.with(People.lists(People.denial(keyOf("ann"))));
                case RULES -> rulebook = rulebook.with(Rules.of(Preset.MEMBERS));
            }
        }
        Identity ann =
                new Identity(key("ann"), null, new Identity.Home(home, homeKey, "ann", 0), false, "BadViewer 1.7");
        return Admission.decide(rulebook, ann, History.NONE, NOW);
    }
}
