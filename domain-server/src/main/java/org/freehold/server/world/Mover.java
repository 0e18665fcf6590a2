// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import org.freehold.server.entity.Quat;
import org.freehold.server.entity.Vec3;
import org.freehold.server.wire.AvatarPose;
import org.freehold.server.wire.CellPoseWriter;

/**
 * The pose of an avatar or of a moving entity, in the world: what pose frames say of one handle. On the hot path; owned by the
 * world thread.
 */
public final class Mover {
    private final int handle;
    private int flags;
    private Vec3 position;
    private Quat rotation;
    private Vec3 velocity = Vec3.ZERO;
    private long changedTick;

    Mover(int handle, int flags, Vec3 position, Quat rotation, long tick) {
        this.handle = handle;
        this.flags = flags;
        this.position = position;
        this.rotation = rotation;
        this.changedTick = tick;
    }

    public int handle() {
        return handle;
    }

    /** As in {@link AvatarPose}. */
    public int flags() {
        return flags;
    }

    /** Metres, in the world whatever the parent. */
    public Vec3 position() {
        return position;
    }

    public Quat rotation() {
        return rotation;
    }

    /** Metres a second. */
    public Vec3 velocity() {
        return velocity;
    }

    /** True when something of this pose is other than at the tick before {@code tick}. */
    public boolean changedAt(long tick) {
        return changedTick == tick;
    }

    /** The cell of pose frames it is in: three coordinates of 16 bits each, i in the highest. */
    public long cell() {
        return cellKey(
                CellPoseWriter.cell(position.x()),
                CellPoseWriter.cell(position.y()),
                CellPoseWriter.cell(position.z()));
    }

    /** The key of cell (i, j, k). */
    public static long cellKey(int i, int j, int k) {
        return ((i & 0xffffL) << 32) | ((j & 0xffffL) << 16) | (k & 0xffffL);
    }

    void set(int newFlags, Vec3 newPosition, Quat newRotation, Vec3 newVelocity, long tick) {
        if (newFlags != flags
                || !newPosition.equals(position)
                || !newRotation.equals(rotation)
                || !newVelocity.equals(velocity)) {
            flags = newFlags;
            position = newPosition;
            rotation = newRotation;
            velocity = newVelocity;
            changedTick = tick;
        }
    }

    /** Stands where it is: so that nobody extrapolates one of whom nothing is heard. */
    void halt(long tick) {
        set(flags & ~(AvatarPose.VELOCITY | AvatarPose.JUMPED), position, rotation, Vec3.ZERO, tick);
    }
}
