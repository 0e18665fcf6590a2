// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import org.jspecify.annotations.Nullable;

/**
 * One pose as a client sends it (docs/protocol.md section 7): world coordinates, metres, radians; the position is that of the
 * soles of the feet.
 *
 * @param flags of {@code UPRIGHT}, {@code VELOCITY}, {@code JUMPED}, {@code AIRBORNE}, {@code HEAD}, {@code HANDS}
 * @param sequence 0 to 65535, wrapping
 * @param velocityX metres a second, as the two that follow
 * @param head there when {@code HEAD}
 * @param hands there when {@code HANDS}
 */
public record AvatarPose(
        int flags,
        int sequence,
        float x,
        float y,
        float z,
        float rotationX,
        float rotationY,
        float rotationZ,
        float rotationW,
        float velocityX,
        float velocityY,
        float velocityZ,
        @Nullable Head head,
        @Nullable Hands hands) {
    public static final int UPRIGHT = 0x01;
    public static final int VELOCITY = 0x02;
    public static final int JUMPED = 0x04;
    public static final int AIRBORNE = 0x08;
    public static final int HEAD = 0x10;
    public static final int HANDS = 0x20;

    /**
     * Where the head looks, relative to the body.
     *
     * @param yaw radians to the left, at most 2π/3 to either side
     * @param pitch radians up, at most π/2 either way
     */
    public record Head(double yaw, double pitch) {}

    /** Both hands. */
    public record Hands(Hand left, Hand right) {}

    /**
     * A hand, in the axes of the body.
     *
     * @param x metres from the point 1 m above the soles, as the two that follow
     */
    public record Hand(double x, double y, double z, RotationCodec.Rotation rotation) {}

    /** A pose of the body alone. */
    public AvatarPose(
            int flags,
            int sequence,
            float x,
            float y,
            float z,
            float rotationX,
            float rotationY,
            float rotationZ,
            float rotationW,
            float velocityX,
            float velocityY,
            float velocityZ) {
        this(
                flags, sequence, x, y, z, rotationX, rotationY, rotationZ, rotationW, velocityX, velocityY, velocityZ,
                null, null);
    }
}
