// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation;

import java.util.Locale;
import java.util.Optional;

/** The ladder: how well a domain knows somebody, from the foot up. */
public enum Standing {
    /** A key never vouched for and without history here. */
    NEWCOMER,
    /** Vouched for by a home domain, or holder of a portable key with some history here. */
    KNOWN,
    MEMBER,
    MODERATOR,
    OWNER;

    public boolean isAtLeast(Standing other) {
        return compareTo(other) >= 0;
    }

    /** As on the wire and in settings, such as {@code known}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The standing with this {@link #text}; empty for any other text. */
    public static Optional<Standing> parse(String text) {
        for (Standing each : values()) {
            if (each.text().equals(text)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
