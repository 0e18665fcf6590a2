// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.subscription;

import java.util.Locale;
import java.util.Optional;
import org.freehold.moderation.Action;

/** How far a list is trusted: the hardest that follows from it here. */
public enum Level {
    MONITOR(Action.MONITOR),
    WARN(Action.WARN),
    QUARANTINE(Action.QUARANTINE),
    /** What the list recommends is done. */
    ENFORCE(Action.DENY);

    private final Action cap;

    Level(Action cap) {
        this.cap = cap;
    }

    public Action cap() {
        return cap;
    }

    /** As in settings, such as {@code enforce}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The level with this {@link #text}; empty for any other text. */
    public static Optional<Level> parse(String text) {
        for (Level each : values()) {
            if (each.text().equals(text)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
