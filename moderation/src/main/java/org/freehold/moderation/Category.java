// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation;

import java.util.Locale;
import java.util.Optional;

/** What an action is about. There is none for what somebody is or believes, on purpose. */
public enum Category {
    SPAM,
    HARASSMENT,
    FLOODING,
    MALICIOUS_SCRIPT,
    STOLEN_ASSET,
    MINORS_SAFETY,
    EVASION,
    IMPERSONATION,
    OTHER;

    /** As in lists and settings, such as {@code malicious-script}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The category with this {@link #text}; empty for any other text, which is then monitored only. */
    public static Optional<Category> parse(String text) {
        for (Category each : values()) {
            if (each.text().equals(text)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
