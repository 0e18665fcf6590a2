// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.subscription;

import java.util.Locale;
import java.util.Optional;

/** Why a document waits for the operator. */
public enum Reason {
    /** Nothing of this list was ever taken over. */
    FIRST,
    /** The operator pinned another key by hand. */
    NEW_KEY,
    /** Documents are missing between the last and this one, so that nobody can see whether it follows from the last. */
    GAP,
    /** More entries came or became harder than usual. */
    GROWTH,
    /** More entries vanished or became milder, without retraction, than usual. */
    REMOVAL,
    /** Too many of those who are inside would be hit. */
    HITS,
    /** The operator wants to see every update. */
    REVIEW;

    /** As shown and stored, such as {@code new-key}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The reason with this {@link #text}; empty for any other text. */
    public static Optional<Reason> parse(String text) {
        for (Reason each : values()) {
            if (each.text().equals(text)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
