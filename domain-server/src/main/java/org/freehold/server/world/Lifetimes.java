// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.UUID;
import org.freehold.server.entity.Entity;

/** Which entities have outlived their {@code lifetime}. Owned by the world thread. */
final class Lifetimes {
    private record Expiry(long epochMicros, UUID id) {}

    private final PriorityQueue<Expiry> soonest = new PriorityQueue<>(Comparator.comparingLong(Expiry::epochMicros));

    /** Watches this entity, whose lifetime or age may be new. */
    void watch(Entity entity, long nowMicros) {
        if (entity.lifetimeSeconds() >= 0) {
            soonest.add(new Expiry(expiry(entity, nowMicros), entity.id()));
        }
    }

    /** The entities whose time is over; each is told once, unless it is watched again. */
    List<WorldEntity> expired(EntityTable table, long nowMicros) {
        if (soonest.isEmpty() || soonest.element().epochMicros() > nowMicros) {
            return List.of();
        }
        List<WorldEntity> over = new ArrayList<>();
        while (!soonest.isEmpty() && soonest.element().epochMicros() <= nowMicros) {
            Expiry expiry = soonest.remove();
            // What was edited since may live longer: then a later entry stands for it.
            table.find(expiry.id())
                    .filter(found -> isOver(found.lastEncoded(), nowMicros))
                    .ifPresent(over::add);
        }
        return over;
    }

    private static boolean isOver(Entity entity, long nowMicros) {
        return entity.lifetimeSeconds() >= 0
                && (entity.createdMicros() <= 0 || expiry(entity, nowMicros) <= nowMicros);
    }

    private static long expiry(Entity entity, long nowMicros) {
        // Without a known creation it lives from when this world first saw it.
        double from = entity.createdMicros() > 0 ? entity.createdMicros() : nowMicros;
        return (long) (from + entity.lifetimeSeconds() * 1e6);
    }
}
