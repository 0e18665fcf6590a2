// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.freehold.server.world.Audience;
import org.freehold.server.world.Mover;
import org.freehold.server.world.TestWorld;
import org.freehold.server.world.Visitor;
import org.freehold.server.world.WorldEntity;
import org.freehold.server.world.WorldSettings;

/** Views of real visitors of a world whose audience only keeps their names. */
final class SomeViews implements Audience {
    private final List<Visitor> visitors = new ArrayList<>();

    /** So many views, none of which has looked around. */
    static List<View> views(int count) {
        SomeViews audience = new SomeViews();
        TestWorld test = new TestWorld(new WorldSettings(TestWorld.HZ, 10), Map.of(), audience);
        for (int i = 0; i < count; i++) {
            test.enter(null);
        }
        return audience.visitors.stream()
                .map(visitor -> new View(visitor, TestWorld.HZ))
                .toList();
    }

    @Override
    public void watch(Visitor visitor) {
        visitors.add(visitor);
    }

    @Override
    public void unwatch(Visitor visitor) {
        // All are kept.
    }

    @Override
    public void added(WorldEntity entity) {
        // There are no entities.
    }

    @Override
    public void changed(WorldEntity entity, ObjectNode patch) {
        // There are no entities.
    }

    @Override
    public void replaced(WorldEntity entity) {
        // There are no entities.
    }

    @Override
    public void removed(WorldEntity entity) {
        // There are no entities.
    }

    @Override
    public void moved(WorldEntity entity) {
        // There are no entities.
    }

    @Override
    public void startedMoving(WorldEntity entity, Mover mover) {
        // There are no entities.
    }

    @Override
    public void stoppedMoving(WorldEntity entity, Mover mover) {
        // There are no entities.
    }

    @Override
    public void appeared(Mover avatar) {
        // Nobody is told.
    }

    @Override
    public void vanished(Mover avatar) {
        // Nobody is told.
    }

    @Override
    public void spoke(Mover avatar) {
        // Nobody is told.
    }

    @Override
    public void tick(long tick, long epochMillis) {
        // Nobody is told.
    }
}
