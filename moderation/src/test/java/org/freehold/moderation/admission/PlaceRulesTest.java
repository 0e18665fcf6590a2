// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import static org.freehold.moderation.admission.People.NOW;
import static org.freehold.moderation.admission.People.fresh;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.freehold.moderation.Identity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Places for residents or for guests only (H-41). */
class PlaceRulesTest {
    @ParameterizedTest
    @CsvSource({
            "plain,  stranger, true",
            "plain,  member,   true",
            "club,   stranger, false",
            "club,   foreigner, false",
            "club,   member,   true",
            "club,   citizen,  true",
            "club,   moderator, true",
            "guests, stranger, true",
            "guests, foreigner, true",
            "guests, member,   false",
            "guests, citizen,  false",
            "guests, moderator, true",
            "closed, stranger, false",
            "closed, member,   false",
            "closed, owner,    true"
    })
    void aPlaceIsForThoseItsRuleLeaves(String place, String who, boolean may) throws Fault {
        PlaceRules places = new PlaceRules(Map.of(
                "club", new PlaceRules.PlaceRule(true, false),
                "guests", new PlaceRules.PlaceRule(false, true),
                "closed", new PlaceRules.PlaceRule(true, true)));
        Rulebook rulebook = People.withRoles().with(Settings.INITIAL.with(places));

        assertEquals(
                may,
                !Admission.closedPlaces(rulebook, visitor(who), NOW).containsKey(place));
    }

    private static Identity visitor(String who) {
        return switch (who) {
            case "stranger" -> fresh("new");
            case "foreigner" -> People.of("ann", "friend.example");
            case "citizen" -> People.of("ann", "us.example");
            case "member" -> fresh("mel");
            case "moderator" -> fresh("mo");
            case "owner" -> fresh("ola");
            default -> throw new IllegalArgumentException(who);
        };
    }
}
