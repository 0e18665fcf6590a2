// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that are denied by what they say they are (H-36). */
class ClientSoftwareTest {
    @ParameterizedTest
    @CsvSource({
            "BadViewer 1.*, BadViewer 1.7, true",
            "BadViewer 1.*, badviewer 1., true",
            "BadViewer 1.*, BadViewer 2.0, false",
            "BadViewer 1.*, My BadViewer 1.7, false",
            "*viewer*, SomeViewer 3, true",
            "*er*er*, viewer for her, true",
            "*er*er*, viewer, false",
            "exact, exact, true",
            "exact, exactly, false",
            "exact, exac, false"
    })
    void aPatternMatchesTheWholeName(String pattern, String software, boolean denied) throws Fault {
        assertEquals(denied, ClientSoftware.of(List.of(pattern)).denies(software).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "*", "**", "* *", "*1*", ".*", "a\nb",
            "0123456789012345678901234567890123456789012345678901234567890123x"})
    void aPatternThatMeansEverythingOrNothingIsRefusedWhenItIsSet(String pattern) {
        assertEquals(
                Fault.Code.BAD_VALUE,
                assertThrows(Fault.class, () -> ClientSoftware.of(List.of(pattern))).code());
    }

    @Test
    void aHostileNameCostsNoTime() throws Fault {
        ClientSoftware software = ClientSoftware.of(List.of("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b"));

        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> {
            for (int i = 0; i < 1000; i++) {
                software.denies("a".repeat(64));
            }
        });
    }

    @Test
    void ownersComeInWhateverTheirProgramSays() throws Fault {
        Settings settings = Settings.INITIAL.with(ClientSoftware.of(List.of("freehold*")));
        Rulebook rulebook = People.withRoles().with(settings);

        assertNull(People.refusal(rulebook, People.withSoftware("ola", "freehold web 1")));
        assertEquals("software-refused", People.refusal(rulebook, People.withSoftware("ann", "freehold web 1")));
        assertNull(People.refusal(rulebook, People.fresh("ann")));
    }
}
