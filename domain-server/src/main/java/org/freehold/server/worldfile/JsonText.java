// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.worldfile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON inside a text, as in {@code userData}: often there, often something else. */
final class JsonText {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(64).build())
            .build())
            .build();

    private JsonText() {}

    /** The object written in {@code text}; an empty one where there is none, which is no fault. */
    static ObjectNode object(JsonNode text) {
        try {
            if (text.isTextual() && MAPPER.readTree(text.textValue()) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException anyOtherText) {
            return MAPPER.createObjectNode();
        }
        return MAPPER.createObjectNode();
    }
}
