// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A rehearsal goes through what a visit does. */
final class RehearsalTest {

    @Test
    void goesAsItShould() {
        assertTrue(Rehearsal.of(VisitorKey.generate()));
    }
}
