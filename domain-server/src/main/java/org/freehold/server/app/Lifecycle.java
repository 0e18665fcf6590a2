// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The states that a server goes through, each once, and the parts that were started on the way: they are stopped in reverse
 * order. One thread starts; any thread may stop, and all but the first only wait.
 */
final class Lifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

    private final AtomicReference<State> state = new AtomicReference<>(State.LATENT);
    private final Deque<Part> parts = new ArrayDeque<>();

    /** Where a server is in its life. */
    enum State {
        LATENT,
        STARTING,
        STARTED,
        STOPPING,
        STOPPED
    }

    /** Stops one part; may throw what it likes, the others are stopped all the same. */
    @FunctionalInterface
    interface Stop {
        void stop() throws Exception;
    }

    private record Part(String name, Stop stop) {}

    State state() {
        return state.get();
    }

    void starting() {
        change(State.LATENT, State.STARTING);
    }

    void started() {
        change(State.STARTING, State.STARTED);
    }

    /** Remembers how to stop a part that has just been started. */
    synchronized void add(String name, Stop stop) {
        parts.push(new Part(name, stop));
    }

    /**
     * Stops all parts, the last one first.
     *
     * @throws IllegalStateException after all of them, when one or more could not be stopped; these are suppressed in it
     */
    synchronized void stop() {
        if (state.get() == State.STOPPED) {
            return;
        }
        state.set(State.STOPPING);
        IllegalStateException failures = new IllegalStateException("not everything stopped as it should");
        while (!parts.isEmpty()) {
            Part part = parts.pop();
            long begin = System.nanoTime();
            try {
                part.stop().stop();
            } catch (Exception e) {
                failures.addSuppressed(new IllegalStateException(part.name() + ": " + e.getMessage(), e));
            }
            LOG.debug("{} stopped in {} ms", part.name(), (System.nanoTime() - begin) / 1_000_000);
        }
        state.set(State.STOPPED);
        if (failures.getSuppressed().length > 0) {
            throw failures;
        }
    }

    private void change(State expected, State next) {
        if (!state.compareAndSet(expected, next)) {
            throw new IllegalStateException("state: " + state.get() + " (expected: " + expected + ")");
        }
    }
}
