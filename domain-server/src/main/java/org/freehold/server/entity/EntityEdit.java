// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.UUID;

/** Makes an entity from what somebody asked for, and changes one: the one place where an edit's values are checked. */
public final class EntityEdit {
    /** Largest JSON of one entity, bytes. */
    public static final int MAX_ENTITY_BYTES = 1 << 20;

    private static final Set<String> UNCHANGEABLE = Set.of("id", "type", "created", "lastEdited", "lastEditedBy");

    private EntityEdit() {}

    /** What became of an edit. */
    public sealed interface Result {}

    /**
     * It is valid.
     *
     * @param entity the entity afterwards
     * @param change what differs from before as a JSON Merge Patch with {@code id}: what others are to be sent
     */
    public record Done(Entity entity, ObjectNode change) implements Result {}

    /**
     * It is not.
     *
     * @param message the property, its value and what was expected, for people
     */
    public record Invalid(Reason reason, String message) implements Result {}

    /** Why an edit is invalid. */
    public enum Reason {
        BAD_VALUE,
        NOT_FINITE,
        TOO_LARGE
    }

    /**
     * A new entity.
     *
     * @param id of the new entity, whatever {@code requested} says
     * @param requested the properties; {@code type} is needed
     * @param nowMicros microseconds since 1970
     */
    public static Result create(UUID id, ObjectNode requested, long nowMicros) {
        ObjectNode properties = requested.deepCopy();
        if (EntityType.named(properties.path("type").asText()).isEmpty()) {
            return new Invalid(
                    Reason.BAD_VALUE, "type: " + properties.path("type") + " (expected: a type such as \"Box\")");
        }
        properties.put("id", EntityId.text(id)).put("created", nowMicros).put("lastEdited", nowMicros);
        return sized(properties, properties);
    }

    /**
     * A change of an entity.
     *
     * @param patch JSON Merge Patch
     * @param nowMicros microseconds since 1970
     */
    public static Result change(Entity before, ObjectNode patch, long nowMicros) {
        ObjectNode change = patch.deepCopy();
        for (String name : UNCHANGEABLE) {
            change.remove(name);
        }
        change.put("lastEdited", nowMicros);
        ObjectNode properties = before.properties();
        MergePatch.apply(properties, change);
        return sized(properties, change.put("id", EntityId.text(before.id())));
    }

    private static Result sized(ObjectNode properties, ObjectNode change) {
        Entity entity = EntityJson.entity(properties);
        int bytes = entity.json().length;
        return bytes <= MAX_ENTITY_BYTES
                ? new Done(entity, change)
                : new Invalid(
                        Reason.TOO_LARGE, "entity: " + bytes + " bytes (expected: at most " + MAX_ENTITY_BYTES + ")");
    }
}
