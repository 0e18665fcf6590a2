// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import java.util.List;

/**
 * The poses of one cell of 32 m at one tick, as a client receives them (docs/protocol.md section 7).
 *
 * @param timeMillis the server's clock modulo 2^32
 * @param cellI the cell along x, as the two that follow along y and z
 */
public record CellPoses(long timeMillis, int cellI, int cellJ, int cellK, List<Pose> poses) {

    public CellPoses {
        poses = List.copyOf(poses);
    }

    /**
     * Where an avatar or a moving entity is: metres, world coordinates.
     *
     * @param flags as in {@link AvatarPose}
     * @param velocityX metres a second, as the two that follow; zero where none was sent
     */
    public record Pose(
            int handle,
            int flags,
            double x,
            double y,
            double z,
            RotationCodec.Rotation rotation,
            double velocityX,
            double velocityY,
            double velocityZ) {}
}
