// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.banlist;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry that no longer holds. It ends the entry with this id in the same list, also one that stands beside it.
 *
 * @param since when it was retracted, whole seconds
 * @param reason at most {@link BanList#MAX_REASON} characters
 * @param relay the entry of the origin, when the retracted one had been relayed; null for an entry of the issuer's own
 */
public record Retraction(String id, Instant since, String reason, @Nullable Source relay) {

    /** An entry in another list. */
    public record Source(String list, String id) {}
}
