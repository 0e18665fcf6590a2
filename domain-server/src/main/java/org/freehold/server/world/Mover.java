// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import io.netty.buffer.ByteBuf;
import org.freehold.server.entity.Quat;
import org.freehold.server.entity.Vec3;
import org.freehold.server.wire.AvatarPose;
import org.freehold.server.wire.PoseCodec;
import org.freehold.server.wire.PoseMessageWriter;
import org.freehold.server.wire.QuantisedPose;
import org.freehold.server.wire.RotationCodec;

/**
 * The pose of an avatar or of a moving entity, in the world: what pose messages say of one handle, kept in the steps of the wire, so
 * that what a client sent is passed on as it is. On the hot path; owned by the world thread.
 */
public final class Mover {
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final int handle;
    /** All but the place, and without {@code JUMPED}. */
    private final QuantisedPose body = new QuantisedPose();
    private double x;
    private double y;
    private double z;
    private int xSteps;
    private int ySteps;
    private int zSteps;
    private int planarVelocity;
    private long changedTick;
    private long jumpedTick = NEVER;

    /** An avatar that has just come there. */
    static Mover avatar(int handle, Vec3 position, Quat rotation, long tick) {
        Mover avatar = new Mover(handle, tick);
        avatar.body.flags = AvatarPose.UPRIGHT;
        avatar.body.rotation =
                RotationCodec.toYaw(rotation.x(), rotation.y(), rotation.z(), rotation.w());
        avatar.place(position.x(), position.y(), position.z());
        avatar.jumpedTick = tick;
        return avatar;
    }

    /** An entity that is there and will move. */
    static Mover entity(int handle, Vec3 position, Quat rotation, long tick) {
        Mover entity = new Mover(handle, tick);
        entity.set(position, rotation, Vec3.ZERO, tick);
        return entity;
    }

    private Mover(int handle, long tick) {
        this.handle = handle;
        this.changedTick = tick;
    }

    public int handle() {
        return handle;
    }

    /** Metres, in the world whatever the parent. */
    public Vec3 position() {
        return new Vec3(x, y, z);
    }

    /** Metres, in the world, as the two that follow. */
    public double x() {
        return x;
    }

    public double y() {
        return y;
    }

    public double z() {
        return z;
    }

    /** In steps of {@link PoseMessageWriter#steps}, as the two that follow. */
    public int xSteps() {
        return xSteps;
    }

    public int ySteps() {
        return ySteps;
    }

    public int zSteps() {
        return zSteps;
    }

    /** True when something of this pose changed after {@code tick}. */
    public boolean changedAfter(long tick) {
        return changedTick > tick;
    }

    /** True for whom a yaw says all of the rotation. */
    public boolean isUpright() {
        return (body.flags & AvatarPose.UPRIGHT) != 0;
    }

    /**
     * Appends all there is, as a pose of detail 0.
     *
     * @param afterTick a jump after this tick is told: once for each who sees it, for repeated it would keep others from smoothing
     */
    public void write(ByteBuf out, long afterTick) {
        int flags = jumpedTick > afterTick ? body.flags | AvatarPose.JUMPED : body.flags;
        PoseMessageWriter.pose(
                out, handle, flags, xSteps, ySteps, zSteps, body.rotation, planarVelocity, body);
    }

    /** Appends place and yaw, as a pose of detail 1. Only of who {@link #isUpright}. */
    public void writeFar(ByteBuf out) {
        PoseMessageWriter.farPose(out, handle, xSteps, ySteps, zSteps, body.rotation);
    }

    /** Takes over what an avatar's client sent. */
    void set(QuantisedPose pose, long tick) {
        boolean jumped = (pose.flags & AvatarPose.JUMPED) != 0;
        int flags = pose.flags & ~AvatarPose.JUMPED;
        if (jumped
                || flags != body.flags
                || pose.x != (float) x
                || pose.y != (float) y
                || pose.z != (float) z
                || pose.rotation != body.rotation
                || pose.velocityX != body.velocityX
                || pose.velocityY != body.velocityY
                || pose.velocityZ != body.velocityZ
                || pose.head != body.head
                || pose.leftHand != body.leftHand
                || pose.rightHand != body.rightHand) {
            body.set(pose);
            body.flags = flags;
            place(pose.x, pose.y, pose.z);
            planarVelocity = planar();
            changedTick = tick;
            jumpedTick = jumped ? tick : jumpedTick;
        }
    }

    /** Takes over where an entity has moved to. */
    void set(Vec3 position, Quat rotation, Vec3 velocity, long tick) {
        body.flags = velocity.isZero() ? 0 : AvatarPose.VELOCITY;
        body.rotation =
                RotationCodec.toSmallestThree(rotation.x(), rotation.y(), rotation.z(), rotation.w());
        body.velocityX = PoseCodec.speed(velocity.x());
        body.velocityY = PoseCodec.speed(velocity.y());
        body.velocityZ = PoseCodec.speed(velocity.z());
        place(position.x(), position.y(), position.z());
        changedTick = tick;
    }

    /** Is elsewhere without having passed between, and stands there. */
    void jumpTo(Vec3 position, long tick) {
        if (position.x() != x || position.y() != y || position.z() != z) {
            place(position.x(), position.y(), position.z());
            jumpedTick = tick;
        }
        halt(tick);
    }

    /** Stands where it is: so that nobody extrapolates one of whom nothing is heard. */
    void halt(long tick) {
        body.flags &= ~AvatarPose.VELOCITY;
        body.velocityX = 0;
        body.velocityY = 0;
        body.velocityZ = 0;
        planarVelocity = 0;
        changedTick = tick;
    }

    private void place(double newX, double newY, double newZ) {
        x = newX;
        y = newY;
        z = newZ;
        xSteps = PoseMessageWriter.steps(newX);
        ySteps = PoseMessageWriter.steps(newY);
        zSteps = PoseMessageWriter.steps(newZ);
    }

    private int planar() {
        if ((body.flags & AvatarPose.VELOCITY) == 0 || !isUpright()) {
            return 0;
        }
        return PoseMessageWriter.planarVelocity(body.velocityX / 100.0, body.velocityZ / 100.0);
    }
}
