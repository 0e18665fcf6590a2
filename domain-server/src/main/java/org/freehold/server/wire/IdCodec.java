// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ids of entities as text: written {@code {8-4-4-4-12}} in lower case; read with or without braces, in any case. */
final class IdCodec {
    private static final int PLAIN_LENGTH = 36;

    private IdCodec() {}

    static String text(UUID id) {
        return "{" + id + "}";
    }

    /** The id, or null where {@code text} is not one; never an exception, whatever the text. */
    static @Nullable UUID read(String text) {
        boolean braces = text.length() == PLAIN_LENGTH + 2 && text.charAt(0) == '{' && text.endsWith("}");
        if (!braces && text.length() != PLAIN_LENGTH) {
            return null;
        }
        int start = braces ? 1 : 0;
        long high = 0;
        long low = 0;
        int digits = 0;
        for (int i = 0; i < PLAIN_LENGTH; i++) {
            char c = text.charAt(start + i);
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                if (c != '-') {
                    return null;
                }
                continue;
            }
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return null;
            }
            if (digits++ < 16) {
                high = high << 4 | digit;
            } else {
                low = low << 4 | digit;
            }
        }
        return new UUID(high, low);
    }
}
