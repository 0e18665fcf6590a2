// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.entity;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What an entity is; the names are Overte's, on the wire and in world files. */
public enum EntityType {
    BOX("Box"),
    SPHERE("Sphere"),
    SHAPE("Shape"),
    MODEL("Model"),
    TEXT("Text"),
    IMAGE("Image"),
    WEB("Web"),
    LIGHT("Light"),
    ZONE("Zone"),
    MATERIAL("Material"),
    PARTICLE_EFFECT("ParticleEffect"),
    PROCEDURAL_PARTICLE_EFFECT("ProceduralParticleEffect"),
    POLY_VOX("PolyVox"),
    LINE("Line"),
    POLY_LINE("PolyLine"),
    GRID("Grid"),
    GIZMO("Gizmo"),
    SOUND("Sound");

    private static final Map<String, EntityType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EntityType::typeName, Function.identity()));

    private final String typeName;

    EntityType(String typeName) {
        this.typeName = typeName;
    }

    /** The name in JSON, such as {@code PolyVox}. */
    public String typeName() {
        return typeName;
    }

    /** The type of that exact name, if there is one. */
    public static Optional<EntityType> named(String typeName) {
        return Optional.ofNullable(BY_NAME.get(typeName));
    }
}
