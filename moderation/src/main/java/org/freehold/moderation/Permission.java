// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation;

import java.util.Locale;
import java.util.Optional;

/** What a visitor may do. What is not permitted is denied. */
public enum Permission {
    /** Be in the domain: look and walk. */
    ENTER,
    /** Write to everybody near. */
    CHAT,
    /** Be heard. */
    VOICE,
    /** Add, edit and delete own entities, and ask for entities beyond sight. */
    BUILD,
    /** The same with entities that end by themselves. */
    BUILD_TEMPORARY,
    /** Lock and unlock entities. */
    LOCK,
    /** Edit and delete what others have built. */
    EDIT_OTHERS,
    /** Have own scripts run. */
    SCRIPTS,
    /** Warn, mute, quarantine, kick and ban, and see reports. */
    MODERATE,
    /** Change permissions, roles, lists and settings. */
    ADMINISTER,
    /** Come in when the domain is full. */
    EXCEED_CAPACITY;

    /** As on the wire and in settings, such as {@code build-temporary}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The permission with this {@link #text}; empty for any other text. */
    public static Optional<Permission> parse(String text) {
        for (Permission each : values()) {
            if (each.text().equals(text)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
