// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.storage;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.freehold.server.world.Journal;

/** Writes down what the journal says, for a test to wait for. */
final class FakeListener implements Journal.Listener {
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private volatile long lastStored;

    @Override
    public void stored(long ticket) {
        lastStored = ticket;
        events.add("stored " + ticket);
    }

    @Override
    public void failed(long firstTicket, String reason) {
        events.add("failed " + firstTicket + " " + reason);
    }

    @Override
    public void writable() {
        events.add("writable");
    }

    long lastStored() {
        return lastStored;
    }

    /** The next event; waits for it. */
    String next() throws InterruptedException {
        String event = events.poll(20, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("the journal said nothing for 20 s");
        }
        return event;
    }

    /** Waits until everything up to that ticket is stored. */
    void awaitStored(long ticket) throws InterruptedException {
        while (lastStored < ticket) {
            String event = next();
            if (!event.startsWith("stored ")) {
                throw new AssertionError(event);
            }
        }
    }

    /** Waits for an event that begins so, passing over the others. */
    String await(String beginning) throws InterruptedException {
        String event = next();
        while (!event.startsWith(beginning)) {
            event = next();
        }
        return event;
    }

    int waitingEvents() {
        return events.size();
    }
}
