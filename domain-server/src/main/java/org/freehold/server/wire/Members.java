// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The members of one message by name and form. {@code null} counts as absent. What is not of the form asked for is a
 * {@link FormException} that names the member, its value and what was expected.
 */
final class Members {
    /** The largest integer that every JSON reader keeps exactly. */
    static final long MAX_INTEGER = (1L << 53) - 1;

    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final ObjectNode members;
    private final String prefix;

    Members(ObjectNode members) {
        this(members, "");
    }

    private Members(ObjectNode members, String prefix) {
        this.members = members;
        this.prefix = prefix;
    }

    /** The value, or null where there is none. */
    @Nullable
    JsonNode get(String name) {
        JsonNode value = members.get(name);
        return value == null || value.isNull() ? null : value;
    }

    String text(String name) throws FormException {
        String value = optionalText(name);
        if (value == null) {
            throw bad(name, "text");
        }
        return value;
    }

    @Nullable
    String optionalText(String name) throws FormException {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw bad(name, "text");
        }
        return value.textValue();
    }

    /** False where there is none. */
    boolean flag(String name) throws FormException {
        JsonNode value = get(name);
        if (value != null && !value.isBoolean()) {
            throw bad(name, "true or false");
        }
        return value != null && value.booleanValue();
    }

    long integer(String name, long min, long max) throws FormException {
        JsonNode value = get(name);
        if (value == null
                || !value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < min
                || value.longValue() > max) {
            throw bad(name, "an integer from " + min + " to " + max);
        }
        return value.longValue();
    }

    /** A list of integers without duplicates, in its order; of at most {@code most} entries. */
    List<Integer> integers(String name, int most, int min, int max) throws FormException {
        String expected = "a list of at most " + most + " integers from " + min + " to " + max;
        if (!(get(name) instanceof ArrayNode list) || list.size() > most) {
            throw bad(name, expected);
        }
        Set<Integer> values = new LinkedHashSet<>();
        for (JsonNode value : list) {
            if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < min
                    || value.intValue() > max) {
                throw bad(name, expected);
            }
            values.add(value.intValue());
        }
        return List.copyOf(values);
    }

    /** A number of at most {@code limit} in either direction. */
    double number(String name, double limit) throws FormException {
        JsonNode value = get(name);
        if (value == null || !value.isNumber() || !(Math.abs(value.doubleValue()) <= limit)) {
            throw bad(name, "a number from " + -limit + " to " + limit);
        }
        return value.doubleValue();
    }

    UUID id(String name) throws FormException {
        UUID id = optionalId(name);
        if (id == null) {
            throw bad(name, "an id such as \"{01234567-89ab-cdef-0123-456789abcdef}\"");
        }
        return id;
    }

    @Nullable
    UUID optionalId(String name) throws FormException {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        UUID id = value.isTextual() ? IdCodec.read(value.textValue()) : null;
        if (id == null) {
            throw bad(name, "an id such as \"{01234567-89ab-cdef-0123-456789abcdef}\"");
        }
        return id;
    }

    ObjectNode object(String name) throws FormException {
        if (get(name) instanceof ObjectNode object) {
            return object;
        }
        throw bad(name, "an object");
    }

    /** The members of an object among the members. */
    Members inside(String name) throws FormException {
        return new Members(object(name), prefix + name + ".");
    }

    /** Exactly {@code length} bytes in base64url, written in the one way without padding and with no bits left over. */
    byte[] bytes(String name, int length) throws FormException {
        JsonNode value = get(name);
        int characters = (length * 8 + 5) / 6;
        if (value != null && value.isTextual() && value.textValue().length() == characters) {
            String text = value.textValue();
            if (isBase64Url(text)) {
                byte[] bytes = DECODER.decode(text);
                if (ENCODER.encodeToString(bytes).equals(text)) {
                    return bytes;
                }
            }
        }
        throw bad(name, length + " bytes as " + characters + " characters of base64url without padding");
    }

    /** The same as text, as the statements of section 3 need it. */
    String bytesAsText(String name, int length) throws FormException {
        return ENCODER.encodeToString(bytes(name, length));
    }

    FormException bad(String name, String expected) {
        return new FormException(
                ErrorCode.BAD_VALUE,
                prefix + name + ": " + ShownValue.of(members.get(name)) + " (expected: " + expected + ")",
                "Send " + prefix + name + " as " + expected + ".");
    }

    /** Checked before decoding, because the decoder's exception would carry a stack trace. */
    private static boolean isBase64Url(String text) {
        return text.chars().allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || c == '-' || c == '_'));
    }
}
