// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.subscription;

import java.util.List;
import org.freehold.moderation.banlist.BanList;
import org.jspecify.annotations.Nullable;

/**
 * A document that came, whose signature is good.
 *
 * @param digest of its bytes
 * @param between the documents between the newest one seen and this one, oldest first, with good signatures; empty when there are none,
 *     or when they could not be fetched
 */
public record Received(BanList list, String digest, List<Link> between) {
    /** Copies. */
    public Received {
        between = List.copyOf(between);
    }

    /** A document as far as it proves what follows what. */
    public record Link(long seq, String digest, @Nullable String previous) {}
}
