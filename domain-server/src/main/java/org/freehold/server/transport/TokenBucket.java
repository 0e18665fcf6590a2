// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

/** On the hot path. Fills at a steady rate; each thing done takes its share. One thread at a time. */
public final class TokenBucket {
    private final double perNano;
    private final double burst;
    private double tokens;
    private long filledAt;

    /**
     * How fast it fills.
     *
     * @param burst what it holds: so much at once, after a quiet time
     */
    public record Rate(double perSecond, double burst) {}

    /**
     * A full one.
     *
     * @param now nanoseconds that only rise
     */
    public TokenBucket(Rate rate, long now) {
        this.perNano = rate.perSecond() / 1e9;
        this.burst = rate.burst();
        this.tokens = burst;
        this.filledAt = now;
    }

    /** Takes one; false when there is none. */
    public boolean take(long now) {
        return take(1, now);
    }

    /** Takes the amount if it is there; false, and nothing taken, if not. */
    public boolean take(double amount, long now) {
        tokens = Math.min(burst, tokens + (now - filledAt) * perNano);
        filledAt = now;
        if (tokens < amount) {
            return false;
        }
        tokens -= amount;
        return true;
    }
}
