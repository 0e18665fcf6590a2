// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.signed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** RFC 8785 for all that a document may hold; what the RFC allows beyond that is refused, not guessed. */
final class JcsTest {
    private static final int MAX_BYTES = 10_000;

    @Test
    void publicVectorsGiveTheirBytesOrAreRefused() throws IOException, DocumentFault {
        int written = 0;
        for (JsonNode vector : Vectors.read("jcs.json")) {
            byte[] input = vector.get("input").textValue().getBytes(UTF_8);
            if (vector.get("output").isNull()) {
                assertThrows(
                        DocumentFault.class,
                        () -> StrictJson.parse(input, MAX_BYTES),
                        vector.get("source").textValue());
                continue;
            }
            assertEquals(
                    vector.get("output").textValue(),
                    new String(Jcs.bytes(StrictJson.parse(input, MAX_BYTES)), UTF_8),
                    vector.get("source").textValue());
            written++;
        }
        assertTrue(written >= 7, "vectors are missing: " + written);
    }

    @Test
    void integersAreWrittenPlainly() {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("large", StrictJson.MAX_INTEGER).put("small", -StrictJson.MAX_INTEGER).put("zero", 0).put("short",
                (short) 7);
        assertEquals(
                "{\"large\":9007199254740991,\"short\":7,\"small\":-9007199254740991,\"zero\":0}", Jcs.text(object));
    }

    @Test
    void whatCouldNotBeReadBackIsNotWritten() {
        refused(JsonNodeFactory.instance.numberNode(StrictJson.MAX_INTEGER + 1));
        refused(JsonNodeFactory.instance.numberNode(-StrictJson.MAX_INTEGER - 1));
        refused(JsonNodeFactory.instance.numberNode(1.0));
        refused(JsonNodeFactory.instance.textNode("half \ud83d"));
        refused(JsonNodeFactory.instance.textNode("\ude00 half"));
        refused(JsonNodeFactory.instance.binaryNode(new byte[1]));
        ArrayNode deep = JsonNodeFactory.instance.arrayNode();
        ArrayNode inner = deep;
        for (int i = 0; i < 100_000; i++) {
            inner = inner.addArray();
        }
        assertThrows(IllegalArgumentException.class, () -> Jcs.text(deep));
    }

    @Test
    void everyCharacterIsReadBackAsItself() throws DocumentFault {
        StringBuilder all = new StringBuilder();
        for (int code = 0; code <= Character.MAX_CODE_POINT; code = code < 0x3000 ? code + 1 : code + 61) {
            if (!Character.isSurrogate((char) code) || code > Character.MAX_VALUE) {
                all.appendCodePoint(code);
            }
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("all", all.toString());
        byte[] bytes = Jcs.bytes(object);
        assertEquals(object, StrictJson.parse(bytes, bytes.length));
    }

    private static void refused(JsonNode value) {
        assertThrows(IllegalArgumentException.class, () -> Jcs.text(value), value::toString);
    }
}
