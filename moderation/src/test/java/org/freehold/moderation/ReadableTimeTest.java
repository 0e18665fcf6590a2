// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadableTimeTest {
    @ParameterizedTest
    @CsvSource({
            "2026-12-04T18:00:00Z,         '4 December 2026, 18:00 UTC'",
            "2026-12-04T17:59:00.001Z,     '4 December 2026, 18:00 UTC'",
            "2026-12-31T23:59:30Z,         '1 January 2027, 00:00 UTC'",
            "+12026-01-09T07:05:00Z,       '9 January +12026, 07:05 UTC'"
    })
    void anEndIsNeverSaidEarlierThanItIs(Instant end, String expected) {
        assertEquals(expected, ReadableTime.ofEnd(end));
    }
}
