// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import static org.freehold.moderation.admission.People.decide;
import static org.freehold.moderation.admission.People.fresh;
import static org.freehold.moderation.admission.People.key;
import static org.freehold.moderation.admission.People.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.freehold.moderation.Decision;
import org.freehold.moderation.Standing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose people come in, by home domain (H-23 to H-25, H-32, H-47). */
class GateTest {
    @ParameterizedTest
    @CsvSource({
            "all-except,  griefer.example, griefer.example, false",
            "all-except,  griefer.example, other.example,   true",
            "all-except,  griefer.example, none,            true",
            "all-except,  griefer.example, us.example,      true",
            "all-except,  us.example,      us.example,      true",
            "none-except, friend.example,  friend.example,  true",
            "none-except, friend.example,  other.example,   false",
            "none-except, friend.example,  none,            false",
            "none-except, friend.example,  us.example,      true"
    })
    void bothFormsLetInWhomTheyMean(String mode, String except, String home, boolean in) throws Fault {
        Rulebook rulebook = People.open().with(gate(mode, except));

        String refusal = refusal(rulebook, home.equals("none") ? fresh("ann") : People.of("ann", home));

        assertEquals(in ? null : "home-refused", refusal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                    "griefer.example",
                    "GRIEFER.Example",
                    "HTTP://GRIEFER.example:80/",
                    "https://griefer.example",
                    "griefer.example.",
                    "griefer.example:443"
            })
    void aNameIsTheSameHoweverItIsWritten(String written) throws Fault {
        Rulebook rulebook = People.open().with(gate("all-except", written));

        assertEquals("home-refused", refusal(rulebook, People.of("ann", "griefer.example")));
    }

    @Test
    void anInternationalNameIsTheSameInBothSpellings() throws Fault {
        Rulebook rulebook = People.open().with(gate("all-except", "bücher.example"));

        assertEquals("home-refused", refusal(rulebook, People.of("ann", "xn--bcher-kva.example")));
    }

    @Test
    void aHomeThatIsKeptOutByItsKeyStaysOutUnderAnotherName() throws Fault {
        Rulebook rulebook = People.open().with(gate("all-except", key("griefers")));

        assertEquals("home-refused", refusal(rulebook, People.of("ann", "fresh-name.example", key("griefers"))));
    }

    @Test
    void aHomeThatIsLetInByItsKeyIsNotLetInByItsNameAlone() throws Fault {
        Gate gate = new Gate(DomainFilter.noneExcept(new DomainRef("friend.example", key("friend"))));
        Rulebook rulebook = People.open().with(gate);

        assertNull(refusal(rulebook, People.of("ann", "friend.example", key("friend"))));
        assertNull(refusal(rulebook, People.of("ann", "new-name.example", key("friend"))));
        assertEquals("home-refused", refusal(rulebook, People.of("ann", "friend.example", key("thief"))));
    }

    @Test
    void whoHasARoleHerePassesWhateverTheirHome() throws Fault {
        Rulebook rulebook = People.withRoles().with(gate("none-except", "friend.example"));

        assertNull(refusal(rulebook, fresh("mel")));
    }

    @Test
    void anotherDomainThatUsesOurNameIsRefusedAndOurOwnPeopleComeHome() {
        assertEquals("bad-vouch", refusal(People.open(), People.of("ann", "us.example", key("thief"))));
        assertNull(refusal(People.open(), People.of("ann", "us.example")));
    }

    @Test
    void somebodyWithAFalseHomeDoesNotGetTheRoleOfTheAccountTheyName() throws Fault {
        Roster roster = Roster.EMPTY.with(
                People.role(People.subject("account:ann@us.example"), Standing.MODERATOR));
        Rulebook rulebook = People.open().with(roster);

        Decision thief = decide(rulebook, People.of("ann", "us.example", key("thief")));

        assertEquals("bad-vouch", refusal(thief));
        assertEquals(Standing.NEWCOMER, thief.standing());
        assertEquals(
                Standing.MODERATOR,
                decide(rulebook, People.of("ann", "us.example")).standing());
    }

    @Test
    void theRefusalSaysWhichSideAndWhichRule() throws Fault {
        Rulebook rulebook = People.open().with(gate("all-except", "griefer.example"));

        Decision.Refusal refusal = decide(rulebook, People.of("ann", "griefer.example")).refusal();

        assertNotNull(refusal);
        assertEquals("here", refusal.side());
        assertTrue(refusal.sentence().contains("all homes except griefer.example"), refusal.sentence());
    }

    @Test
    void thePolicyIsReadableAsItIsPublished() throws Fault {
        Gate gate = new Gate(DomainFilter.allExcept(
                DomainRef.parse("griefer.example"), new DomainRef("b.example", key("b")), DomainRef.parse(key("c"))));

        assertEquals(
                "{\"mode\":\"all-except\",\"homes\":[\"griefer.example\",{\"domain\":\"b.example\",\"key\":\""
                        + key("b")
                        + "\"},\"" + key("c") + "\"]}",
                gate.toJson().toString());
        assertEquals(gate, Gate.fromJson(gate.toJson()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "*.example", "example", "", "exa***.com", "1.2.3.0/8"})
    void whatMeansMoreThanOneDomainIsRefused(String written) {
        assertThrows(Fault.class, () -> DomainRef.parse(written));
    }

    private static Gate gate(String mode, String except) throws Fault {
        DomainRef domain = DomainRef.parse(except);
        return new Gate(
                mode.equals("all-except") ? DomainFilter.allExcept(domain) : DomainFilter.noneExcept(domain));
    }
}
