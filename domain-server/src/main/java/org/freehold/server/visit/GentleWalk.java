// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import org.freehold.server.wire.AvatarPose;

/**
 * A walk in a circle that begins at a point, along -Z.
 *
 * @param x where it begins, metres, as the two that follow
 */
record GentleWalk(double x, double y, double z) {
    private static final double RADIUS_METRES = 1.5;
    private static final double METRES_A_SECOND = 1;

    /** The pose after so many seconds. */
    AvatarPose after(double seconds) {
        double yaw = METRES_A_SECOND * seconds / RADIUS_METRES;
        double cos = Math.cos(yaw);
        double sin = Math.sin(yaw);
        return new AvatarPose(
                AvatarPose.UPRIGHT | AvatarPose.VELOCITY,
                0,
                (float) (x + RADIUS_METRES * (cos - 1)),
                (float) y,
                (float) (z - RADIUS_METRES * sin),
                0,
                (float) Math.sin(yaw / 2),
                0,
                (float) Math.cos(yaw / 2),
                (float) (-METRES_A_SECOND * sin),
                0,
                (float) (-METRES_A_SECOND * cos));
    }

    /** Standing where the walk begins, having come there without passing between. */
    AvatarPose arrived() {
        return new AvatarPose(
                AvatarPose.UPRIGHT | AvatarPose.JUMPED, 0, (float) x, (float) y, (float) z, 0, 0, 0, 1, 0, 0, 0);
    }
}
