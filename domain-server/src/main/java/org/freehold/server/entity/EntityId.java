// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.entity;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** How the ids of entities are written: {@code {8-4-4-4-12}} in lower case; read with or without braces, in any case. */
public final class EntityId {
    private static final Pattern FORM =
            Pattern.compile("\\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})}?");

    private EntityId() {}

    public static String text(UUID id) {
        return "{" + id + "}";
    }

    /** The id written in {@code text}; empty where it is not one. */
    public static Optional<UUID> parse(String text) {
        if (text.length() < 36 || text.length() > 38) {
            return Optional.empty();
        }
        var match = FORM.matcher(text.toLowerCase(Locale.ROOT));
        return match.matches() && (text.charAt(0) == '{') == text.endsWith("}")
                ? Optional.of(UUID.fromString(match.group(1)))
                : Optional.empty();
    }
}
