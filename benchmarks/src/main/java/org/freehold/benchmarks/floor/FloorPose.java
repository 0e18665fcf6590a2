// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.floor;

import io.netty.buffer.ByteBuf;

/**
 * A pose as the floor takes and gives it, big-endian: a message of a client is one, a message of the server is any number of
 * them.
 *
 * <pre>
 * id u32 · x f32 · y f32 · z f32 · yaw f32 · pitch f32 · flags u16 · stamp u16
 * </pre>
 */
public final class FloorPose {
    public static final int BYTES = 28;
    public static final int X_OFFSET = 4;
    public static final int Z_OFFSET = 12;
    public static final int STAMP_OFFSET = 26;

    private FloorPose() {}

    /**
     * Writes one.
     *
     * @param x metres, as the two that follow
     * @param yaw radians, as pitch
     * @param stamp the sender's own, 0 to 65535
     */
    public static void write(
            ByteBuf out, int id, float x, float y, float z, float yaw, float pitch, int flags, int stamp) {
        out.writeInt(id).writeFloat(x).writeFloat(y).writeFloat(z).writeFloat(yaw).writeFloat(pitch);
        out.writeShort(flags).writeShort(stamp);
    }
}
