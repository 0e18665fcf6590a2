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
 * | head, 2 bytes, when HEAD                                      |
 * +---------------------------------------------------------------+
 * | left hand, right hand, 7 bytes each, when HANDS               |
 * +---------------------------------------------------------------+
 * </pre>
 */
public final class PoseCodec {
    /** First byte of all messages that carry poses. */
    public static final int KIND = 1;

    static final int KNOWN_FLAGS = AvatarPose.UPRIGHT
            | AvatarPose.VELOCITY
            | AvatarPose.JUMPED
            | AvatarPose.AIRBORNE
            | AvatarPose.HEAD
            | AvatarPose.HANDS;

    static final int VELOCITY_BYTES = 6;
    static final double STEPS_PER_METRE_A_SECOND = 100;

    private static final int FIXED_BYTES = 16;

    private PoseCodec() {}

    /**
     * Reads the pose in the readable bytes, without moving the reader index; any thread.
     *
     * @return false when the frame is to be ignored, and {@code into} may be anything: wrong kind, length or flags, not finite, or
     *     out of the world
     */
    public static boolean read(ByteBuf frame, QuantisedPose into) {
        int length = frame.readableBytes();
        int start = frame.readerIndex();
        if (length < FIXED_BYTES || frame.getByte(start) != KIND) {
            return false;
        }
        int flags = frame.getUnsignedByte(start + 1);
        if ((flags & ~KNOWN_FLAGS) != 0 || length != FIXED_BYTES + variableBytes(flags)) {
            return false;
        }
        into.flags = flags;
        into.sequence = frame.getUnsignedShort(start + 2);
        into.x = frame.getFloat(start + 4);
        into.y = frame.getFloat(start + 8);
        into.z = frame.getFloat(start + 12);
        return isInWorld(into.x) && isInWorld(into.y) && isInWorld(into.z)
                && readBody(frame, start + FIXED_BYTES, flags, into);
    }

    /** The pose in the readable bytes, or null when it is to be ignored; any thread. */
    public static @Nullable AvatarPose readAvatarPose(ByteBuf frame) {
        QuantisedPose pose = new QuantisedPose();
        if (!read(frame, pose)) {
            return null;
        }
        boolean upright = (pose.flags & AvatarPose.UPRIGHT) != 0;
        RotationCodec.Rotation rotation =
                upright ? RotationCodec.fromYaw(pose.rotation) : RotationCodec.fromSmallestThree(pose.rotation);
        return new AvatarPose(
                pose.flags,
                pose.sequence,
                pose.x,
                pose.y,
                pose.z,
                (float) rotation.x(),
                (float) rotation.y(),
                (float) rotation.z(),
                (float) rotation.w(),
                pose.velocityX / (float) STEPS_PER_METRE_A_SECOND,
                pose.velocityY / (float) STEPS_PER_METRE_A_SECOND,
                pose.velocityZ / (float) STEPS_PER_METRE_A_SECOND,
                (pose.flags & AvatarPose.HEAD) == 0 ? null : LimbCodec.toHead(pose.head),
                (pose.flags & AvatarPose.HANDS) == 0
                        ? null
                        : new AvatarPose.Hands(
                                LimbCodec.toHand(pose.leftHand), LimbCodec.toHand(pose.rightHand)));
    }

    /**
     * Appends the frame of a pose; of a rotation that is sent as yaw only the turn about +Y is kept.
     *
     * @throws IllegalArgumentException when a head or hands are announced in the flags and not there
     */
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
            out.writeShort(speed(pose.velocityX()))
                    .writeShort(speed(pose.velocityY()))
                    .writeShort(speed(pose.velocityZ()));
        }
        if ((pose.flags() & AvatarPose.HEAD) != 0) {
            out.writeShort(LimbCodec.fromHead(announced(pose.head(), "head")));
        }
        if ((pose.flags() & AvatarPose.HANDS) != 0) {
            AvatarPose.Hands hands = announced(pose.hands(), "hands");
            writeHand(LimbCodec.fromHand(hands.left()), out);
            writeHand(LimbCodec.fromHand(hands.right()), out);
        }
    }

    /** A velocity along one axis, metres a second, in centimetres a second, as fast as can be said. */
    public static short speed(double metresPerSecond) {
        return (short) Math.clamp(
                Math.round(metresPerSecond * STEPS_PER_METRE_A_SECOND), Short.MIN_VALUE, Short.MAX_VALUE);
    }

    /** Reads rotation and what follows; false when a bit without meaning is set. */
    private static boolean readBody(ByteBuf frame, int start, int flags, QuantisedPose into) {
        int next = start;
        boolean upright = (flags & AvatarPose.UPRIGHT) != 0;
        into.rotation = upright ? frame.getUnsignedShort(next) : frame.getInt(next);
        next += upright ? Short.BYTES : Integer.BYTES;
        boolean moves = (flags & AvatarPose.VELOCITY) != 0;
        into.velocityX = moves ? frame.getShort(next) : 0;
        into.velocityY = moves ? frame.getShort(next + 2) : 0;
        into.velocityZ = moves ? frame.getShort(next + 4) : 0;
        next += moves ? VELOCITY_BYTES : 0;
        boolean looks = (flags & AvatarPose.HEAD) != 0;
        into.head = looks ? frame.getShort(next) : 0;
        next += looks ? LimbCodec.HEAD_BYTES : 0;
        boolean hands = (flags & AvatarPose.HANDS) != 0;
        into.leftHand = hands ? readHand(frame, next) : 0;
        into.rightHand = hands ? readHand(frame, next + LimbCodec.HAND_BYTES) : 0;
        return LimbCodec.isHand(into.leftHand) && LimbCodec.isHand(into.rightHand);
    }

    private static int variableBytes(int flags) {
        return ((flags & AvatarPose.UPRIGHT) != 0 ? Short.BYTES : Integer.BYTES)
                + ((flags & AvatarPose.VELOCITY) != 0 ? VELOCITY_BYTES : 0)
                + limbBytes(flags);
    }

    static int limbBytes(int flags) {
        return ((flags & AvatarPose.HEAD) != 0 ? LimbCodec.HEAD_BYTES : 0)
                + ((flags & AvatarPose.HANDS) != 0 ? 2 * LimbCodec.HAND_BYTES : 0);
    }

    static long readHand(ByteBuf frame, int index) {
        return (((long) frame.getInt(index) << 24) & 0xff_ffff_ff00_0000L) | frame.getUnsignedMedium(index + 4);
    }

    static void writeHand(long bits, ByteBuf out) {
        out.writeInt((int) (bits >>> 24)).writeMedium((int) bits & 0xffffff);
    }

    /** False for NaN as well. */
    private static boolean isInWorld(float coordinate) {
        return Math.abs(coordinate) <= MessageReader.WORLD_LIMIT;
    }

    private static <T> T announced(@Nullable T limb, String name) {
        if (limb == null) {
            throw new IllegalArgumentException(name + ": null (expected: there, as the flags say)");
        }
        return limb;
    }
}
