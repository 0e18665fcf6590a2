// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON Merge Patch, <a href="https://www.rfc-editor.org/rfc/rfc7396">RFC 7396</a>. */
public final class MergePatch {
    private MergePatch() {}

    /** Changes {@code target}: a null takes a member away, an object is merged, anything else replaces. */
    public static void apply(ObjectNode target, ObjectNode patch) {
        for (var member : patch.properties()) {
            JsonNode value = member.getValue();
            if (value.isNull()) {
                target.remove(member.getKey());
            } else if (value instanceof ObjectNode inner) {
                ObjectNode merged = target.get(member.getKey()) instanceof ObjectNode present
                        ? present
                        : target.putObject(member.getKey());
                apply(merged, inner);
            } else {
                target.set(member.getKey(), value);
            }
        }
    }
}
