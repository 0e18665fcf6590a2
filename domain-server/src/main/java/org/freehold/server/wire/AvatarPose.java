// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

/**
 * One pose as a client sends it (docs/protocol.md section 7): world coordinates, metres, radians; the position is that of the
 * soles of the feet.
 *
 * @param flags of {@code UPRIGHT}, {@code VELOCITY}, {@code JUMPED}, {@code AIRBORNE}
 * @param sequence 0 to 65535, wrapping
 * @param velocityX metres a second, as the two that follow
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
        float velocityZ) {
    public static final int UPRIGHT = 0x01;
    public static final int VELOCITY = 0x02;
    public static final int JUMPED = 0x04;
    public static final int AIRBORNE = 0x08;
}
