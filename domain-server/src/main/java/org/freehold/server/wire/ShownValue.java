// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Values from strangers as they may stand in a message for people, or be printed: short, on one line, nothing that steers a terminal. */
public final class ShownValue {
    private static final int MAX_CHARACTERS = 60;

    private ShownValue() {}

    static String of(@Nullable JsonNode value) {
        if (value == null) {
            return "missing";
        }
        return switch (value.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> '"' + of(value.textValue(), MAX_CHARACTERS) + '"';
            case NUMBER, BOOLEAN, NULL, BINARY, MISSING, POJO -> of(value.asText(), MAX_CHARACTERS);
        };
    }

    /** At most {@code maxCharacters} code points of {@code text}, the rest as an ellipsis. */
    public static String of(String text, int maxCharacters) {
        StringBuilder shown = new StringBuilder();
        int count = 0;
        int index = 0;
        while (index < text.length() && count < maxCharacters) {
            int character = text.codePointAt(index);
            shown.appendCodePoint(isPlain(character) ? character : '\uFFFD');
            index += Character.charCount(character);
            count++;
        }
        return index < text.length() ? shown.append('…').toString() : shown.toString();
    }

    private static boolean isPlain(int character) {
        int type = Character.getType(character);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.SURROGATE
                && type != Character.UNASSIGNED;
    }
}
