// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.banlist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.freehold.moderation.signed.CanonicalDocument;
import org.freehold.moderation.signed.Digest;
import org.jspecify.annotations.Nullable;

/** The members of one JSON object, each checked as it is taken. */
final class Members {
    static final int MAX_URL = 500;
    private static final long MAX_INTEGER = (1L << 53) - 1;
    private static final Pattern INSTANT = Pattern.compile("2[0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z");
    private static final Pattern DATE = Pattern.compile("2[0-9]{3}-[0-9]{2}-[0-9]{2}");
    // Characters of RFC 3986, and no name or password before the host.
    private static final Pattern URL = Pattern.compile(
            "https?://(?:[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?(?:[/?#](?:[A-Za-z0-9._~:/?#\\[\\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?");
    private static final Pattern FINGERPRINT = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final ObjectNode object;
    private final @Nullable CanonicalDocument document;
    private String where;

    /**
     * Of an object that has no other members than these.
     *
     * @param where for faults, such as {@code entry 12}
     */
    Members(JsonNode node, String where, Set<String> known) throws Unreadable {
        if (!(node instanceof ObjectNode json)) {
            throw new Unreadable(Fault.of("malformed", where, node.getNodeType(), "an object"));
        }
        object = json;
        document = null;
        this.where = where;
        check(known);
    }

    /** Of a document whose long arrays are all known, and that has no other members than these. */
    Members(CanonicalDocument document, String where, Set<String> known) throws Unreadable {
        object = document.members();
        this.document = document;
        this.where = where;
        check(known);
    }

    private void check(Set<String> known) throws Unreadable {
        for (var names = object.fieldNames(); names.hasNext();) {
            String name = names.next();
            if (!known.contains(name)) {
                throw new Unreadable(Fault.of("unknown-member", where, name,
                        "only " + String.join(", ", known.stream().sorted().toList())));
            }
        }
    }

    /** From now on faults name this place. */
    void at(String place) {
        where = place;
    }

    String where() {
        return where;
    }

    boolean has(String name) {
        return object.has(name);
    }

    JsonNode node(String name) throws Unreadable {
        JsonNode node = object.get(name);
        if (node == null || node.isNull()) {
            throw new Unreadable(Fault.of("missing-member", where, name, "to be there"));
        }
        return node;
    }

    ArrayNode array(String name, int max) throws Unreadable {
        if (!(node(name) instanceof ArrayNode array)) {
            throw fault("malformed", name, object.get(name), "an array");
        }
        if (array.size() > max) {
            throw fault("too-many", name, array.size(), "at most " + max);
        }
        return array;
    }

    /** The elements of a long array. */
    CanonicalDocument.Elements elements(String name, int max) throws Unreadable {
        CanonicalDocument.Elements elements = document == null ? null : document.elements(name);
        if (elements == null) {
            throw fault("malformed", name, node(name), "an array");
        }
        if (elements.size() > max) {
            throw fault("too-many", name, elements.size(), "at most " + max);
        }
        return elements;
    }

    /** Text of 1 to {@code max} code points without control characters, halves of surrogate pairs, and marks that turn the direction of writing. */
    String text(String name, int max) throws Unreadable {
        JsonNode node = node(name);
        if (!node.isTextual()) {
            throw fault("malformed", name, node, "text");
        }
        String text = node.textValue();
        if (text.isBlank() || text.codePointCount(0, text.length()) > max) {
            throw fault("bad-text", name, text, "1 to " + max + " characters");
        }
        if (!isPlain(text)) {
            throw fault("bad-text", name,
                    text.codePoints().filter(Members::isStrange).mapToObj(Integer::toHexString).findFirst().orElse(""),
                    "no control characters");
        }
        return text;
    }

    static boolean isPlain(String text) {
        return text.codePoints().noneMatch(Members::isStrange);
    }

    private static boolean isStrange(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
        };
    }

    long integer(String name) throws Unreadable {
        JsonNode node = node(name);
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 1
                || node.longValue() > MAX_INTEGER) {
            throw fault("bad-number", name, node, "an integer from 1 to 2^53-1");
        }
        return node.longValue();
    }

    Instant instant(String name) throws Unreadable {
        String text = text(name, 30);
        try {
            if (INSTANT.matcher(text).matches()) {
                return Instant.parse(text);
            }
        } catch (DateTimeException e) {
            throw fault("bad-time", name, text, "a time that exists");
        }
        throw fault("bad-time", name, text, "such as 2026-11-20T12:00:00Z");
    }

    @Nullable
    LocalDate date(String name) throws Unreadable {
        if (!has(name)) {
            return null;
        }
        String text = text(name, 30);
        try {
            if (DATE.matcher(text).matches()) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException e) {
            throw fault("bad-time", name, text, "a day that exists");
        }
        throw fault("bad-time", name, text, "such as 2026-11-20");
    }

    String fingerprint(String name) throws Unreadable {
        String text = text(name, 100);
        if (!FINGERPRINT.matcher(text).matches()) {
            throw fault("bad-fingerprint", name, text, "43 characters of base64url");
        }
        return text;
    }

    String digest(String name) throws Unreadable {
        String text = text(name, 1000);
        if (!Digest.isDigest(text)) {
            throw fault("bad-digest", name, text, "sha-256: and 43 characters of base64url");
        }
        return text;
    }

    String url(String name) throws Unreadable {
        String text = text(name, MAX_URL);
        if (!isUrl(text)) {
            throw fault("bad-url", name, text, "an address that begins with https:// (or http://)");
        }
        return text;
    }

    static boolean isUrl(String text) {
        return URL.matcher(text).matches();
    }

    <T> T word(String name, Function<String, Optional<T>> parse, String expected) throws Unreadable {
        String text = text(name, 60);
        return parse.apply(text).orElseThrow(() -> fault("bad-word", name, text, expected));
    }

    Unreadable fault(String code, String name, Object value, String expected) {
        return new Unreadable(Fault.of(code, where + ", " + name, value, expected));
    }
}
