// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.worldfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.freehold.server.entity.Entity;
import org.freehold.server.entity.EntityEdit;
import org.freehold.server.entity.EntityId;
import org.freehold.server.entity.EntityJson;
import org.freehold.server.entity.EntityType;
import org.freehold.server.entity.Fault;
import org.freehold.server.entity.Faults;
import org.freehold.server.entity.PropertyTable;

/** Makes entities of what stands in a file of one version, one after the other, and says what was wrong with them. */
final class EntityImport {
    private static final int NAME_SHOWN = 40;

    private final int version;
    private final ReportBuilder report;
    private final Set<UUID> ids = new HashSet<>();
    private final Faults faults;

    /** Of the entity at hand, for the report. */
    private String id = "";
    private String name = "";

    EntityImport(int version, ReportBuilder report) {
        this.version = version;
        this.report = report;
        this.faults = Faults.lenient(fault -> report.fault(id, name, fault));
    }

    /**
     * The entity, unless it has to be left out.
     *
     * @param given as in the file; used up
     * @param number in the file, from 1
     */
    Optional<Entity> read(ObjectNode given, int number) {
        String called = given.path("name").asText();
        name = called.length() > NAME_SHOWN ? called.substring(0, NAME_SHOWN) + "..." : called;
        JsonNode typeName = given.path("type");
        EntityType type = EntityType.named(typeName.asText()).orElse(null);
        JsonNode writtenId = given.path("id");
        UUID known = EntityId.parse(writtenId.asText()).filter(found -> !EntityId.isZero(found)).orElse(null);
        id = known == null ? "entity " + number : EntityId.text(known);
        if (type == null) {
            report.leftOut(id, name, "type", shown(typeName), "unknown type " + shown(typeName));
            return Optional.empty();
        }
        UUID own = known == null ? madeUp(given, number) : known;
        if (known == null) {
            report.mended(id, name, "id", shown(writtenId), "got the id " + EntityId.text(own));
        } else if (!ids.add(known)) {
            report.leftOut(id, name, "id", id, "the id is that of an earlier entity");
            return Optional.empty();
        }
        LegacyNames.apply(given, type, report);
        VersionSteps.apply(given, type, version);
        return sized(checked(given, type, own), type);
    }

    /** The same at each reading of the same file, so that importing it again finds the same entity. */
    private UUID madeUp(ObjectNode given, int number) {
        byte[] content = EntityJson.bytes(given.objectNode().put("number", number).set("entity", given));
        UUID made = UUID.nameUUIDFromBytes(content);
        while (!ids.add(made)) {
            made = new UUID(made.getMostSignificantBits(), made.getLeastSignificantBits() + 1);
        }
        return made;
    }

    private ObjectNode checked(ObjectNode given, EntityType type, UUID own) {
        ObjectNode stored = JsonNodeFactory.instance.objectNode();
        stored.put("id", EntityId.text(own)).put("type", type.typeName());
        for (var member : given.properties()) {
            String property = member.getKey();
            JsonNode value = member.getValue();
            if (stored.has(property)) {
                continue;
            }
            if (value.isNull()) {
                report.nullValue();
                continue;
            }
            JsonNode accepted = PropertyTable.accept(type, property, value, faults);
            if (accepted != null) {
                stored.set(property, accepted);
                report.addresses(accepted);
                if (!PropertyTable.isKnown(type, property)) {
                    report.unknown(property);
                }
            }
        }
        return stored;
    }

    private Optional<Entity> sized(ObjectNode stored, EntityType type) {
        byte[] json = EntityJson.bytes(stored);
        if (json.length > EntityEdit.MAX_ENTITY_BYTES) {
            report.leftOut(id, name, "entity", json.length + " bytes", WorldFileReader.TOO_LARGE);
            return Optional.empty();
        }
        report.imported(type);
        return Optional.of(EntityJson.entity(json));
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "missing" : Fault.shortened(value);
    }
}
