// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.core.JsonFactory;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads the body of a request: one JSON object (RFC 8259, UTF-8), no name twice, at most 32 levels, no halves of characters. */
final class StrictBody {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_CHARACTERS = 8 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(100)
                    .maxStringLength(MAX_CHARACTERS)
                    .build())
            .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictBody() {}

    /** The object; empty when the bytes are not one. */
    static Optional<ObjectNode> read(byte[] body) {
        try {
            // Strictly as UTF-8, because from bytes Jackson would guess an encoding and mend what is broken.
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
            return MAPPER.readTree(text) instanceof ObjectNode object && isWhole(object)
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (CharacterCodingException | JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Whether all texts can be written again as UTF-8. */
    private static boolean isWhole(JsonNode node) {
        if (node.isTextual()) {
            return isWhole(node.textValue());
        }
        for (var member : node.properties()) {
            if (!isWhole(member.getKey())) {
                return false;
            }
        }
        for (JsonNode inner : node) {
            if (!isWhole(inner)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWhole(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
