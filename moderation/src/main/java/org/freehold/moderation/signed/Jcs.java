// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.signed;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The one canonical form of JSON (RFC 8785), for the values that {@link StrictJson} lets through: of numbers only integers, so that the
 * hard part of the RFC, the shortest decimal of a double, is never needed. Any thread.
 */
public final class Jcs {
    private Jcs() {}

    /**
     * The canonical bytes.
     *
     * @throws IllegalArgumentException when {@code value} is not something that {@link StrictJson} would read back: has a fraction, half
     *     of a surrogate pair, or is nested too deeply
     */
    public static byte[] bytes(JsonNode value) {
        return text(value).getBytes(StandardCharsets.UTF_8);
    }

    /** The same as text; see {@link #bytes}. */
    public static String text(JsonNode value) {
        StringBuilder out = new StringBuilder();
        write(value, 1, out);
        return out.toString();
    }

    private static void write(JsonNode value, int depth, StringBuilder out) {
        switch (value.getNodeType()) {
            case OBJECT -> writeObject(value, depth, out);
            case ARRAY -> writeArray(value, depth, out);
            case STRING -> writeText(value.textValue(), out);
            case NUMBER -> writeInteger(value, out);
            case BOOLEAN -> out.append(value.booleanValue());
            case NULL -> out.append("null");
            case BINARY, MISSING, POJO ->
                    throw new IllegalArgumentException("no value of JSON: " + value.getNodeType());
        }
    }

    private static void writeObject(JsonNode object, int depth, StringBuilder out) {
        checkDepth(depth);
        // Java compares texts by UTF-16 code units, as RFC 8785 section 3.2.3 asks for.
        TreeMap<String, JsonNode> sorted = new TreeMap<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            sorted.put(member.getKey(), member.getValue());
        }
        out.append('{');
        char separator = 0;
        for (Map.Entry<String, JsonNode> member : sorted.entrySet()) {
            separator = separate(separator, out);
            writeText(member.getKey(), out);
            out.append(':');
            write(member.getValue(), depth + 1, out);
        }
        out.append('}');
    }

    private static void writeArray(JsonNode array, int depth, StringBuilder out) {
        checkDepth(depth);
        out.append('[');
        char separator = 0;
        for (JsonNode element : array) {
            separator = separate(separator, out);
            write(element, depth + 1, out);
        }
        out.append(']');
    }

    private static char separate(char separator, StringBuilder out) {
        if (separator != 0) {
            out.append(separator);
        }
        return ',';
    }

    private static void writeInteger(JsonNode number, StringBuilder out) {
        if (!number.isIntegralNumber() || !number.canConvertToLong()
                || number.longValue() > StrictJson.MAX_INTEGER || number.longValue() < -StrictJson.MAX_INTEGER) {
            throw new IllegalArgumentException(
                    "number: " + number + " (expected: an integer within ±" + StrictJson.MAX_INTEGER + ")");
        }
        out.append(number.longValue());
    }

    private static void writeText(String text, StringBuilder out) {
        if (!Surrogates.areWhole(text)) {
            throw new IllegalArgumentException("half of a surrogate pair in " + DocumentFault.shown(text));
        }
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            switch (each) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (each < ' ') {
                        out.append(each < 0x10 ? "\\u000" : "\\u00").append(Integer.toHexString(each));
                    } else {
                        out.append(each);
                    }
                }
            }
        }
        out.append('"');
    }

    private static void checkDepth(int depth) {
        if (depth > StrictJson.MAX_DEPTH) {
            throw new IllegalArgumentException("nested more than " + StrictJson.MAX_DEPTH + " levels");
        }
    }
}
