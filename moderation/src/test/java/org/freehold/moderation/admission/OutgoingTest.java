// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import static org.freehold.moderation.admission.People.key;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.freehold.moderation.Decision;
import org.freehold.moderation.Identity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a home lets its own people go (H-26, H-27), and who reaches whom when both sides must agree (H-28). */
class OutgoingTest {
    @ParameterizedTest
    @CsvSource({
            "0,   a.example,   false",
            "0,   school.example, true",
            "4,   a.example,   false",
            "5,   school.example, true",
            "9,   a.example,   false",
            "10,  a.example,   true",
            "10,  bad.example, false",
            "99,  a.example,   true",
            "99,  bad.example, false"
    })
    void aLevelFollowsItsRuleOrTheNearestLowerOne(int level, String destination, boolean may) throws Fault {
        Outgoing outgoing = Outgoing.OPEN
                .with(0, DomainFilter.noneExcept(DomainRef.parse("school.example")))
                .with(10, DomainFilter.allExcept(DomainRef.parse("bad.example")));

        assertEquals(may, outgoing.refuses(level, destination, Set.of(key(destination))).isEmpty());
    }

    @Test
    void belowTheLowestRuleAndWithoutRulesEverybodyMayGoAnywhere() {
        Outgoing fromTen = Outgoing.OPEN.with(10, DomainFilter.noneExcept());

        assertTrue(Outgoing.OPEN.refuses(0, "a.example", Set.of()).isEmpty());
        assertTrue(fromTen.refuses(9, "a.example", Set.of()).isEmpty());
        assertTrue(fromTen.refuses(10, "a.example", Set.of()).isPresent());
    }

    @Test
    void theRefusalSaysThatItIsTheHome() {
        Decision.Refusal refusal = Outgoing.OPEN
                .with(0, DomainFilter.noneExcept())
                .refuses(3, "a.example", Set.of())
                .orElseThrow();

        assertEquals("home-refused", refusal.code());
        assertEquals("home", refusal.side());
        assertEquals("Your home does not let you go there: people of your level may go to no domain.",
                refusal.sentence());
    }

    @Test
    void thePolicyIsReadableAsItIsPublished() throws Fault {
        Outgoing outgoing = Outgoing.OPEN
                .with(10, DomainFilter.ALL)
                .with(0, DomainFilter.noneExcept(DomainRef.parse("school.example")));

        assertEquals(
                "[{\"level\":0,\"mode\":\"none-except\",\"domains\":[\"school.example\"]},"
                        + "{\"level\":10,\"mode\":\"all-except\",\"domains\":[]}]",
                outgoing.toJson().toString());
        assertEquals(outgoing, Outgoing.fromJson(outgoing.toJson()));
    }

    /**
     * Three domains, each open to all or closed, which is: only to the next one of the ring, in and out. That makes eight policies, and
     * networks of their own within them.
     */
    @ParameterizedTest
    @CsvSource({
            "'',    ab ac ba bc ca cb",
            "a,     ab ba bc cb",
            "b,     ac bc ca cb",
            "a b,   bc cb",
            "c,     ab ac ba ca",
            "a c,   ab ba",
            "b c,   ac ca",
            "a b c, ''"
    })
    void thosePairsAreReachableThatBothSidesAllow(String closed, String reachable) throws Fault {
        List<String> found = new ArrayList<>();
        for (String pair : List.of("ab", "ac", "ba", "bc", "ca", "cb")) {
            if (reaches(closed, pair.charAt(0), pair.charAt(1))) {
                found.add(pair);
            }
        }

        assertEquals(reachable, String.join(" ", found));
    }

    private static boolean reaches(String closed, char home, char there) throws Fault {
        Outgoing outgoing = Outgoing.OPEN.with(0, policy(closed, home));
        Rulebook rulebook = Rulebook.initial(new ThisDomain(key(host(there)), Set.of(host(there))), false)
                .with(new Gate(policy(closed, there)));
        Identity traveller = People.of("ann", host(home), key(host(home)));
        return outgoing.refuses(0, host(there), Set.of(key(host(there)))).isEmpty()
                && People.refusal(rulebook, traveller) == null;
    }

    private static DomainFilter policy(String closed, char domain) throws Fault {
        char next = domain == 'c' ? 'a' : (char) (domain + 1);
        return closed.indexOf(domain) >= 0 ? DomainFilter.noneExcept(DomainRef.parse(host(next))) : DomainFilter.ALL;
    }

    private static String host(char domain) {
        return domain + ".example";
    }
}
