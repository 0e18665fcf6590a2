// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.entity;

import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/** How the ids of entities are written: {@code {8-4-4-4-12}} in lower case; read with or without braces, in any case. */
public final class EntityId {
    private static final int LENGTH = 36;

    private EntityId() {}

    public static String text(UUID id) {
        return "{" + id + "}";
    }

    /** The id written in {@code text}; empty where it is not one. */
    public static Optional<UUID> parse(String text) {
        boolean braced = text.length() == LENGTH + 2 && text.startsWith("{") && text.endsWith("}");
        if (!braced && text.length() != LENGTH) {
            return Optional.empty();
        }
        String bare = braced ? text.substring(1, LENGTH + 1) : text;
        for (int i = 0; i < LENGTH; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? bare.charAt(i) != '-' : !HexFormat.isHexDigit(bare.charAt(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(UUID.fromString(bare));
    }

    /** True for the id of all zeros, which stands for none. */
    public static boolean isZero(UUID id) {
        return (id.getMostSignificantBits() | id.getLeastSignificantBits()) == 0;
    }
}
