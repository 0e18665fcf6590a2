// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import org.freehold.server.entity.Vec3;
import org.freehold.server.world.WorldEntity;

/** An entity as interest sees it: a place, a size, and from how far it matters. Owned by the world thread. */
final class Placed {
    final WorldEntity entity;
    private final int slot;
    double x;
    double y;
    double z;
    double radius;
    double reach;
    /** Where it was when everybody was last asked whether it matters to them. */
    private Vec3 askedAt = Vec3.ZERO;
    private double askedReach;
    /** Kept by {@link SpatialIndex}. */
    long bucket;
    int bucketPosition;

    Placed(WorldEntity entity) {
        this(entity, entity.slot());
    }

    Placed(WorldEntity entity, int slot) {
        this.entity = entity;
        this.slot = slot;
        refresh();
        asked();
    }

    int slot() {
        return slot;
    }

    /** Takes over what the entity is now. */
    void refresh() {
        Vec3 position = entity.position();
        x = position.x();
        y = position.y();
        z = position.z();
        radius = entity.radius();
        reach = Reach.metres(entity);
    }

    /** True when it has moved, grown or shrunk so much that it may matter to others than before. */
    boolean mayMatterToOthers() {
        double moved = Math.max(1, reach / 32);
        return reach != askedReach || distanceSquared(askedAt.x(), askedAt.y(), askedAt.z()) > moved * moved;
    }

    void asked() {
        askedAt = entity.position();
        askedReach = reach;
    }

    double distanceSquared(double fromX, double fromY, double fromZ) {
        double dx = x - fromX;
        double dy = y - fromY;
        double dz = z - fromZ;
        return dx * dx + dy * dy + dz * dz;
    }

    boolean matters(double fromX, double fromY, double fromZ) {
        return distanceSquared(fromX, fromY, fromZ) <= reach * reach;
    }

    boolean staysFor(double fromX, double fromY, double fromZ) {
        double hide = Reach.hideMetres(reach);
        return distanceSquared(fromX, fromY, fromZ) <= hide * hide;
    }

    /** What moves counts as half as far away: 1 or 0.5. */
    double costFactor() {
        return entity.mover() == null ? 1 : 0.5;
    }
}
