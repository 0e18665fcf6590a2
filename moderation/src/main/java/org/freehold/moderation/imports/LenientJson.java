// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.imports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON of other programs, which is not as strict as ours, read within the same bounds. */
final class LenientJson {
    private static final int MAX_DEPTH = 32;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .build())
            .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private LenientJson() {}

    /** The elements of the array that the text is, or that stands in it under one of these names; none, with a reason, otherwise. */
    static JsonNode elements(String text, Drafting drafting, String... names) {
        JsonNode empty = JSON.createArrayNode();
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            drafting.skip(0, "not JSON: " + Drafting.shown(String.valueOf(e.getOriginalMessage())));
            return empty;
        }
        JsonNode array = root;
        for (String name : names) {
            if (root.path(name).isArray()) {
                array = root.path(name);
            }
        }
        if (!array.isArray()) {
            drafting.skip(0, "not an array (expected: an array of objects)");
            return empty;
        }
        if (array.size() > ImportFormat.MAX_LINES) {
            drafting.skip(0, "%d elements (expected: at most %d)".formatted(array.size(), ImportFormat.MAX_LINES));
            return empty;
        }
        return array;
    }
}
