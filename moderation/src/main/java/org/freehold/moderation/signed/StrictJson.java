// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.signed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.freehold.moderation.signed.DocumentFault.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON of which every reader must make the same: one object in UTF-8, no member twice, no half of a surrogate pair, no number but
 * integers that every language holds exactly. Any thread; whatever the bytes, the answer is the object or a {@link DocumentFault}.
 */
public final class StrictJson {
    /** Levels of nesting; the outermost object is the first. */
    public static final int MAX_DEPTH = 16;

    /** Largest integer in either direction: 2^53-1, the last that a double precision number holds exactly (RFC 8785 section 3.2.2.3). */
    public static final long MAX_INTEGER = (1L << 53) - 1;

    private static final int MAX_INTEGER_CHARACTERS = 17;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // The JVM's own table of names is no place for strangers' texts.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    // One more than allowed, so that the fault is told in our words.
                    .maxNestingDepth(MAX_DEPTH + 1)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private StrictJson() {}

    /**
     * The object that the bytes are.
     *
     * @param maxBytes largest size that is looked at at all
     * @throws DocumentFault when they are anything else
     */
    public static ObjectNode parse(byte[] utf8, int maxBytes) throws DocumentFault {
        if (utf8.length > maxBytes) {
            throw new DocumentFault(
                    Reason.TOO_LARGE, "size: %d bytes (expected: at most %d)".formatted(utf8.length, maxBytes));
        }
        String text = decode(utf8);
        if (text.isEmpty() || text.charAt(0) == BYTE_ORDER_MARK) {
            throw notJson(0);
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new DocumentFault(Reason.NOT_JSON, "not a JSON object (expected: { … })");
            }
            ObjectNode object = object(parser);
            if (parser.nextToken() != null) {
                throw notJson(parser.currentTokenLocation().getCharOffset());
            }
            return object;
        } catch (JsonProcessingException e) {
            throw notJson(e.getLocation() == null ? 0 : e.getLocation().getCharOffset());
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory can be read", e);
        }
    }

    private static String decode(byte[] utf8) throws DocumentFault {
        try {
            // A new decoder refuses what is malformed; String's constructor would put U+FFFD in its place.
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw new DocumentFault(Reason.BAD_TEXT, "the bytes are not UTF-8");
        }
    }

    /** Reads up to the end of the object that has just begun; with a stack of its own, since depth is the sender's choice. */
    private static ObjectNode object(JsonParser parser) throws IOException, DocumentFault {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        Deque<ContainerNode<?>> open = new ArrayDeque<>(MAX_DEPTH);
        open.push(whole);
        String name = null;
        while (!open.isEmpty()) {
            JsonToken token = parser.nextToken();
            switch (token) {
                case null -> throw notJson(parser.currentLocation().getCharOffset());
                case FIELD_NAME -> name = name(parser, open);
                case END_OBJECT, END_ARRAY -> open.pop();
                case START_OBJECT -> enter(JsonNodeFactory.instance.objectNode(), name, open, parser);
                case START_ARRAY -> enter(JsonNodeFactory.instance.arrayNode(), name, open, parser);
                case VALUE_STRING -> add(TextNode.valueOf(whole(parser.getText())), name, open);
                case VALUE_NUMBER_INT -> add(LongNode.valueOf(integer(parser.getText())), name, open);
                case VALUE_NUMBER_FLOAT -> throw badNumber(parser.getText());
                case VALUE_TRUE -> add(BooleanNode.TRUE, name, open);
                case VALUE_FALSE -> add(BooleanNode.FALSE, name, open);
                case VALUE_NULL -> add(NullNode.getInstance(), name, open);
                case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                        throw new IllegalStateException("not a token of JSON text: " + token);
            }
        }
        return whole;
    }

    private static String name(JsonParser parser, Deque<ContainerNode<?>> open) throws IOException, DocumentFault {
        String name = whole(parser.currentName());
        if (open.element().has(name)) {
            throw new DocumentFault(
                    Reason.DUPLICATE_NAME,
                    "member %s is there twice (expected: once in an object)".formatted(DocumentFault.shown(name)));
        }
        return name;
    }

    private static void enter(
            ContainerNode<?> container, @Nullable String name, Deque<ContainerNode<?>> open, JsonParser parser)
            throws DocumentFault {
        if (open.size() == MAX_DEPTH) {
            throw new DocumentFault(
                    Reason.TOO_DEEP,
                    "nesting at character %d: more than %d levels"
                            .formatted(parser.currentTokenLocation().getCharOffset(), MAX_DEPTH));
        }
        add(container, name, open);
        open.push(container);
    }

    private static void add(JsonNode value, @Nullable String name, Deque<ContainerNode<?>> open) {
        if (open.element() instanceof ObjectNode object && name != null) {
            object.set(name, value);
        } else {
            ((ArrayNode) open.element()).add(value);
        }
    }

    private static long integer(String digits) throws DocumentFault {
        // "-0" is a second way to write 0.
        if (digits.length() > MAX_INTEGER_CHARACTERS || digits.equals("-0")) {
            throw badNumber(digits);
        }
        long value = Long.parseLong(digits);
        if (Math.abs(value) > MAX_INTEGER) {
            throw badNumber(digits);
        }
        return value;
    }

    /** The text, when it has no half of a surrogate pair: UTF-8 has no bytes for one, so two texts would become one. */
    private static String whole(String text) throws DocumentFault {
        if (!Surrogates.areWhole(text)) {
            throw new DocumentFault(
                    Reason.BAD_TEXT,
                    "half of a surrogate pair in %s (expected: whole characters)".formatted(DocumentFault.shown(text)));
        }
        return text;
    }

    private static DocumentFault badNumber(String digits) {
        return new DocumentFault(
                Reason.BAD_NUMBER,
                "number: %s (expected: an integer within ±9007199254740991)".formatted(DocumentFault.shown(digits)));
    }

    private static DocumentFault notJson(long character) {
        return new DocumentFault(Reason.NOT_JSON, "not JSON at character %d".formatted(Math.max(character, 0)));
    }
}
