// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

/**
 * On the hot path of event loops and world thread: rotations in few bits (docs/protocol.md section 7).
 *
 * <pre>
 *  31 30 29             20 19             10 9               0
 * +-----+-----------------+-----------------+-----------------+
 * |which| first           | second          | third           |   smallest three, u32
 * +-----+-----------------+-----------------+-----------------+
 * </pre>
 */
public final class RotationCodec {
    private static final double SQRT_2 = Math.sqrt(2);
    private static final int MAX_COMPONENT = 1023;
    private static final double YAW_STEP = 2 * Math.PI / 65_536;

    private RotationCodec() {}

    /** A unit quaternion. */
    public record Rotation(double x, double y, double z, double w) {}

    /** The smallest three of a unit quaternion; of one that is not of length 1, those of its direction. */
    public static int toSmallestThree(double x, double y, double z, double w) {
        double ax = Math.abs(x);
        double ay = Math.abs(y);
        double az = Math.abs(z);
        double aw = Math.abs(w);
        double length = Math.sqrt(x * x + y * y + z * z + w * w);
        if (!(length > 0) || Double.isInfinite(length)) {
            return toSmallestThree(0, 0, 0, 1);
        }
        if (aw >= ax && aw >= ay && aw >= az) {
            double scale = (w < 0 ? -SQRT_2 : SQRT_2) / length;
            return 3 << 30 | component(x * scale) << 20 | component(y * scale) << 10 | component(z * scale);
        }
        if (az >= ax && az >= ay) {
            double scale = (z < 0 ? -SQRT_2 : SQRT_2) / length;
            return 2 << 30 | component(x * scale) << 20 | component(y * scale) << 10 | component(w * scale);
        }
        if (ay >= ax) {
            double scale = (y < 0 ? -SQRT_2 : SQRT_2) / length;
            return 1 << 30 | component(x * scale) << 20 | component(z * scale) << 10 | component(w * scale);
        }
        double scale = (x < 0 ? -SQRT_2 : SQRT_2) / length;
        return component(y * scale) << 20 | component(z * scale) << 10 | component(w * scale);
    }

    /** The rotation in these 32 bits; of length 1 whatever they are. */
    public static Rotation fromSmallestThree(int bits) {
        double a = value(bits >>> 20);
        double b = value(bits >>> 10);
        double c = value(bits);
        double sum = a * a + b * b + c * c;
        double largest = Math.sqrt(Math.max(0, 1 - sum));
        double scale = sum > 1 ? 1 / Math.sqrt(sum) : 1;
        a *= scale;
        b *= scale;
        c *= scale;
        return switch (bits >>> 30) {
            case 0 -> new Rotation(largest, a, b, c);
            case 1 -> new Rotation(a, largest, b, c);
            case 2 -> new Rotation(a, b, largest, c);
            default -> new Rotation(a, b, c, largest);
        };
    }

    /** The part of a rotation that turns about +Y, 0 to 65535. */
    public static int toYaw(double x, double y, double z, double w) {
        double yaw = 2 * Math.atan2(y, w);
        return Double.isFinite(yaw) ? (int) Math.round(yaw / YAW_STEP) & 0xffff : 0;
    }

    /** The rotation about +Y by {@code yaw} × 2π / 65536; of the two quaternions for it the one whose w is not negative. */
    public static Rotation fromYaw(int yaw) {
        int turn = yaw & 0xffff;
        double half = (turn > 0x8000 ? turn - 0x10000 : turn) * YAW_STEP / 2;
        return new Rotation(0, Math.sin(half), 0, Math.cos(half));
    }

    /** From -1 to 1 into 10 bits. */
    private static int component(double scaled) {
        int value = (int) Math.round((scaled + 1) / 2 * MAX_COMPONENT);
        return Math.clamp(value, 0, MAX_COMPONENT);
    }

    private static double value(int bits) {
        return ((bits & MAX_COMPONENT) * 2.0 / MAX_COMPONENT - 1) / SQRT_2;
    }
}
