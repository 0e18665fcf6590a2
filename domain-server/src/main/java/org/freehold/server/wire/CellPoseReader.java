// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the poses of one cell, for visitors in Java and for tests (docs/protocol.md section 7), big-endian.
 *
 * <pre>
 *  0               1               2               3
 * +---------------+---------------+-------------------------------+
 * | kind = 1      | 0             | count, u16                    |
 * +---------------+---------------+-------------------------------+
 * | time, u32: the server's clock at this tick, ms, modulo 2^32   |
 * +-------------------------------+-------------------------------+
 * | cell i, i16                   | cell j, i16                   |
 * +-------------------------------+-------------------------------+
 * | cell k, i16                   |   count times:
 * +-------------------------------+
 *    handle u16 · flags u8 · x u16 · y u16 · z u16 · rotation u16 or u32 · [velocity 3 x i16]
 * </pre>
 */
public final class CellPoseReader {
    private static final int HEADER_BYTES = 14;
    private static final int FIXED_BYTES = 9;
    private static final double CELL_METRES = 32;
    private static final double STEP_METRES = CELL_METRES / 65_536;

    private CellPoseReader() {}

    /**
     * The poses in the readable bytes, without moving the reader index; any thread.
     *
     * @return null when the frame is not whole or not of this kind
     */
    public static @Nullable CellPoses read(ByteBuf frame) {
        int next = frame.readerIndex();
        int end = frame.writerIndex();
        if (end - next < HEADER_BYTES || frame.getByte(next) != PoseCodec.KIND || frame.getByte(next + 1) != 0) {
            return null;
        }
        int count = frame.getUnsignedShort(next + 2);
        long time = frame.getUnsignedInt(next + 4);
        int i = frame.getShort(next + 8);
        int j = frame.getShort(next + 10);
        int k = frame.getShort(next + 12);
        next += HEADER_BYTES;
        List<CellPoses.Pose> poses = new ArrayList<>(Math.min(count, (end - next) / FIXED_BYTES));
        for (int read = 0; read < count; read++) {
            if (end - next < FIXED_BYTES) {
                return null;
            }
            int flags = frame.getUnsignedByte(next + 2);
            int after = next + FIXED_BYTES + PoseCodec.variableBytes(flags);
            if ((flags & ~PoseCodec.KNOWN_FLAGS) != 0 || after > end) {
                return null;
            }
            poses.add(pose(frame, next, flags, i * CELL_METRES, j * CELL_METRES, k * CELL_METRES));
            next = after;
        }
        return next == end ? new CellPoses(time, i, j, k, poses) : null;
    }

    private static CellPoses.Pose pose(ByteBuf frame, int start, int flags, double x, double y, double z) {
        int rotation = start + FIXED_BYTES;
        int velocity = rotation + PoseCodec.rotationBytes(flags);
        boolean moves = (flags & AvatarPose.VELOCITY) != 0;
        return new CellPoses.Pose(
                frame.getUnsignedShort(start),
                flags,
                x + frame.getUnsignedShort(start + 3) * STEP_METRES,
                y + frame.getUnsignedShort(start + 5) * STEP_METRES,
                z + frame.getUnsignedShort(start + 7) * STEP_METRES,
                PoseCodec.readRotation(frame, rotation, flags),
                moves ? frame.getShort(velocity) / 100.0 : 0,
                moves ? frame.getShort(velocity + 2) / 100.0 : 0,
                moves ? frame.getShort(velocity + 4) / 100.0 : 0);
    }
}
