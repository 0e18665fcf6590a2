// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes by itself for whoever waits for packets, and by the test for leases. */
final class FakeTime implements InstantSource {
    static final Instant BEGIN = Instant.parse("2026-05-01T12:00:00Z");

    private final AtomicLong added = new AtomicLong();

    @Override
    public Instant instant() {
        return BEGIN.plusNanos(added.get());
    }

    long nanos() {
        return System.nanoTime() + added.get();
    }

    void pass(Duration time) {
        added.addAndGet(time.toNanos());
    }
}
