// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long somebody has been coming here: of the portable key when one is shown, otherwise of the key for this domain.
 *
 * @param firstSeen null when never
 * @param lastSeen null when never
 * @param visits before this one
 */
public record History(@Nullable Instant firstSeen, @Nullable Instant lastSeen, int visits) {
    /** Of somebody who was never here. */
    public static final History NONE = new History(null, null, 0);
}
