// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Carries what became of journal entries from the journal's thread to the world's. Nothing is ever left out: there are only as
 * many results as commits between two ticks.
 */
public final class JournalResults implements Journal.Listener {

    /** As the calls of {@link Journal.Listener}. */
    sealed interface Result {
        record Stored(long ticket) implements Result {}

        record Failed(long firstTicket, String reason) implements Result {}

        record Writable() implements Result {}
    }

    private final ConcurrentLinkedQueue<Result> results = new ConcurrentLinkedQueue<>();

    @Override
    public void stored(long ticket) {
        results.add(new Result.Stored(ticket));
    }

    @Override
    public void failed(long firstTicket, String reason) {
        results.add(new Result.Failed(firstTicket, reason));
    }

    @Override
    public void writable() {
        results.add(new Result.Writable());
    }

    /** Hands over what came since the last call, in order. World thread. */
    void drainTo(Consumer<Result> world) {
        for (Result result = results.poll(); result != null; result = results.poll()) {
            world.accept(result);
        }
    }
}
