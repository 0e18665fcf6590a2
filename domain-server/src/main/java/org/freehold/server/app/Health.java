// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Whether a domain does what it is for: its world ticks, and changes are stored. Any thread. */
final class Health {
    /** Far longer than any tick, and than a pause of the machine that is no reason to start anew. */
    private static final long MAX_SILENCE_NANOS = 5_000_000_000L;

    private final LongSupplier nanoClock;
    private final BooleanSupplier stores;
    private volatile long lastTickNanos;

    Health(LongSupplier nanoClock, BooleanSupplier stores) {
        this.nanoClock = nanoClock;
        this.stores = stores;
        this.lastTickNanos = nanoClock.getAsLong();
    }

    /** A tick is over. */
    void ticked() {
        lastTickNanos = nanoClock.getAsLong();
    }

    /** Why it is not healthy, one sentence; null when all is well. */
    @Nullable
    String unwell() {
        long silence = nanoClock.getAsLong() - lastTickNanos;
        if (silence > MAX_SILENCE_NANOS) {
            return "The world has not moved for " + silence / 1_000_000_000L + " s.";
        }
        return stores.getAsBoolean() ? null
                : "The world can't be stored now, so nobody can change it; the log says why.";
    }
}
