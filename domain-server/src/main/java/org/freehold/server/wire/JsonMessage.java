// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bytes of one message into a tree, and finds what RFC 8259 leaves open but the protocol does not: names that
 * occur twice, more than {@value #MAX_DEPTH} levels, numbers beyond a double, halves of surrogate pairs. Work and memory
 * are in proportion to the bytes read. For one message only.
 */
final class JsonMessage {
    static final int MAX_DEPTH = 32;

    /** Characters of the largest double written as an integer, and a sign. */
    private static final int LONGEST_FINITE_INTEGER = 310;

    private static final int SHOWN_CHARACTERS = 100;
    private static final String SEND_ONE_OBJECT = "Send one JSON object (RFC 8259, UTF-8) in each text message.";

    /** Jackson's own limits are off, because each costs a stack trace: those that matter are checked here. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH + 1)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser parser;
    private final ObjectNode members = NODES.objectNode();
    private @Nullable FormException fault;

    private JsonMessage(JsonParser parser) {
        this.parser = parser;
    }

    /** Reads the readable bytes, without moving the reader index. */
    static JsonMessage read(ByteBuf utf8) {
        // As text, because from bytes Jackson would guess an encoding.
        try (JsonParser parser = FACTORY.createParser(utf8.toString(StandardCharsets.UTF_8))) {
            JsonMessage message = new JsonMessage(parser);
            message.readMessage();
            return message;
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory could not be read", e);
        }
    }

    /** The members of the message; where it has a fault, those that came before. */
    ObjectNode members() {
        return members;
    }

    /** The first thing wrong with the message, or null. */
    @Nullable
    FormException fault() {
        return fault;
    }

    private void readMessage() throws IOException {
        try {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                String found = first == null ? "nothing" : ShownValue.of(parser.getText(), SHOWN_CHARACTERS);
                throw notJson("message: " + found + " (expected: one JSON object)");
            }
            readObject(members, 1);
            if (parser.nextToken() != null) {
                throw notJson("message: more after the object (expected: one JSON object)");
            }
        } catch (FormException e) {
            found(e);
        } catch (JsonProcessingException e) {
            found(notJson("message: not JSON at character " + e.getLocation().getCharOffset() + ": "
                    + ShownValue.of(e.getOriginalMessage(), SHOWN_CHARACTERS)));
        }
    }

    private void readObject(ObjectNode target, int depth) throws IOException, FormException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = checked(parser.currentName());
            parser.nextToken();
            if (target.replace(name, readValue(depth)) != null) {
                found(notJson("message: \"" + ShownValue.of(name, SHOWN_CHARACTERS)
                        + "\" twice in one object (expected: every name once)"));
            }
        }
    }

    private void readArray(ArrayNode target, int depth) throws IOException, FormException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            target.add(readValue(depth));
        }
    }

    private JsonNode readValue(int depth) throws IOException, FormException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                ObjectNode inner = NODES.objectNode();
                readObject(inner, deeper(depth));
                yield inner;
            }
            case START_ARRAY -> {
                ArrayNode inner = NODES.arrayNode();
                readArray(inner, deeper(depth));
                yield inner;
            }
            case VALUE_STRING -> NODES.textNode(checked(parser.getText()));
            case VALUE_NUMBER_INT -> readInteger();
            case VALUE_NUMBER_FLOAT -> {
                double number = parser.getDoubleValue();
                yield NODES.numberNode(Double.isFinite(number) ? number : notFinite());
            }
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                    throw new IllegalStateException(
                            "a value cannot begin with " + parser.currentToken());
        };
    }

    private JsonNode readInteger() throws IOException {
        if (parser.getTextLength() > LONGEST_FINITE_INTEGER) {
            return NODES.numberNode(notFinite());
        }
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> {
                BigInteger number = parser.getBigIntegerValue();
                yield Double.isFinite(number.doubleValue()) ? NODES.numberNode(number) : NODES.numberNode(notFinite());
            }
        };
    }

    private int deeper(int depth) throws FormException {
        if (depth == MAX_DEPTH) {
            throw new FormException(
                    ErrorCode.NOT_JSON,
                    "message: nested deeper than " + MAX_DEPTH + " levels (expected: at most " + MAX_DEPTH + ")",
                    "Send less deeply nested JSON.");
        }
        return depth + 1;
    }

    /** Text that can be written again as UTF-8. */
    private String checked(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                } else {
                    found(new FormException(
                            ErrorCode.BAD_VALUE,
                            where() + ": text with half a surrogate pair (expected: whole characters)",
                            "Send both halves, or neither."));
                    return "";
                }
            }
        }
        return text;
    }

    private double notFinite() throws IOException {
        found(new FormException(
                ErrorCode.NOT_FINITE,
                where() + ": " + ShownValue.of(parser.getText(), 40) + " (expected: a number within a double's range)",
                "Send a finite number."));
        return 0;
    }

    private String where() {
        String path = parser.getParsingContext().pathAsPointer().toString();
        return path.isEmpty() ? "message" : ShownValue.of(path.substring(1).replace('/', '.'), SHOWN_CHARACTERS);
    }

    private void found(FormException another) {
        if (fault == null) {
            fault = another;
        }
    }

    private static FormException notJson(String message) {
        return new FormException(ErrorCode.NOT_JSON, message, SEND_ONE_OBJECT);
    }
}
