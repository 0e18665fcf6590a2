// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The poses that a client receives at one tick (docs/protocol.md section 7).
 *
 * @param timeMillis the server's clock modulo 2^32
 */
public record PoseMessage(long timeMillis, List<Pose> poses) {

    public PoseMessage {
        poses = List.copyOf(poses);
    }

    /**
     * Where an avatar or a moving entity is: metres, world coordinates.
     *
     * @param detail 0 for all there is, 1 for place and yaw only, of someone far away
     * @param flags as in {@link AvatarPose}; those of detail 1 are {@code UPRIGHT}
     * @param velocityX metres a second, as the two that follow; zero where none was sent
     */
    public record Pose(
            int handle,
            int detail,
            int flags,
            double x,
            double y,
            double z,
            RotationCodec.Rotation rotation,
            double velocityX,
            double velocityY,
            double velocityZ,
            AvatarPose.@Nullable Head head,
            AvatarPose.@Nullable Hands hands) {}
}
