// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.subscription;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;

/**
 * What the operator decided about a subscription.
 *
 * @param caps the hardest that follows for a category; of several categories the mildest counts
 * @param corroborate how many independent origins must say it, 1 to {@link #MAX_CORROBORATE}; 1 for this list alone
 * @param review every update waits for the operator, except retractions
 */
public record Settings(Level level, Map<Category, Action> caps, int corroborate, boolean review) {
    public static final int MAX_CORROBORATE = 20;

    /** What a new subscription begins with: it is only watched. */
    public static final Settings USUAL = new Settings(Level.MONITOR, Map.of(), 1, false);

    /** Copies. */
    public Settings {
        caps = Map.copyOf(caps);
        if (corroborate < 1 || corroborate > MAX_CORROBORATE) {
            throw new IllegalArgumentException(
                    "corroborate: " + corroborate + " (expected: 1 to " + MAX_CORROBORATE + ")");
        }
    }

    public Settings withLevel(Level changed) {
        return new Settings(changed, caps, corroborate, review);
    }

    public Settings withCorroborate(int changed) {
        return new Settings(level, caps, changed, review);
    }

    public Settings withReview(boolean changed) {
        return new Settings(level, caps, corroborate, changed);
    }

    /** With this cap for a category; {@link Action#DENY} is none. */
    public Settings withCap(Category category, Action cap) {
        Map<Category, Action> changed = new EnumMap<>(Category.class);
        changed.putAll(caps);
        if (cap == Action.DENY) {
            changed.remove(category);
        } else {
            changed.put(category, cap);
        }
        return new Settings(level, changed, corroborate, review);
    }

    /** The hardest that can follow for these categories. */
    public Action cap(Collection<Category> categories) {
        Action cap = level.cap();
        for (Category category : categories) {
            cap = cap.atMost(caps.getOrDefault(category, Action.DENY));
        }
        return cap;
    }
}
