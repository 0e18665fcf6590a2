// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.ice;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many checks are sent or taken: so many a second, and some more at once. For all together, those to addresses of which nobody has shown
 * yet that they want any, so that whoever names addresses of others gets nothing for it; for each negotiation, those that come, so that one
 * peer leaves room for the others. Any thread.
 */
final class CheckBudget {
    private final double perSecond;
    private final double burst;
    private final LongSupplier nanoClock;
    private double left;
    private long filledAt;

    CheckBudget(double perSecond, double burst, LongSupplier nanoClock) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanoClock = nanoClock;
        this.left = burst;
        this.filledAt = nanoClock.getAsLong();
    }

    synchronized boolean take() {
        long now = nanoClock.getAsLong();
        left = Math.min(burst, left + (now - filledAt) * perSecond / TimeUnit.SECONDS.toNanos(1));
        filledAt = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
