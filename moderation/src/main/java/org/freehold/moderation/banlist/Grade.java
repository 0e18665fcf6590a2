// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.banlist;

import java.util.Locale;
import java.util.Optional;
import org.freehold.moderation.Action;

/** How a register of home domains judges one side of a home: from the best to the worst. */
public enum Grade {
    /** Nothing against it. */
    GOOD(Action.MONITOR),
    /** Visitors from there are told what is wrong. */
    FAIR(Action.WARN),
    /** What it vouches for counts as not vouched for. */
    UNCHECKED(Action.QUARANTINE),
    /** Its visitors are refused, and advised to move to another home. */
    POOR(Action.DENY);

    private final Action answer;

    Grade(Action answer) {
        this.answer = answer;
    }

    /** What a register recommends with this grade. */
    public Action answer() {
        return answer;
    }

    /** As in registers, such as {@code unchecked}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The grade with this {@link #text}; empty for any other text. */
    public static Optional<Grade> parse(String text) {
        for (Grade each : values()) {
            if (each.text().equals(text)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
