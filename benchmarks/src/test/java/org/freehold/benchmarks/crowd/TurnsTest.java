// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TurnsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 10, 100, 800, 1000, 2000})
    void everybodyHasOneTurnInARound(int people) {
        Turns turns = new Turns(people);
        for (long round : new long[] {0, 1, 1_000_000_000_000L}) {
            assertEquals(
                    people,
                    IntStream.range(0, people).map(turn -> turns.walker(round * people + turn)).distinct().count());
        }
    }

    @ParameterizedTest
    @CsvSource({"800, 100", "800, 400", "800, 37", "220, 20", "2000, 400", "100, 100"})
    void theFirstToComeAreSpreadOverARound(int people, int present) {
        Turns turns = new Turns(people);
        int[] taken = IntStream.range(0, 2 * people).filter(turn -> turns.walker(turn) < present).toArray();
        int longest = IntStream.range(1, taken.length).map(i -> taken[i] - taken[i - 1]).max().orElseThrow();
        double even = (double) people / present;
        assertTrue(longest <= 3 * even,
                "a gap of " + longest + " turns, evenly " + even + ": " + Arrays.toString(taken));
    }

    @Test
    void theFirstWalkerBegins() {
        assertEquals(0, new Turns(7).walker(0));
    }
}
