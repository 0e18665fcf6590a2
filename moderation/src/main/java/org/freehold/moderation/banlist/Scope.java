// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.banlist;

import java.util.Locale;
import java.util.Optional;

/** What kind of wrong a list is about. */
public enum Scope {
    /** Rules of conduct. */
    RULE,
    /** Obligations by law. */
    LEGAL,
    /** Part of a game; never has effect in another domain. */
    ROLEPLAY;

    /** As in lists, such as {@code rule}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The scope with this {@link #text}; empty for any other text. */
    public static Optional<Scope> parse(String text) {
        for (Scope each : values()) {
            if (each.text().equals(text)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
