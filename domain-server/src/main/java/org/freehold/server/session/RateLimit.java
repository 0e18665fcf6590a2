// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import java.util.function.LongSupplier;

/** On the hot path. A bucket that fills at a steady rate and from which each thing done takes its share. One thread at a time. */
final class RateLimit {
    private final double perNano;
    private final double burst;
    private final LongSupplier nanoClock;
    private double tokens;
    private long filledAt;

    /** Starts full; {@code burst} is what may be done at once. */
    RateLimit(double perSecond, double burst, LongSupplier nanoClock) {
        this.perNano = perSecond / 1e9;
        this.burst = burst;
        this.nanoClock = nanoClock;
        this.tokens = burst;
        this.filledAt = nanoClock.getAsLong();
    }

    /** Takes the amount if it is there; false, and nothing taken, if not. */
    boolean take(double amount) {
        long now = nanoClock.getAsLong();
        tokens = Math.min(burst, tokens + (now - filledAt) * perNano);
        filledAt = now;
        if (tokens < amount) {
            return false;
        }
        tokens -= amount;
        return true;
    }
}
