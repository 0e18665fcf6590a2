// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** JSON Merge Patch, <a href="https://www.rfc-editor.org/rfc/rfc7396">RFC 7396</a>. */
public final class MergePatch {
    private MergePatch() {}

    /** Changes {@code target}: a null takes a member away, an object is merged, anything else replaces. */
    public static void apply(ObjectNode target, ObjectNode patch) {
        for (var member : patch.properties()) {
            if (member.getValue().isNull()) {
                target.remove(member.getKey());
            } else {
                target.set(member.getKey(), merged(target.get(member.getKey()), member.getValue()));
            }
        }
    }

    /**
     * What a value other than null makes of a member.
     *
     * @param target the member before, changed where it is an object; null when there is none
     * @param patch not changed, though parts of it may become parts of the result
     */
    static JsonNode merged(@Nullable JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode inner)) {
            return patch;
        }
        ObjectNode merged = target instanceof ObjectNode present ? present : JsonNodeFactory.instance.objectNode();
        apply(merged, inner);
        return merged;
    }
}
