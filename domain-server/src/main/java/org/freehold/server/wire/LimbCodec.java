// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

/** Heads and hands in the few bits of docs/protocol.md section 7. Pure. */
final class LimbCodec {
    static final int HEAD_BYTES = 2;
    static final int HAND_BYTES = 7;

    private static final double MAX_HEAD_YAW = 2 * Math.PI / 3;
    private static final double MAX_HEAD_PITCH = Math.PI / 2;
    private static final int HEAD_STEPS = 127;

    private static final int MIDDLE = 512;
    private static final int MAX_PART = 1023;
    private static final double STEPS_PER_METRE = 250;
    /** Of position, and of rotation: bits that have no meaning. */
    private static final long UNUSED_BITS = (0b11L << 54) | (1L << 23);

    private LimbCodec() {}

    static int fromHead(AvatarPose.Head head) {
        return ((steps(head.yaw(), MAX_HEAD_YAW) & 0xff) << 8) | (steps(head.pitch(), MAX_HEAD_PITCH) & 0xff);
    }

    static AvatarPose.Head toHead(int bits) {
        return new AvatarPose.Head(
                Math.max(-HEAD_STEPS, (byte) (bits >> 8)) * MAX_HEAD_YAW / HEAD_STEPS,
                Math.max(-HEAD_STEPS, (byte) bits) * MAX_HEAD_PITCH / HEAD_STEPS);
    }

    /** 56 bits: position in the upper 32, rotation in the lower 24. */
    static long fromHand(AvatarPose.Hand hand) {
        long position = (part(hand.x()) << 20) | (part(hand.y()) << 10) | part(hand.z());
        RotationCodec.Rotation rotation = hand.rotation();
        return (position << 24)
                | RotationCodec.toSmallestThree24(rotation.x(), rotation.y(), rotation.z(), rotation.w());
    }

    static AvatarPose.Hand toHand(long bits) {
        int position = (int) (bits >>> 24);
        return new AvatarPose.Hand(
                metres(position >> 20), metres(position >> 10), metres(position),
                RotationCodec.fromSmallestThree24((int) bits & 0xffffff));
    }

    /** False where a bit without meaning is not zero. */
    static boolean isHand(long bits) {
        return (bits & UNUSED_BITS) == 0;
    }

    private static int steps(double radians, double max) {
        return (int) Math.round(Math.clamp(radians, -max, max) / max * HEAD_STEPS);
    }

    private static long part(double metres) {
        return Math.clamp(Math.round(metres * STEPS_PER_METRE) + MIDDLE, 0, MAX_PART);
    }

    private static double metres(int bits) {
        return ((bits & MAX_PART) - MIDDLE) / STEPS_PER_METRE;
    }
}
