// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Where an entity is and how it moves, in the frame of its parent if it has one.
 *
 * @param position metres, of the registration point
 * @param rotation of length 1
 * @param velocity metres a second
 * @param angularVelocity radians a second, axis times speed
 * @param acceleration metres a second, each second
 * @param damping share of the velocity lost in a second, 0 to 1
 * @param angularDamping share of the angular velocity lost in a second, 0 to 1
 */
public record Motion(
        Vec3 position,
        Quat rotation,
        Vec3 velocity,
        Vec3 angularVelocity,
        Vec3 acceleration,
        double damping,
        double angularDamping) {

    /** Overte's default of {@code damping} and {@code angularDamping}. */
    public static final double DEFAULT_DAMPING = 0.39347;

    /** True when the simulation has something to do for it. */
    public boolean isMoving() {
        return !velocity.isZero() || !angularVelocity.isZero();
    }

    /** Sets {@code position}, {@code rotation}, {@code velocity} and {@code angularVelocity}. */
    public void writeTo(ObjectNode properties) {
        EntityJson.put(properties, "position", position);
        EntityJson.put(properties, "rotation", rotation);
        EntityJson.put(properties, "velocity", velocity);
        EntityJson.put(properties, "angularVelocity", angularVelocity);
    }
}
