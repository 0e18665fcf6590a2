// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.entity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Between an {@link Entity} and its JSON. Lenient: what is not what it should be counts as absent. */
public final class EntityJson {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(64).build())
            .build())
            .build();

    private EntityJson() {}

    /**
     * The entity with these properties.
     *
     * @param properties with a valid {@code id} and {@code type}; otherwise already checked; not kept
     */
    public static Entity entity(ObjectNode properties) {
        UUID id = EntityId.parse(properties.path("id").asText()).orElseThrow();
        EntityType type = EntityType.named(properties.path("type").asText()).orElseThrow();
        UUID parent = EntityId.parse(properties.path("parentID").asText()).orElse(null);
        boolean orphan = parent == null || (parent.getMostSignificantBits() | parent.getLeastSignificantBits()) == 0;
        return new Entity(
                id,
                type,
                orphan ? null : parent,
                Motion.readFrom(properties),
                vec3(properties.get("dimensions"), new Vec3(0.1, 0.1, 0.1)),
                properties.path("locked").asBoolean(false),
                properties.path("created").asLong(0),
                number(properties.get("lifetime"), -1),
                bytes(properties));
    }

    /** The entity whose {@link Entity#json()} this is. */
    public static Entity entity(byte[] json) {
        return entity(tree(json));
    }

    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode tree(byte[] json) {
        try {
            return (ObjectNode) MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(new String(json, 0, Math.min(80, json.length), StandardCharsets.UTF_8), e);
        }
    }

    static double number(@Nullable JsonNode node, double otherwise) {
        return node != null && node.isNumber() && Double.isFinite(node.doubleValue()) ? node.doubleValue() : otherwise;
    }

    static Vec3 vec3(@Nullable JsonNode node, Vec3 otherwise) {
        return node == null
                ? otherwise
                : new Vec3(
                        number(node.get("x"), otherwise.x()),
                        number(node.get("y"), otherwise.y()),
                        number(node.get("z"), otherwise.z()));
    }

    static Quat quat(@Nullable JsonNode node) {
        return node == null
                ? Quat.IDENTITY
                : new Quat(
                        number(node.get("x"), 0),
                        number(node.get("y"), 0),
                        number(node.get("z"), 0),
                        number(node.get("w"), 1))
                        .normalized();
    }

    static void put(ObjectNode properties, String name, Vec3 v) {
        properties.putObject(name).put("x", v.x()).put("y", v.y()).put("z", v.z());
    }

    static void put(ObjectNode properties, String name, Quat q) {
        properties.putObject(name).put("x", q.x()).put("y", q.y()).put("z", q.z()).put("w", q.w());
    }
}
