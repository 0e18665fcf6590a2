// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

/**
 * On the hot path: a pose in the steps of the wire (docs/protocol.md section 7), so that what came in goes out again without
 * being computed anew. Made once and used again for each pose; owned by one thread at a time.
 */
public final class QuantisedPose {
    /** As in {@link AvatarPose}. */
    public int flags;

    /** 0 to 65535, wrapping. */
    public int sequence;

    /** Metres in the world, as the two that follow. */
    public float x;

    public float y;
    public float z;

    /** A yaw of 16 bits when upright, else the smallest three. */
    public int rotation;

    /** Centimetres a second, as the two that follow; zero without {@link AvatarPose#VELOCITY}. */
    public short velocityX;

    public short velocityY;
    public short velocityZ;

    /** Yaw in the upper, pitch in the lower byte; zero without {@link AvatarPose#HEAD}. */
    public short head;

    /** Position in the upper 32 of 56 bits, rotation in the lower 24; zero without {@link AvatarPose#HANDS}. */
    public long leftHand;

    public long rightHand;

    /** Becomes the other. */
    public void set(QuantisedPose other) {
        flags = other.flags;
        sequence = other.sequence;
        x = other.x;
        y = other.y;
        z = other.z;
        rotation = other.rotation;
        velocityX = other.velocityX;
        velocityY = other.velocityY;
        velocityZ = other.velocityZ;
        head = other.head;
        leftHand = other.leftHand;
        rightHand = other.rightHand;
    }
}
