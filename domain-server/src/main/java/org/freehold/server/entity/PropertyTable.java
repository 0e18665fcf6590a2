// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All properties that Freehold knows, by type: names, units and defaults are Overte's. Safe on any thread. */
public final class PropertyTable {
    private static final int MAX_NAME_CHARACTERS = 256;

    private static final Map<EntityType, Map<String, Property>> BY_TYPE = byType();

    private PropertyTable() {}

    /** True for a property that entities of this type have; others are kept but mean nothing here. */
    public static boolean isKnown(EntityType type, String name) {
        return properties(type).containsKey(name);
    }

    /** All properties that entities of this type have, sorted. */
    public static List<String> names(EntityType type) {
        return properties(type).keySet().stream().sorted().toList();
    }

    /** What an absent property counts as; null in JSON where there is no value for it. */
    public static JsonNode defaultValue(EntityType type, String name) {
        Property property = properties(type).get(name);
        return property == null ? NullNode.instance : property.defaultValue().deepCopy();
    }

    /**
     * Checks a value and brings it into the form in which it is stored: enum names and ids in one spelling, vectors
     * with all of their members.
     *
     * @param value not null in JSON; not changed
     * @param faults is told what is wrong with it
     * @return the value to store, {@code value} itself when nothing had to change; null for the default
     */
    public static @Nullable JsonNode accept(EntityType type, String name, JsonNode value, Faults faults) {
        Property property = properties(type).get(name);
        faults.enter(name.length() > MAX_NAME_CHARACTERS ? name.substring(0, 20) + "..." : name);
        try {
            if (property != null) {
                return property.kind().accept(value, faults);
            }
            return name.length() <= MAX_NAME_CHARACTERS
                    ? PropertyKind.Anything.KEPT.accept(value, faults)
                    : faults.leftOut(TextNode.valueOf(name),
                            "a name of at most " + MAX_NAME_CHARACTERS + " characters");
        } finally {
            faults.leave();
        }
    }

    private static Map<String, Property> properties(EntityType type) {
        Map<String, Property> properties = BY_TYPE.get(type);
        if (properties == null) {
            throw new IllegalArgumentException("type: " + type + " (expected: one with a table)");
        }
        return properties;
    }

    private static Map<EntityType, Map<String, Property>> byType() {
        Map<EntityType, Map<String, Property>> tables = new EnumMap<>(EntityType.class);
        Arrays.stream(EntityType.values()).forEach(type -> {
            Map<String, Property> all = new HashMap<>();
            CommonProperties.ALL.forEach(family -> all.putAll(Property.byName(family)));
            all.putAll(Property.byName(own(type)));
            tables.put(type, Map.copyOf(all));
        });
        return tables;
    }

    private static List<Property> own(EntityType type) {
        return switch (type) {
            case BOX, SPHERE, SHAPE -> ShapeProperties.SHAPE;
            case MODEL -> ShapeProperties.MODEL;
            case TEXT -> MediaProperties.TEXT;
            case IMAGE -> MediaProperties.IMAGE;
            case WEB -> MediaProperties.WEB;
            case LIGHT -> ZoneProperties.LIGHT;
            case ZONE -> ZoneProperties.ZONE;
            case MATERIAL -> ShapeProperties.MATERIAL;
            case PARTICLE_EFFECT -> ParticleProperties.PARTICLES;
            case PROCEDURAL_PARTICLE_EFFECT -> ParticleProperties.PROCEDURAL;
            case POLY_VOX -> ShapeProperties.POLY_VOX;
            case LINE -> ShapeProperties.LINE;
            case POLY_LINE -> ShapeProperties.POLY_LINE;
            case GRID -> ShapeProperties.GRID;
            case GIZMO -> ShapeProperties.GIZMO;
            case SOUND -> MediaProperties.SOUND;
        };
    }
}
