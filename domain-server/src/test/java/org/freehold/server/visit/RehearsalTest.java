// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A rehearsal goes through what a visit does. */
final class RehearsalTest {

    @Test
    void goesAsItShould() {
        assertTrue(Rehearsal.of(VisitorKey.generate()));
    }

    @Test
    void endsWhenNobodyLetsItIn() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertTimeout(Duration.ofSeconds(10), () -> Rehearsal.ofConnecting(http));
        }
    }
}
