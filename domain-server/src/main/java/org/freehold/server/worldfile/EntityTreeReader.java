// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.worldfile;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.function.Consumer;
import org.freehold.server.entity.EntityEdit;
import org.jspecify.annotations.Nullable;

/**
 * Reads one value of a file, such as an entity, into a tree, and no more of it than an entity may be large: what goes
 * beyond is passed over without being kept. The depth of the recursion is bounded by the parser's.
 */
final class EntityTreeReader {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser parser;
    private final Consumer<String> repeatedMember;
    private int bytesLeft;

    /** {@code repeatedMember} is told the name of each member that comes a second time in its object. */
    EntityTreeReader(JsonParser parser, Consumer<String> repeatedMember) {
        this.parser = parser;
        this.repeatedMember = repeatedMember;
    }

    /** The value that the parser stands at; null when it is too large. The parser then stands at its end. */
    @Nullable
    JsonNode read() throws IOException {
        bytesLeft = EntityEdit.MAX_ENTITY_BYTES;
        JsonNode read = value();
        return bytesLeft < 0 ? null : read;
    }

    private ObjectNode object() throws IOException {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            bytesLeft -= name.length() + 4;
            parser.nextToken();
            JsonNode value = value();
            if (bytesLeft >= 0 && object.replace(name, value) != null) {
                repeatedMember.accept(name);
            }
        }
        return object;
    }

    private ArrayNode array() throws IOException {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonNode value = value();
            if (bytesLeft >= 0) {
                array.add(value);
            }
        }
        return array;
    }

    private JsonNode value() throws IOException {
        bytesLeft -= 2;
        if (bytesLeft < 0) {
            parser.skipChildren();
            return NODES.nullNode();
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> text(parser.getText());
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> fraction();
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                    throw new IllegalStateException("no value: " + parser.currentToken());
        };
    }

    private JsonNode text(String text) {
        bytesLeft -= text.length();
        return NODES.textNode(text);
    }

    private JsonNode integer() throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            // Nothing counts that far; as a fraction it is refused or clamped like any other.
            case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> fraction();
        };
    }

    private JsonNode fraction() throws IOException {
        double number = parser.getDoubleValue();
        // JSON cannot write an infinite number again: it stays the text that it was, and no property takes it.
        return Double.isFinite(number) ? NODES.numberNode(number) : text(parser.getText());
    }
}
