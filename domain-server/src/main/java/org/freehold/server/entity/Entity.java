// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An object of the world at one moment: immutable, safe on any thread. A change makes a new one.
 *
 * <p>The properties are kept as the UTF-8 JSON that is streamed, stored and exported, so that none of these has to
 * encode it again; beside it stand, parsed, the few that the world works with at every tick. A motion that was simulated
 * is written into that JSON only when somebody asks for it.
 */
public final class Entity {
    /** The property that stays with the domain: stored and exported, never streamed. */
    public static final String PRIVATE = "privateUserData";

    /** The property that says who made it; set by the server, and nobody can change it. */
    public static final String OWNER = "owningAvatarID";

    private final UUID id;
    private final EntityType type;
    private final @Nullable UUID parentId;
    private final Motion motion;
    private final Vec3 dimensions;
    private final boolean locked;
    private final long createdMicros;
    private final double lifetimeSeconds;
    private final boolean holdsPrivate;
    private final @Nullable UUID owner;
    private final byte[] base;

    /** Null while {@code base} still holds an earlier motion. */
    private volatile byte @Nullable [] json;

    Entity(
            UUID id,
            EntityType type,
            @Nullable UUID parentId,
            Motion motion,
            Vec3 dimensions,
            boolean locked,
            long createdMicros,
            double lifetimeSeconds,
            boolean holdsPrivate,
            @Nullable UUID owner,
            byte[] json) {
        this(
                id, type, parentId, motion, dimensions, locked, createdMicros, lifetimeSeconds, holdsPrivate, owner,
                json,
                json);
    }

    private Entity(
            UUID id,
            EntityType type,
            @Nullable UUID parentId,
            Motion motion,
            Vec3 dimensions,
            boolean locked,
            long createdMicros,
            double lifetimeSeconds,
            boolean holdsPrivate,
            @Nullable UUID owner,
            byte[] base,
            byte @Nullable [] json) {
        this.id = id;
        this.type = type;
        this.parentId = parentId;
        this.motion = motion;
        this.dimensions = dimensions;
        this.locked = locked;
        this.createdMicros = createdMicros;
        this.lifetimeSeconds = lifetimeSeconds;
        this.holdsPrivate = holdsPrivate;
        this.owner = owner;
        this.base = base;
        this.json = json;
    }

    public UUID id() {
        return id;
    }

    public EntityType type() {
        return type;
    }

    /** The entity (or, in worlds from elsewhere, something unknown) that position and rotation are relative to. */
    public @Nullable UUID parentId() {
        return parentId;
    }

    /** Where it is and how it moves, relative to its parent if it has one. */
    public Motion motion() {
        return motion;
    }

    /** Extent along its own axes, metres. */
    public Vec3 dimensions() {
        return dimensions;
    }

    public boolean locked() {
        return locked;
    }

    /** Microseconds since 1970. */
    public long createdMicros() {
        return createdMicros;
    }

    /** How long after its creation it vanishes; negative for never. */
    public double lifetimeSeconds() {
        return lifetimeSeconds;
    }

    /** Who made it, as {@link #OWNER} says; null when nobody in particular did. */
    public @Nullable UUID owner() {
        return owner;
    }

    /** All properties as one UTF-8 JSON object, {@code id} and {@code type} among them. Not to be written to. */
    public byte[] json() {
        byte[] known = json;
        if (known == null) {
            ObjectNode properties = EntityJson.tree(base);
            motion.writeTo(properties);
            known = EntityJson.bytes(properties);
            json = known;
        }
        return known;
    }

    /** What visitors are sent: {@link #json} without {@link #PRIVATE}. Not to be written to. */
    public byte[] publicJson() {
        return holdsPrivate ? EntityJson.bytes(properties().without(PRIVATE)) : json();
    }

    /** A fresh tree of all properties, the caller's to change. */
    public ObjectNode properties() {
        return EntityJson.tree(json());
    }

    /** The same entity elsewhere: for the simulation, which changes motion and nothing else. Quick. */
    public Entity withMotion(Motion changed) {
        return new Entity(
                id, type, parentId, changed, dimensions, locked, createdMicros, lifetimeSeconds, holdsPrivate, owner,
                base, null);
    }
}
