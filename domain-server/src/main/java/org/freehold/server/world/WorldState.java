// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.freehold.server.entity.Entity;
import org.freehold.server.entity.EntityId;
import org.freehold.server.entity.Motion;
import org.freehold.server.entity.Quat;
import org.freehold.server.entity.Vec3;
import org.jspecify.annotations.Nullable;

/**
 * Entities, their motion and their lifetimes. Every change of an entity passes here, so that the simulation, the lifetimes and
 * the audience hear of it. Decides nothing and stores nothing. Owned by the world thread.
 */
final class WorldState {
    private final EntityTable table = new EntityTable();
    private final Lifetimes lifetimes = new Lifetimes();
    private final Zones zones = new Zones();
    private final Set<WorldEntity> moving = new LinkedHashSet<>();
    private final Handles handles;
    private final Audience audience;

    WorldState(Handles handles, Audience audience) {
        this.handles = handles;
        this.audience = audience;
    }

    EntityTable table() {
        return table;
    }

    /** The bounded places. */
    Zones zones() {
        return zones;
    }

    int moving() {
        return moving.size();
    }

    WorldEntity add(Entity entity, TickTime now) {
        WorldEntity added = table.add(entity);
        zones.put(added);
        audience.added(added);
        placeBelow(added);
        lifetimes.watch(entity, now.epochMicros());
        moveOrRest(added, now);
        return added;
    }

    /** Gives it other properties; {@code patch} is what differs from before, with {@code id}. */
    void change(WorldEntity target, Entity after, ObjectNode patch, TickTime now) {
        boolean wasMoving = target.mover() != null;
        if (target.lastEncoded().lifetimeSeconds() != after.lifetimeSeconds()) {
            lifetimes.watch(after, now.epochMicros());
        }
        table.change(target, after);
        zones.put(target);
        if (wasMoving) {
            // Others know its place from pose frames only.
            after.motion().writeTo(patch);
        }
        audience.changed(target, patch);
        placed(target);
        moveOrRest(target, now);
    }

    /** Puts the entity to what it was at another time. */
    void replace(WorldEntity target, Entity other, TickTime now) {
        table.change(target, other);
        zones.put(target);
        audience.replaced(target);
        placed(target);
        lifetimes.watch(other, now.epochMicros());
        moveOrRest(target, now);
    }

    void remove(WorldEntity target, TickTime now) {
        List<WorldEntity> left = List.copyOf(target.children());
        rest(target, now);
        table.remove(target);
        zones.remove(target);
        audience.removed(target);
        left.forEach(child -> {
            child.place();
            placed(child);
        });
    }

    /** Removes an entity and everything below it; tells what it was, parents first. */
    List<Entity> removeTree(WorldEntity root, TickTime now) {
        List<WorldEntity> tree = EntityTable.tree(root);
        List<Entity> removed = new ArrayList<>(tree.size());
        for (WorldEntity each : tree) {
            removed.add(each.entity());
        }
        for (WorldEntity each : tree.reversed()) {
            remove(each, now);
        }
        return removed;
    }

    /** Moves what moves by one tick; tells what has come to rest. */
    List<WorldEntity> simulate(TickTime now) {
        List<WorldEntity> rested = new ArrayList<>();
        for (WorldEntity each : moving) {
            Motion after = Simulation.step(each.motion(), now.stepSeconds());
            each.motion(after);
            each.place();
            placed(each);
            if (!after.isMoving()) {
                rested.add(each);
            }
        }
        // Not before all have moved: an ancestor may have come after its child.
        for (WorldEntity each : moving) {
            pose(each, now);
        }
        for (WorldEntity each : rested) {
            settle(each, now);
        }
        return rested;
    }

    /** Puts an entity into somebody's hand: it does not move by itself any more; null when no more can move at a time. */
    @Nullable
    Mover hold(WorldEntity entity, TickTime now) {
        Motion before = entity.motion();
        if (entity.mover() == null && !startMoving(entity, now)) {
            return null;
        }
        moving.remove(entity);
        entity.motion(new Motion(
                before.position(), before.rotation(), Vec3.ZERO, Vec3.ZERO, before.acceleration(), before.damping(),
                before.angularDamping()));
        pose(entity, now);
        return entity.mover();
    }

    /** Moves an entity that is held to a place in the world. */
    void moveTo(WorldEntity entity, Vec3 position, Quat rotation, TickTime now) {
        entity.moveTo(position, rotation);
        pose(entity, now);
        placed(entity);
    }

    /** Says where an entity has come to rest. */
    void settle(WorldEntity entity, TickTime now) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode().put("id", EntityId.text(entity.id()));
        entity.motion().writeTo(patch);
        audience.changed(entity, patch);
        moveOrRest(entity, now);
    }

    /** What moves and is due to be stored, so that each is once in {@code everyTicks}. */
    List<WorldEntity> movingDue(TickTime now, long everyTicks) {
        List<WorldEntity> due = new ArrayList<>();
        for (WorldEntity each : moving) {
            if ((now.tick() + each.slot()) % everyTicks == 0) {
                due.add(each);
            }
        }
        return due;
    }

    List<WorldEntity> expired(TickTime now) {
        return lifetimes.expired(table, now.epochMicros());
    }

    /** Tells of this entity's lifetime again at the next tick: it could not be removed now. */
    void expireLater(WorldEntity entity, TickTime now) {
        lifetimes.watch(entity.lastEncoded(), now.epochMicros());
    }

    private void moveOrRest(WorldEntity entity, TickTime now) {
        if (!entity.motion().isMoving()) {
            rest(entity, now);
        } else if (moving.add(entity) && entity.mover() == null) {
            startMoving(entity, now);
        }
        pose(entity, now);
    }

    private boolean startMoving(WorldEntity entity, TickTime now) {
        int handle = handles.takeForEntity(now.tick());
        if (handle == Handles.NONE) {
            return false;
        }
        Mover mover = Mover.entity(handle, entity.position(), entity.rotation(), now.tick());
        entity.mover(mover);
        audience.startedMoving(entity, mover);
        return true;
    }

    private void rest(WorldEntity entity, TickTime now) {
        Mover mover = entity.mover();
        moving.remove(entity);
        if (mover != null) {
            entity.mover(null);
            handles.giveBack(mover.handle(), now.tick());
            audience.stoppedMoving(entity, mover);
        }
    }

    private static void pose(WorldEntity entity, TickTime now) {
        Mover mover = entity.mover();
        if (mover != null) {
            mover.set(entity.position(), entity.rotation(), entity.worldVelocity(), now.tick());
        }
    }

    private void placed(WorldEntity entity) {
        audience.moved(entity);
        placeBelow(entity);
    }

    private void placeBelow(WorldEntity entity) {
        for (WorldEntity child : entity.children()) {
            child.place();
            placed(child);
        }
    }
}
