// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import io.netty.buffer.ByteBuf;

/**
 * On the hot path: writes messages of poses in parts that can be made once and put into many messages (docs/protocol.md section 7).
 * Positions come in steps of half a millimetre, see {@link #steps}. Without state; the caller's thread owns the buffer.
 *
 * <pre>
 *  0               1               2               3
 * +---------------+---------------+-------------------------------+
 * | kind = 1      | 0             | time, u32, ms                 |
 * +---------------+---------------+-------------------------------+
 * |                               |   groups, to the end
 * +-------------------------------+
 *   group:    cell u32 (detail in the two highest bits, then i, j, k) · count u8 · count times a pose
 *   detail 0: handle u16 · flags u8 · x u16 · y u16 · z u16 · rotation · [velocity] · [head] · [hands]
 *   detail 1: handle u16 · x u8 · y u8 · z u8 · yaw u8
 * </pre>
 */
public final class PoseMessageWriter {
    /** Edge of a cell, metres. */
    public static final int CELL_METRES = 32;

    /** Largest number of poses in one group. */
    public static final int MAX_POSES = 255;

    /** Bytes before the first group. */
    public static final int HEADER_BYTES = 6;

    /** Bytes of a group before its first pose. */
    public static final int GROUP_BYTES = 5;

    /** Bytes of the longest pose of detail 0. */
    public static final int MAX_POSE_BYTES = 35;

    /** Bytes of a pose of detail 1. */
    public static final int FAR_POSE_BYTES = 6;

    private static final int CELL_BITS = 16;
    private static final int STEPS_PER_METRE = (1 << CELL_BITS) / CELL_METRES;
    private static final int MAX_STEPS = (int) (MessageReader.WORLD_LIMIT * STEPS_PER_METRE);
    private static final int CELL_OFFSET = 512;
    private static final double SPEED_STEPS = 10;
    private static final double DIRECTION_STEPS = 256 / (2 * Math.PI);

    private PoseMessageWriter() {}

    /** A coordinate, metres, in steps of 1/2048 m from the world's origin; the last one before the border for what is beyond. */
    public static int steps(double metres) {
        return Math.clamp(Math.round(metres * STEPS_PER_METRE), -MAX_STEPS, MAX_STEPS - 1);
    }

    /** The cell that a place lies in, as in a group's first four bytes at detail 0. */
    public static int cell(int xSteps, int ySteps, int zSteps) {
        return (axis(xSteps) << 20) | (axis(ySteps) << 10) | axis(zSteps);
    }

    /**
     * A horizontal velocity in 16 bits: direction, then speed.
     *
     * @param x metres a second, as {@code z}
     */
    public static int planarVelocity(double x, double z) {
        int direction = (int) Math.round(Math.atan2(-x, -z) * DIRECTION_STEPS) & 0xff;
        return (direction << 8) | (int) Math.min(255, Math.round(Math.sqrt(x * x + z * z) * SPEED_STEPS));
    }

    /** Starts a message. */
    public static void begin(ByteBuf out, long timeMillis) {
        out.writeByte(PoseCodec.KIND).writeByte(0).writeInt((int) timeMillis);
    }

    /**
     * Starts a group.
     *
     * @param detail 0 or 1
     * @param cell as {@link #cell} tells it
     * @param count 1 to 255
     */
    public static void group(ByteBuf out, int detail, int cell, int count) {
        out.writeInt((detail << 30) | cell).writeByte(count);
    }

    /** Puts another count into the group that starts at {@code start}. */
    public static void recount(ByteBuf out, int start, int count) {
        out.setByte(start + Integer.BYTES, count);
    }

    /**
     * Adds a pose of detail 0.
     *
     * @param flags as in {@link AvatarPose}; decide what of the rest is written
     * @param rotation yaw or smallest three
     * @param planar the velocity of who is upright, of {@link #planarVelocity}
     */
    public static void pose(
            ByteBuf out, int handle, int flags, int xSteps, int ySteps, int zSteps, int rotation, int planar,
            QuantisedPose body) {
        out.writeMedium((handle << 8) | flags).writeShort(xSteps).writeShort(ySteps).writeShort(zSteps);
        boolean moves = (flags & AvatarPose.VELOCITY) != 0;
        if ((flags & AvatarPose.UPRIGHT) != 0) {
            out.writeShort(rotation);
            if (moves) {
                out.writeShort(planar);
            }
        } else {
            out.writeInt(rotation);
            if (moves) {
                out.writeShort(body.velocityX).writeShort(body.velocityY).writeShort(body.velocityZ);
            }
        }
        if ((flags & AvatarPose.HEAD) != 0) {
            out.writeShort(body.head);
        }
        if ((flags & AvatarPose.HANDS) != 0) {
            PoseCodec.writeHand(body.leftHand, out);
            PoseCodec.writeHand(body.rightHand, out);
        }
    }

    /**
     * Adds a pose of detail 1.
     *
     * @param yaw in 16 bits
     */
    public static void farPose(ByteBuf out, int handle, int xSteps, int ySteps, int zSteps, int yaw) {
        out.writeShort(handle);
        out.writeInt(((xSteps & 0xff00) << 16) | ((ySteps & 0xff00) << 8) | (zSteps & 0xff00)
                | (((yaw + 0x80) >> 8) & 0xff));
    }

    private static int axis(int steps) {
        return (steps >> CELL_BITS) + CELL_OFFSET;
    }
}
