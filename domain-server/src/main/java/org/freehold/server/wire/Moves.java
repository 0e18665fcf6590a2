// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Where a builder has moved entities that are held (docs/protocol.md section 7), big-endian. The arrays are not to be changed.
 *
 * <pre>
 *  0               1               2               3
 * +---------------+---------------+-------------------------------+
 * | kind = 2      | count         | sequence, u16                 |
 * +---------------+---------------+-------------------------------+
 *   count times: handle u16 · x, y, z f32 · rotation, smallest three u32
 * </pre>
 *
 * @param sequence 0 to 65535, wrapping
 * @param handles of the entities
 * @param positions x, y, z of each, metres in the world
 * @param rotations of each, smallest three
 */
public record Moves(int sequence, int[] handles, float[] positions, int[] rotations) {
    /** First byte of the frame. */
    public static final int KIND = 2;

    /** Largest number of entities in one frame. */
    public static final int MAX_COUNT = 110;

    private static final int HEADER_BYTES = 4;
    private static final int MOVE_BYTES = 18;
    private static final int AXES = 3;

    /** True when the readable bytes are meant as moves. */
    public static boolean isMoves(ByteBuf frame) {
        return frame.isReadable() && frame.getByte(frame.readerIndex()) == KIND;
    }

    /** Reads the moves in the readable bytes, without moving the reader index; null when they are to be ignored. Any thread. */
    public static @Nullable Moves read(ByteBuf frame) {
        int length = frame.readableBytes();
        int start = frame.readerIndex();
        if (length < HEADER_BYTES || !isMoves(frame)) {
            return null;
        }
        int count = frame.getUnsignedByte(start + 1);
        if (count > MAX_COUNT || length != HEADER_BYTES + count * MOVE_BYTES) {
            return null;
        }
        int[] handles = new int[count];
        float[] positions = new float[count * AXES];
        int[] rotations = new int[count];
        int next = start + HEADER_BYTES;
        for (int i = 0; i < count; i++) {
            handles[i] = frame.getUnsignedShort(next);
            for (int axis = 0; axis < AXES; axis++) {
                float metres = frame.getFloat(next + Short.BYTES + axis * Float.BYTES);
                if (!(Math.abs(metres) <= MessageReader.WORLD_LIMIT)) {
                    return null;
                }
                positions[i * AXES + axis] = metres;
            }
            rotations[i] = frame.getInt(next + MOVE_BYTES - Integer.BYTES);
            next += MOVE_BYTES;
        }
        return new Moves(frame.getUnsignedShort(start + 2), handles, positions, rotations);
    }

    /** How many entities were moved. */
    public int count() {
        return handles.length;
    }

    /** Appends the frame. */
    public void write(ByteBuf out) {
        out.writeByte(KIND).writeByte(count()).writeShort(sequence);
        for (int i = 0; i < count(); i++) {
            out.writeShort(handles[i]);
            for (int axis = 0; axis < AXES; axis++) {
                out.writeFloat(positions[i * AXES + axis]);
            }
            out.writeInt(rotations[i]);
        }
    }
}
