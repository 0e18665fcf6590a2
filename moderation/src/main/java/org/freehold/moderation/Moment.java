// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time at which something is decided, which can only be compared, and which remembers the comparisons: what was concluded from them
 * holds until the first of the times that were still to come. So nothing that ends or begins by itself can be looked at and forgotten.
 * For one thread, thrown away afterwards.
 */
public final class Moment {
    private final Instant now;
    private @Nullable Instant until;

    public Moment(Instant now) {
        this.now = now;
    }

    /** Whether that time is still to come. */
    public boolean isBefore(Instant time) {
        boolean isToCome = now.isBefore(time);
        if (isToCome && (until == null || time.isBefore(until))) {
            until = time;
        }
        return isToCome;
    }

    /** When the first of the comparisons so far comes out otherwise; null for never. */
    public @Nullable Instant until() {
        return until;
    }
}
