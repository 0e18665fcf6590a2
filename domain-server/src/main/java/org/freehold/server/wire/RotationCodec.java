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
    private static final int BITS = 10;
    /** Of a rotation in 24 bits. */
    private static final int FEW_BITS = 7;
    private static final double YAW_STEP = 2 * Math.PI / 65_536;

    private RotationCodec() {}

    /** A unit quaternion. */
    public record Rotation(double x, double y, double z, double w) {}

    /** The smallest three of a unit quaternion; of one that is not of length 1, those of its direction. */
    public static int toSmallestThree(double x, double y, double z, double w) {
        return smallestThree(x, y, z, w, BITS);
    }

    /** The rotation in these 32 bits; of length 1 whatever they are. */
    public static Rotation fromSmallestThree(int bits) {
        return rotation(bits, BITS);
    }

    /** As {@link #toSmallestThree}, in the lower 23 bits. */
    static int toSmallestThree24(double x, double y, double z, double w) {
        return smallestThree(x, y, z, w, FEW_BITS);
    }

    /** The rotation in these lower 23 bits; of length 1 whatever they are. */
    static Rotation fromSmallestThree24(int bits) {
        return rotation(bits, FEW_BITS);
    }

    private static int smallestThree(double x, double y, double z, double w, int bits) {
        double ax = Math.abs(x);
        double ay = Math.abs(y);
        double az = Math.abs(z);
        double aw = Math.abs(w);
        double length = Math.sqrt(x * x + y * y + z * z + w * w);
        if (!(length > 0) || Double.isInfinite(length)) {
            return smallestThree(0, 0, 0, 1, bits);
        }
        if (aw >= ax && aw >= ay && aw >= az) {
            return pack(3, x, y, z, w, length, bits);
        }
        if (az >= ax && az >= ay) {
            return pack(2, x, y, w, z, length, bits);
        }
        if (ay >= ax) {
            return pack(1, x, z, w, y, length, bits);
        }
        return pack(0, y, z, w, x, length, bits);
    }

    private static int pack(int which, double a, double b, double c, double largest, double length, int bits) {
        double scale = (largest < 0 ? -SQRT_2 : SQRT_2) / length;
        return (which << (3 * bits))
                | (component(a * scale, bits) << (2 * bits))
                | (component(b * scale, bits) << bits)
                | component(c * scale, bits);
    }

    private static Rotation rotation(int packed, int bits) {
        double a = value(packed >>> (2 * bits), bits);
        double b = value(packed >>> bits, bits);
        double c = value(packed, bits);
        double sum = a * a + b * b + c * c;
        double largest = Math.sqrt(Math.max(0, 1 - sum));
        double scale = sum > 1 ? 1 / Math.sqrt(sum) : 1;
        a *= scale;
        b *= scale;
        c *= scale;
        return switch ((packed >>> (3 * bits)) & 3) {
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

    /** From -1 to 1 into so many bits. */
    private static int component(double scaled, int bits) {
        int max = (1 << bits) - 1;
        return Math.clamp(Math.round((scaled + 1) / 2 * max), 0, max);
    }

    private static double value(int packed, int bits) {
        int max = (1 << bits) - 1;
        return ((packed & max) * 2.0 / max - 1) / SQRT_2;
    }
}
