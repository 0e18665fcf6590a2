// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** How much of a rotation survives. */
final class RotationCodecTest {
    private static final int ROTATIONS = 200_000;

    @Test
    void yawIsWithinAHundredthOfADegree() {
        for (int degrees = -3600; degrees <= 3600; degrees++) {
            double half = Math.toRadians(degrees / 10.0) / 2;
            var back = RotationCodec.fromYaw(RotationCodec.toYaw(0, Math.sin(half), 0, Math.cos(half)));
            assertTrue(degreesBetween(0, Math.sin(half), 0, Math.cos(half), back) < 0.01, degrees + " tenths");
        }
    }

    @Test
    void smallestThreeIsWithinATenthOfADegreeOnAverageAndAQuarterAtWorst() {
        Random random = new Random(7);
        double sum = 0;
        double worst = 0;
        for (int i = 0; i < ROTATIONS; i++) {
            double x = random.nextGaussian();
            double y = random.nextGaussian();
            double z = random.nextGaussian();
            double w = random.nextGaussian();
            double length = Math.sqrt(x * x + y * y + z * z + w * w);
            var back = RotationCodec.fromSmallestThree(RotationCodec.toSmallestThree(x, y, z, w));
            double degrees = degreesBetween(x / length, y / length, z / length, w / length, back);
            sum += degrees;
            worst = Math.max(worst, degrees);
        }
        assertTrue(sum / ROTATIONS < 0.1, "mean " + sum / ROTATIONS + " degrees");
        assertTrue(worst < 0.25, "worst " + worst + " degrees");
    }

    @Test
    void anyBitsAreAUnitQuaternion() {
        Random random = new Random(8);
        for (int i = 0; i < ROTATIONS; i++) {
            var rotation = RotationCodec.fromSmallestThree(random.nextInt());
            assertEquals(1, length(rotation), 1e-9);
        }
        assertEquals(1, length(RotationCodec.fromSmallestThree(-1)), 1e-9);
        assertEquals(1, length(RotationCodec.fromSmallestThree(0)), 1e-9);
    }

    @Test
    void rotationsThatAreNoneBecomeTheIdentity() {
        int identity = RotationCodec.toSmallestThree(0, 0, 0, 1);
        assertEquals(identity, RotationCodec.toSmallestThree(0, 0, 0, 0));
        assertEquals(identity, RotationCodec.toSmallestThree(Double.NaN, 0, 0, 1));
        assertEquals(identity, RotationCodec.toSmallestThree(0, Double.POSITIVE_INFINITY, 0, 1));
        assertEquals(identity, RotationCodec.toSmallestThree(0, 0, 0, -5), "the same rotation, longer and negated");
        assertEquals(0, RotationCodec.toYaw(0, Double.NaN, 0, 1));
    }

    private static double length(RotationCodec.Rotation r) {
        return Math.sqrt(r.x() * r.x() + r.y() * r.y() + r.z() * r.z() + r.w() * r.w());
    }

    private static double degreesBetween(double x, double y, double z, double w, RotationCodec.Rotation r) {
        // By the sine, because the cosine of a small angle has no digits left.
        double sx = w * r.x() - x * r.w() - y * r.z() + z * r.y();
        double sy = w * r.y() + x * r.z() - y * r.w() - z * r.x();
        double sz = w * r.z() - x * r.y() + y * r.x() - z * r.w();
        return Math.toDegrees(2 * Math.asin(Math.min(1, Math.sqrt(sx * sx + sy * sy + sz * sz))));
    }
}
