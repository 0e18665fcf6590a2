// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.entity;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Picks the few properties out of an entity's JSON that the world works with, and passes over the rest: at a start
 * this runs once for each entity of the world.
 */
final class EntityParser {
    private static final Vec3 SMALL = new Vec3(0.1, 0.1, 0.1);

    private final JsonParser parser;

    private @Nullable UUID id;
    private @Nullable EntityType type;
    private @Nullable UUID parentId;
    private Vec3 position = Vec3.ZERO;
    private Quat rotation = Quat.IDENTITY;
    private Vec3 velocity = Vec3.ZERO;
    private Vec3 angularVelocity = Vec3.ZERO;
    private Vec3 acceleration = Vec3.ZERO;
    private double damping = Motion.DEFAULT_DAMPING;
    private double angularDamping = Motion.DEFAULT_DAMPING;
    private Vec3 dimensions = SMALL;
    private boolean locked;
    private long createdMicros;
    private double lifetimeSeconds = -1;
    private boolean holdsPrivate;
    private @Nullable UUID owner;

    EntityParser(JsonParser parser) {
        this.parser = parser;
    }

    Entity read(byte[] json) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new JsonParseException(parser, "an entity is an object");
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            property(name);
            parser.skipChildren();
        }
        if (id == null || type == null) {
            throw new IllegalArgumentException("entity without a valid " + (id == null ? "id" : "type"));
        }
        Motion motion =
                new Motion(position, rotation, velocity, angularVelocity, acceleration, damping, angularDamping);
        return new Entity(id, type, parentId, motion, dimensions, locked, createdMicros, lifetimeSeconds, holdsPrivate,
                owner, json);
    }

    private void property(String name) throws IOException {
        switch (name) {
            case "id" -> id = uuid();
            case "type" -> type = EntityType.named(Objects.requireNonNullElse(text(), "")).orElse(null);
            case "parentID" -> parentId = uuid();
            case "position" -> position = vec3(Vec3.ZERO);
            case "rotation" -> rotation = quat();
            case "velocity" -> velocity = vec3(Vec3.ZERO);
            case "angularVelocity" -> angularVelocity = vec3(Vec3.ZERO);
            case "acceleration" -> acceleration = vec3(Vec3.ZERO);
            case "damping" -> damping = number(damping);
            case "angularDamping" -> angularDamping = number(angularDamping);
            case "dimensions" -> dimensions = vec3(SMALL);
            case "locked" -> locked = parser.currentToken() == JsonToken.VALUE_TRUE;
            case "created" -> createdMicros = (long) number(0);
            case "lifetime" -> lifetimeSeconds = number(lifetimeSeconds);
            case Entity.PRIVATE -> holdsPrivate = true;
            case Entity.OWNER -> owner = uuid();
            default -> {
                // Most properties concern clients only.
            }
        }
    }

    private @Nullable String text() throws IOException {
        return parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : null;
    }

    private @Nullable UUID uuid() throws IOException {
        String text = text();
        UUID found = text == null ? null : EntityId.parse(text).orElse(null);
        return found == null || EntityId.isZero(found) ? null : found;
    }

    private double number(double otherwise) throws IOException {
        if (!parser.currentToken().isNumeric()) {
            return otherwise;
        }
        double number = parser.getDoubleValue();
        return Double.isFinite(number) ? number : otherwise;
    }

    private Vec3 vec3(Vec3 otherwise) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return otherwise;
        }
        double x = otherwise.x();
        double y = otherwise.y();
        double z = otherwise.z();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "x" -> x = number(x);
                case "y" -> y = number(y);
                case "z" -> z = number(z);
                default -> {
                }
            }
            parser.skipChildren();
        }
        // One shared instance for what most entities have keeps a hundred thousand of them small.
        return x == otherwise.x() && y == otherwise.y() && z == otherwise.z() ? otherwise : new Vec3(x, y, z);
    }

    private Quat quat() throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return Quat.IDENTITY;
        }
        double x = 0;
        double y = 0;
        double z = 0;
        double w = 1;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "x" -> x = number(x);
                case "y" -> y = number(y);
                case "z" -> z = number(z);
                case "w" -> w = number(w);
                default -> {
                }
            }
            parser.skipChildren();
        }
        return x == 0 && y == 0 && z == 0 ? Quat.IDENTITY : new Quat(x, y, z, w).normalized();
    }
}
