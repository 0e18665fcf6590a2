// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.freehold.server.entity.Entity;
import org.freehold.server.entity.EntityType;
import org.freehold.server.entity.Motion;
import org.freehold.server.entity.Quat;
import org.freehold.server.entity.Vec3;
import org.jspecify.annotations.Nullable;

/** An entity in its place in the world: between its parent and its children, and where it has moved to. Owned by the world thread. */
public final class WorldEntity {
    private final int slot;
    private Entity entity;
    private Motion motion;
    /** True when the motion is newer than the entity. */
    private boolean movedSince;
    private Vec3 position = Vec3.ZERO;
    private Quat rotation = Quat.IDENTITY;
    private @Nullable WorldEntity parent;
    private List<WorldEntity> children = Collections.emptyList();
    private @Nullable Mover mover;

    WorldEntity(int slot, Entity entity) {
        this.slot = slot;
        this.entity = entity;
        this.motion = entity.motion();
    }

    /** A small number that no other entity of the world has; free for another after it was removed and the tick is over. */
    public int slot() {
        return slot;
    }

    public UUID id() {
        return entity.id();
    }

    public EntityType type() {
        return entity.type();
    }

    /** The entity as of now, with where it has moved to. Encodes it anew if it moved, so not for every tick. */
    public Entity entity() {
        if (movedSince) {
            entity = entity.withMotion(motion);
            movedSince = false;
        }
        return entity;
    }

    /** The entity as it was when it was last loaded, edited or encoded: everything but the motion is of now. */
    Entity lastEncoded() {
        return entity;
    }

    /** As of now, relative to the parent if it has one in this world. */
    Motion motion() {
        return motion;
    }

    /** Metres, in the world. */
    public Vec3 position() {
        return position;
    }

    /** In the world. */
    public Quat rotation() {
        return rotation;
    }

    /** Half the diagonal of its dimensions, metres. */
    public double radius() {
        return entity.dimensions().length() / 2;
    }

    /** The parent that is in this world; null for none. */
    public @Nullable WorldEntity parent() {
        return parent;
    }

    /** Not to be changed. */
    public List<WorldEntity> children() {
        return children;
    }

    /** Its pose in pose frames, while it moves by itself; null otherwise. */
    public @Nullable Mover mover() {
        return mover;
    }

    void entity(Entity changed) {
        entity = changed;
        movedSince = false;
        motion = changed.motion();
    }

    void motion(Motion changed) {
        movedSince = true;
        motion = changed;
    }

    void mover(@Nullable Mover changed) {
        mover = changed;
    }

    void attachTo(WorldEntity newParent) {
        parent = newParent;
        if (newParent.children.isEmpty()) {
            newParent.children = new ArrayList<>(2);
        }
        newParent.children.add(this);
    }

    void detach() {
        if (parent != null) {
            List<WorldEntity> siblings = parent.children;
            // The last first: so that thousands go quickly when their parent is deleted.
            if (siblings.getLast() == this) {
                siblings.removeLast();
            } else {
                siblings.remove(this);
            }
            parent = null;
        }
    }

    /** Recomputes where it is in the world; the parent's place must be right. */
    void place() {
        WorldEntity above = parent;
        if (above == null) {
            position = motion.position();
            rotation = motion.rotation();
        } else {
            position = above.position.plus(above.rotation.rotate(motion.position()));
            rotation = above.rotation.times(motion.rotation());
        }
    }

    /** Puts it to a place in the world, at rest there. */
    void moveTo(Vec3 to, Quat turned) {
        WorldEntity above = parent;
        Vec3 local = to;
        Quat localRotation = turned;
        if (above != null) {
            Quat back = above.rotation.conjugate();
            local = back.rotate(to.minus(above.position));
            localRotation = back.times(turned).normalized();
        }
        motion(new Motion(
                local, localRotation, Vec3.ZERO, Vec3.ZERO, motion.acceleration(), motion.damping(),
                motion.angularDamping()));
        place();
    }

    /** Its velocity in the world, metres a second, without that of its ancestors. */
    Vec3 worldVelocity() {
        return parent == null ? motion.velocity() : parent.rotation.rotate(motion.velocity());
    }
}
