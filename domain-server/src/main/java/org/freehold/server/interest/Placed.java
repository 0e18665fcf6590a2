// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import org.freehold.server.entity.Vec3;
import org.freehold.server.world.WorldEntity;

/** An entity as interest sees it: a place, a size, and from how far it matters. Owned by the world thread. */
final class Placed {
    final WorldEntity entity;
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
        this.entity = entity;
        refresh();
        asked();
    }

    int slot() {
        return entity.slot();
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

    /** True when it has moved or grown so much that it may matter to somebody else than before. */
    boolean mayMatterToOthers() {
        double moved = Math.max(1, reach / 32);
        return reach > askedReach || distanceSquared(askedAt) > moved * moved;
    }

    void asked() {
        askedAt = entity.position();
        askedReach = reach;
    }

    double distanceSquared(Vec3 from) {
        double dx = x - from.x();
        double dy = y - from.y();
        double dz = z - from.z();
        return dx * dx + dy * dy + dz * dz;
    }

    boolean matters(Vec3 from) {
        return distanceSquared(from) <= reach * reach;
    }

    boolean staysFor(Vec3 from) {
        double hide = Reach.hideMetres(reach);
        return distanceSquared(from) <= hide * hide;
    }

    /** What is to be sent first has the least: near, large (near by its surface) and moving. Metres, at least 0. */
    float cost(Vec3 from) {
        double surface = Math.max(0, Math.sqrt(distanceSquared(from)) - radius);
        return (float) (entity.mover() == null ? surface : surface / 2);
    }
}
