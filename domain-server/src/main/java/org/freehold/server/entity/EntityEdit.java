// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes an entity from what somebody asked for, and changes one: the one place where an edit's values are checked. */
public final class EntityEdit {
    /** Largest JSON of one entity, bytes. */
    public static final int MAX_ENTITY_BYTES = 1 << 20;

    private static final Set<String> UNCHANGEABLE =
            Set.of("id", "type", "created", "lastEdited", "lastEditedBy", Entity.OWNER);

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

    /** A new entity that nobody in particular made. */
    public static Result create(UUID id, ObjectNode requested, long nowMicros) {
        return create(id, requested, nowMicros, null);
    }

    /**
     * A new entity.
     *
     * @param id of the new entity, whatever {@code requested} says
     * @param requested the properties; {@code type} is needed; not changed
     * @param nowMicros microseconds since 1970
     * @param owner who makes it; null for nobody in particular
     */
    public static Result create(UUID id, ObjectNode requested, long nowMicros, @Nullable UUID owner) {
        JsonNode typeName = requested.path("type");
        Optional<EntityType> type = typeName.isTextual() ? EntityType.named(typeName.textValue()) : Optional.empty();
        if (type.isEmpty()) {
            return new Invalid(
                    Reason.BAD_VALUE,
                    "type: " + (typeName.isMissingNode() ? "missing" : Fault.shortened(typeName))
                            + " (expected: a type such as \"Box\")");
        }
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        properties.put("id", EntityId.text(id)).put("type", type.get().typeName());
        Invalid invalid = patch(type.get(), properties, requested, JsonNodeFactory.instance.objectNode());
        if (invalid != null) {
            return invalid;
        }
        properties.put("created", nowMicros).put("lastEdited", nowMicros);
        if (owner != null) {
            properties.put(Entity.OWNER, EntityId.text(owner));
        }
        return sized(properties, properties);
    }

    /**
     * A change of an entity.
     *
     * @param patch JSON Merge Patch; not changed
     * @param nowMicros microseconds since 1970
     */
    public static Result change(Entity before, ObjectNode patch, long nowMicros) {
        ObjectNode properties = before.properties();
        ObjectNode change = JsonNodeFactory.instance.objectNode().put("id", EntityId.text(before.id()));
        Invalid invalid = patch(before.type(), properties, patch, change);
        if (invalid != null) {
            return invalid;
        }
        properties.put("lastEdited", nowMicros);
        change.put("lastEdited", nowMicros);
        return sized(properties, change);
    }

    /** Applies the patch, and writes into {@code change} what it came to; null when all of it is valid. */
    private static @Nullable Invalid patch(
            EntityType type, ObjectNode properties, ObjectNode patch, ObjectNode change) {
        List<Fault> found = new ArrayList<>(0);
        Faults faults = Faults.strict(found::add);
        for (var member : patch.properties()) {
            String name = member.getKey();
            JsonNode wanted = member.getValue();
            if (UNCHANGEABLE.contains(name)) {
                continue;
            }
            JsonNode merged = wanted.isNull() ? null : MergePatch.merged(properties.get(name), wanted);
            JsonNode accepted = merged == null ? null : PropertyTable.accept(type, name, merged, faults);
            if (!found.isEmpty()) {
                Fault first = found.getFirst();
                return new Invalid(first.notFinite() ? Reason.NOT_FINITE : Reason.BAD_VALUE, first.message());
            }
            if (merged == null || accepted == null) {
                properties.remove(name);
                change.putNull(name);
            } else {
                properties.set(name, accepted);
                // A part of a group travels as that part; what had to be put into another form travels whole.
                change.set(name, PropertyKind.isUntouched(merged, accepted) ? wanted : accepted);
            }
        }
        return null;
    }

    private static Result sized(ObjectNode properties, ObjectNode change) {
        byte[] json = EntityJson.bytes(properties);
        return json.length <= MAX_ENTITY_BYTES
                ? new Done(EntityJson.entity(json), change)
                : new Invalid(
                        Reason.TOO_LARGE,
                        "entity: " + json.length + " bytes (expected: at most " + MAX_ENTITY_BYTES + ")");
    }
}
