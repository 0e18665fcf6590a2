// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation;

import java.util.Locale;
import java.util.Optional;

/** What is done about somebody, from the mildest to the hardest. */
public enum Action {
    /** Nothing; noted for the moderators. */
    MONITOR,
    /** Told, and free to go on. */
    WARN,
    /** May look and walk: no building, no voice, no scripts; arrives apart from others. */
    QUARANTINE,
    /** May not enter. */
    DENY;

    /** As in lists and settings, such as {@code quarantine}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The milder of the two. */
    public Action atMost(Action cap) {
        return compareTo(cap) <= 0 ? this : cap;
    }

    /** The action with this {@link #text}; empty for any other text. */
    public static Optional<Action> parse(String text) {
        for (Action each : values()) {
            if (each.text().equals(text)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
