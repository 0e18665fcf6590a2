// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * On the hot path of event loops: a client's pose (docs/protocol.md section 7), big-endian.
 *
 * <pre>
 *  0               1               2               3
 * +---------------+---------------+-------------------------------+
 * | kind = 1      | flags         | sequence, u16                 |
 * +---------------+---------------+-------------------------------+
 * | x, f32                                                        |
 * | y, f32                                                        |
 * | z, f32                                                        |
 * +---------------------------------------------------------------+
 * | rotation: yaw u16 when UPRIGHT, else smallest three u32       |
 * +---------------------------------------------------------------+
 * | velocity, 3 x i16, cm/s, when VELOCITY                        |
 * +---------------------------------------------------------------+
 * </pre>
 */
public final class PoseCodec {
    /** First byte of all frames that carry poses. */
    public static final int KIND = 1;

    static final int KNOWN_FLAGS =
            AvatarPose.UPRIGHT | AvatarPose.VELOCITY | AvatarPose.JUMPED | AvatarPose.AIRBORNE;

    private static final int FIXED_BYTES = 16;
    private static final int VELOCITY_BYTES = 6;

    private PoseCodec() {}

    /**
     * The pose in the readable bytes, without moving the reader index; any thread.
     *
     * @return null when the frame is to be ignored: wrong kind, length or flags, not finite, or out of the world
     */
    public static @Nullable AvatarPose readAvatarPose(ByteBuf frame) {
        int length = frame.readableBytes();
        int start = frame.readerIndex();
        if (length < FIXED_BYTES || frame.getByte(start) != KIND) {
            return null;
        }
        int flags = frame.getUnsignedByte(start + 1);
        if ((flags & ~KNOWN_FLAGS) != 0 || length != FIXED_BYTES + variableBytes(flags)) {
            return null;
        }
        float x = frame.getFloat(start + 4);
        float y = frame.getFloat(start + 8);
        float z = frame.getFloat(start + 12);
        if (!inWorld(x) || !inWorld(y) || !inWorld(z)) {
            return null;
        }
        int next = start + FIXED_BYTES;
        RotationCodec.Rotation rotation = readRotation(frame, next, flags);
        next += rotationBytes(flags);
        boolean moves = (flags & AvatarPose.VELOCITY) != 0;
        return new AvatarPose(
                flags,
                frame.getUnsignedShort(start + 2),
                x,
                y,
                z,
                (float) rotation.x(),
                (float) rotation.y(),
                (float) rotation.z(),
                (float) rotation.w(),
                moves ? frame.getShort(next) / 100f : 0,
                moves ? frame.getShort(next + 2) / 100f : 0,
                moves ? frame.getShort(next + 4) / 100f : 0);
    }

    /** Appends the frame of a pose; of a rotation that is sent as yaw only the turn about +Y is kept. */
    public static void writeAvatarPose(AvatarPose pose, ByteBuf out) {
        out.writeByte(KIND).writeByte(pose.flags()).writeShort(pose.sequence());
        out.writeFloat(pose.x()).writeFloat(pose.y()).writeFloat(pose.z());
        if ((pose.flags() & AvatarPose.UPRIGHT) != 0) {
            out.writeShort(
                    RotationCodec.toYaw(pose.rotationX(), pose.rotationY(), pose.rotationZ(), pose.rotationW()));
        } else {
            out.writeInt(RotationCodec.toSmallestThree(
                    pose.rotationX(), pose.rotationY(), pose.rotationZ(), pose.rotationW()));
        }
        if ((pose.flags() & AvatarPose.VELOCITY) != 0) {
            writeSpeed(pose.velocityX(), out);
            writeSpeed(pose.velocityY(), out);
            writeSpeed(pose.velocityZ(), out);
        }
    }

    /** Bytes of rotation and velocity. */
    static int variableBytes(int flags) {
        return rotationBytes(flags) + ((flags & AvatarPose.VELOCITY) != 0 ? VELOCITY_BYTES : 0);
    }

    static int rotationBytes(int flags) {
        return (flags & AvatarPose.UPRIGHT) != 0 ? Short.BYTES : Integer.BYTES;
    }

    static RotationCodec.Rotation readRotation(ByteBuf frame, int index, int flags) {
        return (flags & AvatarPose.UPRIGHT) != 0
                ? RotationCodec.fromYaw(frame.getUnsignedShort(index))
                : RotationCodec.fromSmallestThree(frame.getInt(index));
    }

    /** False for NaN as well. */
    private static boolean inWorld(float coordinate) {
        return Math.abs(coordinate) <= MessageReader.WORLD_LIMIT;
    }

    private static void writeSpeed(float metresPerSecond, ByteBuf out) {
        out.writeShort(Math.clamp(Math.round(metresPerSecond * 100), Short.MIN_VALUE, Short.MAX_VALUE));
    }
}
