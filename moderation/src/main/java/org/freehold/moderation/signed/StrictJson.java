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
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
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
        Tree tree = new Tree();
        walk(utf8, maxBytes, tree);
        return (ObjectNode) tree.whole();
    }

    /** Says what {@link #parse} says, and keeps nothing of the object but the names of members that are open. */
    static void check(byte[] utf8, int maxBytes) throws DocumentFault {
        walk(utf8, maxBytes, new Names());
    }

    static void checkSize(byte[] utf8, int maxBytes) throws DocumentFault {
        if (utf8.length > maxBytes) {
            throw new DocumentFault(
                    Reason.TOO_LARGE, "size: %d bytes (expected: at most %d)".formatted(utf8.length, maxBytes));
        }
    }

    /** A value of a document that was checked, in canonical form. */
    static JsonNode value(byte[] utf8, int from, int to) {
        try (JsonParser parser = FACTORY.createParser(utf8, from, to - from)) {
            Tree tree = new Tree();
            value(parser, parser.nextToken(), tree);
            return tree.whole();
        } catch (IOException | DocumentFault e) {
            throw new IllegalStateException("what was checked can be read", e);
        }
    }

    /** The elements of an array of a document that was checked, in canonical form. Each is read when its turn comes. */
    static Iterator<JsonNode> elements(byte[] utf8, int from, int to) {
        try {
            return new Elements(FACTORY.createParser(utf8, from, to - from));
        } catch (IOException e) {
            throw new IllegalStateException("what was checked can be read", e);
        }
    }

    private static void walk(byte[] utf8, int maxBytes, Sink sink) throws DocumentFault {
        checkSize(utf8, maxBytes);
        String text = decode(utf8);
        if (text.isEmpty() || text.charAt(0) == BYTE_ORDER_MARK) {
            throw notJson(0);
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new DocumentFault(Reason.NOT_JSON, "not a JSON object (expected: { … })");
            }
            value(parser, JsonToken.START_OBJECT, sink);
            if (parser.nextToken() != null) {
                throw notJson(parser.currentTokenLocation().getCharOffset());
            }
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

    /** Reads up to the end of the value that begins with this token; with a stack of its own, since depth is the sender's choice. */
    private static void value(JsonParser parser, @Nullable JsonToken first, Sink sink)
            throws IOException, DocumentFault {
        JsonToken token = first;
        while (true) {
            switch (token) {
                case null -> throw notJson(parser.currentLocation().getCharOffset());
                case FIELD_NAME -> name(parser, sink);
                case END_OBJECT, END_ARRAY -> sink.close();
                case START_OBJECT, START_ARRAY -> enter(parser, token, sink);
                case VALUE_STRING -> sink.add(TextNode.valueOf(whole(parser.getText())));
                case VALUE_NUMBER_INT -> sink.add(LongNode.valueOf(integer(parser.getText())));
                case VALUE_NUMBER_FLOAT -> throw badNumber(parser.getText());
                case VALUE_TRUE -> sink.add(BooleanNode.TRUE);
                case VALUE_FALSE -> sink.add(BooleanNode.FALSE);
                case VALUE_NULL -> sink.add(NullNode.getInstance());
                case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                        throw new IllegalStateException("not a token of JSON text: " + token);
            }
            if (sink.depth() == 0) {
                return;
            }
            token = parser.nextToken();
        }
    }

    private static void name(JsonParser parser, Sink sink) throws IOException, DocumentFault {
        String name = whole(parser.currentName());
        if (!sink.name(name)) {
            throw new DocumentFault(
                    Reason.DUPLICATE_NAME,
                    "member %s is there twice (expected: once in an object)".formatted(DocumentFault.shown(name)));
        }
    }

    private static void enter(JsonParser parser, JsonToken token, Sink sink) throws DocumentFault {
        if (sink.depth() == MAX_DEPTH) {
            throw new DocumentFault(
                    Reason.TOO_DEEP,
                    "nesting at character %d: more than %d levels"
                            .formatted(parser.currentTokenLocation().getCharOffset(), MAX_DEPTH));
        }
        sink.open(token == JsonToken.START_OBJECT);
    }

    /** Takes what is read. */
    private interface Sink {
        /** How many objects and arrays are open. */
        int depth();

        /** An object or an array begins. */
        void open(boolean isObject);

        /** The name of the next value; false when it was there before. */
        boolean name(String name);

        void add(JsonNode value);

        /** The innermost object or array ends. */
        void close();
    }

    /** Keeps everything. */
    private static final class Tree implements Sink {
        private final Deque<ContainerNode<?>> open = new ArrayDeque<>(MAX_DEPTH);
        private @Nullable JsonNode whole;
        private String name = "";

        JsonNode whole() {
            return Objects.requireNonNull(whole, "nothing was read");
        }

        @Override
        public int depth() {
            return open.size();
        }

        @Override
        public void open(boolean isObject) {
            ContainerNode<?> container =
                    isObject ? JsonNodeFactory.instance.objectNode() : JsonNodeFactory.instance.arrayNode();
            add(container);
            open.push(container);
        }

        @Override
        public boolean name(String next) {
            name = next;
            return !open.element().has(next);
        }

        @Override
        public void add(JsonNode value) {
            switch (open.peek()) {
                case null -> whole = value;
                case ObjectNode object -> object.set(name, value);
                case ContainerNode<?> array -> ((ArrayNode) array).add(value);
            }
        }

        @Override
        public void close() {
            open.pop();
        }
    }

    /** Keeps what it takes to find a name that is there twice. */
    private static final class Names implements Sink {
        private final Deque<Set<String>> open = new ArrayDeque<>(MAX_DEPTH);

        @Override
        public int depth() {
            return open.size();
        }

        @Override
        public void open(boolean isObject) {
            open.push(new HashSet<>());
        }

        @Override
        public boolean name(String name) {
            return open.element().add(name);
        }

        @Override
        public void add(JsonNode value) {
            // It was looked at.
        }

        @Override
        public void close() {
            open.pop();
        }
    }

    /** One parser for all: a new one for each element would cost more than the element. */
    private static final class Elements implements Iterator<JsonNode> {
        private final JsonParser parser;
        private @Nullable JsonToken next;

        Elements(JsonParser parser) throws IOException {
            this.parser = parser;
            parser.nextToken();
            next = parser.nextToken();
        }

        @Override
        public boolean hasNext() {
            return next != JsonToken.END_ARRAY;
        }

        @Override
        public JsonNode next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            try {
                Tree tree = new Tree();
                value(parser, next, tree);
                next = parser.nextToken();
                return tree.whole();
            } catch (IOException | DocumentFault e) {
                throw new IllegalStateException("what was checked can be read", e);
            }
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
