// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.freehold.server.entity.Quat;
import org.freehold.server.entity.Vec3;
import org.freehold.server.wire.Moves;
import org.freehold.server.wire.RotationCodec;
import org.jspecify.annotations.Nullable;

/**
 * What builders hold and move: its pose goes the way of poses, many times a second, and where it was let go is stored. Held is something for
 * as long as it is moved at least every two seconds, and nobody edits its place. Owned by the world thread.
 */
final class HeldEntities {
    private static final int PATIENCE_SECONDS = 2;

    private static final class Held {
        private final WorldEntity entity;
        private final Mover mover;
        private final Visitor holder;
        private long movedTick;

        private Held(WorldEntity entity, Mover mover, Visitor holder, long tick) {
            this.entity = entity;
            this.mover = mover;
            this.holder = holder;
            this.movedTick = tick;
        }

        /** False once it rests, was deleted, or moves by itself. */
        private boolean isStillHeld() {
            return entity.mover() == mover && !entity.motion().isMoving();
        }
    }

    private final WorldState state;
    private final long patienceTicks;
    private final Map<Integer, Held> byHandle = new HashMap<>();

    HeldEntities(WorldState state, int tickHz) {
        this.state = state;
        this.patienceTicks = (long) PATIENCE_SECONDS * tickHz;
    }

    /** Who holds it; null for nobody. */
    @Nullable
    Visitor holder(WorldEntity entity) {
        Mover mover = entity.mover();
        Held held = mover == null ? null : byHandle.get(mover.handle());
        return held != null && held.isStillHeld() ? held.holder : null;
    }

    /** Takes it into the visitor's hands; false when no more can move at a time. */
    boolean hold(WorldEntity entity, Visitor holder, TickTime now) {
        Mover mover = state.hold(entity, now);
        if (mover == null) {
            return false;
        }
        byHandle.put(mover.handle(), new Held(entity, mover, holder, now.tick()));
        return true;
    }

    /** Moves what this visitor holds; what he does not hold stays where it is. */
    void move(Visitor holder, Moves moves, TickTime now) {
        for (int i = 0; i < moves.count(); i++) {
            Held held = byHandle.get(moves.handles()[i]);
            if (held != null && held.holder == holder && held.isStillHeld()) {
                held.movedTick = now.tick();
                float[] to = moves.positions();
                RotationCodec.Rotation rotation = RotationCodec.fromSmallestThree(moves.rotations()[i]);
                state.moveTo(
                        held.entity, new Vec3(to[3 * i], to[3 * i + 1], to[3 * i + 2]),
                        new Quat(rotation.x(), rotation.y(), rotation.z(), rotation.w()), now);
            }
        }
    }

    /** Lets go what nobody moves any more; tells what it was, to be stored. */
    List<WorldEntity> letGo(TickTime now) {
        if (byHandle.isEmpty()) {
            return List.of();
        }
        List<WorldEntity> released = new ArrayList<>();
        for (Iterator<Held> all = byHandle.values().iterator(); all.hasNext();) {
            Held held = all.next();
            if (!held.isStillHeld()) {
                all.remove();
            } else if (now.tick() - held.movedTick > patienceTicks) {
                all.remove();
                state.settle(held.entity, now);
                released.add(held.entity);
            }
        }
        return released;
    }
}
