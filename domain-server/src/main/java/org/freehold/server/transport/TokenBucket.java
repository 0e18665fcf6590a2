// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import org.freehold.server.transport.StrangerLimit.Rate;

/** Fills at a steady rate; each thing done takes one. One thread at a time. */
public final class TokenBucket {
    private final Rate rate;
    private double tokens;
    private long filledAt;

    /**
     * A full one.
     *
     * @param now nanoseconds that only rise
     */
    public TokenBucket(Rate rate, long now) {
        this.rate = rate;
        this.tokens = rate.burst();
        this.filledAt = now;
    }

    /** Takes one; false when there is none. */
    public boolean take(long now) {
        tokens = Math.min(rate.burst(), tokens + (now - filledAt) * rate.perSecond() / 1e9);
        filledAt = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
