// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import org.freehold.server.entity.Motion;
import org.freehold.server.entity.Quat;
import org.freehold.server.entity.Vec3;

/** One step of an entity's own motion: velocity, acceleration, damping. Pure. */
final class Simulation {
    /** Farthest coordinate of the world, metres. */
    static final double WORLD_METRES = 16_384;

    private static final double REST_METRES_PER_SECOND = 0.001;
    private static final double REST_RADIANS_PER_SECOND = 0.001;
    /** What accelerates more than this does not come to rest at the top of its flight. */
    private static final double REST_ACCELERATION = 0.01;

    private Simulation() {}

    /** The motion {@code seconds} later; one that is not {@link Motion#isMoving} has come to rest. */
    static Motion step(Motion before, double seconds) {
        Vec3 velocity = before.velocity().isZero()
                ? Vec3.ZERO
                : before.velocity().plus(before.acceleration().times(seconds)).times(kept(before.damping(), seconds));
        Vec3 spin = before.angularVelocity().times(kept(before.angularDamping(), seconds));
        if (velocity.length() < REST_METRES_PER_SECOND && before.acceleration().length() < REST_ACCELERATION) {
            velocity = Vec3.ZERO;
        }
        if (spin.length() < REST_RADIANS_PER_SECOND) {
            spin = Vec3.ZERO;
        }
        Vec3 position = before.position().plus(velocity.times(seconds));
        if (!isInWorld(position)) {
            return moved(before, before.position(), before.rotation(), Vec3.ZERO, Vec3.ZERO);
        }
        Quat rotation = spin.isZero()
                ? before.rotation()
                : Quat.spin(spin, seconds).times(before.rotation()).normalized();
        return moved(before, position, rotation, velocity, spin);
    }

    private static double kept(double damping, double seconds) {
        return Math.pow(1 - Math.clamp(damping, 0, 1), seconds);
    }

    /** True when a visitor or a thing may be there. */
    static boolean isInWorld(Vec3 position) {
        return Math.abs(position.x()) <= WORLD_METRES
                && Math.abs(position.y()) <= WORLD_METRES
                && Math.abs(position.z()) <= WORLD_METRES;
    }

    private static Motion moved(Motion before, Vec3 position, Quat rotation, Vec3 velocity, Vec3 spin) {
        return new Motion(
                position,
                rotation,
                velocity,
                spin,
                before.acceleration(),
                before.damping(),
                before.angularDamping());
    }
}
