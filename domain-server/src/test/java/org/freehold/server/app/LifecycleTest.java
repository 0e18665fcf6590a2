// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.freehold.server.app.Lifecycle.State;
import org.junit.jupiter.api.Test;

final class LifecycleTest {
    private final Lifecycle lifecycle = new Lifecycle();
    private final List<String> stopped = new ArrayList<>();

    @Test
    void partsStopInReverseOrderAndOnce() {
        lifecycle.starting();
        lifecycle.add("first", () -> stopped.add("first"));
        lifecycle.add("second", () -> stopped.add("second"));
        lifecycle.started();
        lifecycle.stop();
        lifecycle.stop();
        assertEquals(List.of("second", "first"), stopped);
        assertEquals(State.STOPPED, lifecycle.state());
    }

    @Test
    void partThatFailsToStopDoesNotKeepTheOthersFromIt() {
        lifecycle.starting();
        lifecycle.add("first", () -> stopped.add("first"));
        lifecycle.add("second", () -> {
            throw new IllegalStateException("stuck");
        });
        IllegalStateException failure = assertThrows(IllegalStateException.class, lifecycle::stop);
        assertEquals("second: stuck", failure.getSuppressed()[0].getMessage());
        assertEquals(List.of("first"), stopped);
        assertEquals(State.STOPPED, lifecycle.state());
    }

    @Test
    void whatWasStoppedIsNotStartedAgain() {
        lifecycle.stop();
        assertThrows(IllegalStateException.class, lifecycle::starting);
    }

    @Test
    void startThatWasStoppedMeanwhileDoesNotCountAsStarted() {
        lifecycle.starting();
        lifecycle.stop();
        assertThrows(IllegalStateException.class, lifecycle::started);
    }
}
