// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import org.jspecify.annotations.Nullable;

/**
 * How somebody wants to visit.
 *
 * @param name how to be called, 1 to 32 characters; null for one of the domain's making
 * @param everything be sent all entities whatever the distance, if that is permitted
 * @param portable a key to be known by beside {@code key}; null for none
 * @param vouch what a home domain says of this visitor, as it signed it; null for nothing
 */
public record Wishes(
        VisitLink link,
        VisitorKey key,
        @Nullable String name,
        boolean everything,
        @Nullable VisitorKey portable,
        @Nullable String vouch) {

    /** Of somebody who shows nothing but a key for this domain. */
    public Wishes(VisitLink link, VisitorKey key, @Nullable String name, boolean everything) {
        this(link, key, name, everything, null, null);
    }
}
