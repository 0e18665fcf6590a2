// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class FaultKindsTest {
    private final FaultKinds kinds = new FaultKinds();

    @Test
    void theSameFaultAtTheSamePlaceIsNewOnce() {
        assertTrue(kinds.isNew(fault("org.freehold.server.world.World", 12)));
        assertFalse(kinds.isNew(fault("org.freehold.server.world.World", 12)));
        assertTrue(kinds.isNew(fault("org.freehold.server.world.World", 13)));
    }

    @Test
    void faultsInOneLibraryCallAreToldApartByWhereItWasCalledFrom() {
        var library = new StackTraceElement("java.util.Objects", "requireNonNull", "Objects.java", 1);
        RuntimeException first = fault("org.freehold.server.world.World", 12);
        first.setStackTrace(new StackTraceElement[] {library, first.getStackTrace()[0]});
        assertEquals("java.lang.IllegalStateException at org.freehold.server.world.World.method(File.java:12)",
                FaultKinds.kind(first));
    }

    @Test
    void aFaultWithoutATraceIsAKindToo() {
        RuntimeException bare = new IllegalStateException();
        bare.setStackTrace(new StackTraceElement[0]);
        assertEquals("java.lang.IllegalStateException", FaultKinds.kind(bare));
    }

    @Test
    void kindsWithoutEndDoNotFillTheLog() {
        int logged = 0;
        for (int line = 0; line < 10_000; line++) {
            logged += kinds.isNew(fault("org.freehold.server.world.World", line)) ? 1 : 0;
        }
        assertEquals(100, logged);
    }

    private static RuntimeException fault(String type, int line) {
        var fault = new IllegalStateException();
        fault.setStackTrace(new StackTraceElement[] {new StackTraceElement(type, "method", "File.java", line)});
        return fault;
    }
}
