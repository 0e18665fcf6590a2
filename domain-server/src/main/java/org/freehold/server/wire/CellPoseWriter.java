// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import io.netty.buffer.ByteBuf;

/**
 * On the hot path: writes the poses of one cell as one frame (docs/protocol.md section 7). Without state; the caller's thread owns
 * the buffer.
 *
 * <pre>
 *  0               1               2               3
 * +---------------+---------------+-------------------------------+
 * | kind = 1      | 0             | count, u16                    |
 * +---------------+---------------+-------------------------------+
 * | time, u32, ms                                                 |
 * +-------------------------------+-------------------------------+
 * | cell i, i16                   | cell j, i16                   |
 * +-------------------------------+-------------------------------+
 * | cell k, i16                   |   count times:
 * +-------------------------------+
 *    handle u16 · flags u8 · x u16 · y u16 · z u16 · rotation u16 or u32 · [velocity 3 x i16]
 * </pre>
 */
public final class CellPoseWriter {
    /** Edge of a cell, metres. */
    public static final int CELL_METRES = 32;

    /** Largest number of poses in one frame. */
    public static final int MAX_POSES = 65_535;

    /** Bytes before the first pose. */
    public static final int HEADER_BYTES = 14;

    /** Bytes of the longest pose. */
    public static final int MAX_POSE_BYTES = 19;

    private static final int COUNT_OFFSET = 2;
    private static final double STEPS_PER_METRE = 65_536.0 / CELL_METRES;

    private CellPoseWriter() {}

    /** The cell along one axis that a coordinate, metres, lies in. */
    public static int cell(double metres) {
        return (int) Math.floor(metres / CELL_METRES);
    }

    /**
     * Starts a frame.
     *
     * @return where it starts, for {@link #end}
     */
    public static int begin(ByteBuf out, long timeMillis, int cellI, int cellJ, int cellK) {
        int start = out.writerIndex();
        out.writeByte(PoseCodec.KIND).writeByte(0).writeShort(0).writeInt((int) timeMillis);
        out.writeShort(cellI).writeShort(cellJ).writeShort(cellK);
        return start;
    }

    /**
     * Adds one pose: at most {@link #MAX_POSES} times a frame.
     *
     * @param flags as in {@link AvatarPose}; decide what of rotation and velocity is written
     * @param x metres in the world, inside the cell, as the two that follow
     * @param rotationX of a quaternion of length 1, as the three that follow
     * @param velocityX metres a second, as the two that follow
     */
    public static void pose(
            ByteBuf out,
            int handle,
            int flags,
            double x,
            double y,
            double z,
            double rotationX,
            double rotationY,
            double rotationZ,
            double rotationW,
            double velocityX,
            double velocityY,
            double velocityZ) {
        out.writeShort(handle).writeByte(flags);
        out.writeShort(withinCell(x)).writeShort(withinCell(y)).writeShort(withinCell(z));
        if ((flags & AvatarPose.UPRIGHT) != 0) {
            out.writeShort(RotationCodec.toYaw(rotationX, rotationY, rotationZ, rotationW));
        } else {
            out.writeInt(RotationCodec.toSmallestThree(rotationX, rotationY, rotationZ, rotationW));
        }
        if ((flags & AvatarPose.VELOCITY) != 0) {
            out.writeShort(centimetres(velocityX)).writeShort(centimetres(velocityY)).writeShort(
                    centimetres(velocityZ));
        }
    }

    /**
     * Completes the frame that started at {@code start}.
     *
     * @param count of poses written, 0 to {@link #MAX_POSES}
     */
    public static void end(ByteBuf out, int start, int count) {
        out.setShort(start + COUNT_OFFSET, count);
    }

    private static int withinCell(double metres) {
        double offset = metres - (double) CELL_METRES * cell(metres);
        return (int) Math.min(65_535, Math.round(offset * STEPS_PER_METRE));
    }

    private static int centimetres(double metresPerSecond) {
        return Math.clamp(Math.round(metresPerSecond * 100), Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
