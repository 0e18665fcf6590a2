// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.entity;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Between an {@link Entity} and its JSON. Lenient: what is not what it should be counts as absent. Safe on any thread. */
public final class EntityJson {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(64).build())
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build())
            .build();

    private EntityJson() {}

    /**
     * The entity with these properties.
     *
     * @param properties with a valid {@code id} and {@code type}; otherwise already checked; not kept
     * @throws IllegalArgumentException when {@code id} or {@code type} is not one
     */
    public static Entity entity(ObjectNode properties) {
        return entity(bytes(properties));
    }

    /**
     * The entity whose {@link Entity#json()} this is.
     *
     * @param json kept, so not to be written to any more
     * @throws UncheckedIOException when it is not a JSON object
     * @throws IllegalArgumentException when {@code id} or {@code type} is not one
     */
    public static Entity entity(byte[] json) {
        try (var parser = MAPPER.createParser(json)) {
            return new EntityParser(parser).read(json);
        } catch (IOException e) {
            throw unreadable(json, e);
        }
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
            throw unreadable(json, e);
        }
    }

    private static UncheckedIOException unreadable(byte[] json, IOException cause) {
        return new UncheckedIOException(
                new String(json, 0, Math.min(80, json.length), StandardCharsets.UTF_8), cause);
    }

    static void put(ObjectNode properties, String name, Vec3 v) {
        properties.putObject(name).put("x", v.x()).put("y", v.y()).put("z", v.z());
    }

    static void put(ObjectNode properties, String name, Quat q) {
        properties.putObject(name).put("x", q.x()).put("y", q.y()).put("z", q.z()).put("w", q.w());
    }
}
