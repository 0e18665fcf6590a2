// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.entity;

/** A rotation as a unit quaternion; the components in the order x, y, z, w. */
public record Quat(double x, double y, double z, double w) {
    public static final Quat IDENTITY = new Quat(0, 0, 0, 1);

    /** First {@code inner}, then this. */
    public Quat times(Quat inner) {
        return new Quat(
                w * inner.x + x * inner.w + y * inner.z - z * inner.y,
                w * inner.y - x * inner.z + y * inner.w + z * inner.x,
                w * inner.z + x * inner.y - y * inner.x + z * inner.w,
                w * inner.w - x * inner.x - y * inner.y - z * inner.z);
    }

    public Vec3 rotate(Vec3 v) {
        double tx = 2 * (y * v.z() - z * v.y());
        double ty = 2 * (z * v.x() - x * v.z());
        double tz = 2 * (x * v.y() - y * v.x());
        return new Vec3(
                v.x() + w * tx + y * tz - z * ty,
                v.y() + w * ty + z * tx - x * tz,
                v.z() + w * tz + x * ty - y * tx);
    }

    /** The rotation back. */
    public Quat conjugate() {
        return new Quat(-x, -y, -z, w);
    }

    /** The rotation of length 1 in the same direction, or the identity where there is none (zero or not finite). */
    public Quat normalized() {
        double length = Math.sqrt(x * x + y * y + z * z + w * w);
        if (!(length > 1e-9) || Double.isInfinite(length)) {
            return IDENTITY;
        }
        return new Quat(x / length, y / length, z / length, w / length);
    }

    /** The rotation by {@code angularVelocity} (radians a second, axis times speed) kept up for {@code seconds}. */
    public static Quat spin(Vec3 angularVelocity, double seconds) {
        double speed = angularVelocity.length();
        if (speed < 1e-9) {
            return IDENTITY;
        }
        double half = speed * seconds / 2;
        double scale = Math.sin(half) / speed;
        return new Quat(
                angularVelocity.x() * scale, angularVelocity.y() * scale, angularVelocity.z() * scale, Math.cos(half));
    }
}
