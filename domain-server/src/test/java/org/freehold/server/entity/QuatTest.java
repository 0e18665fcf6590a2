// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class QuatTest {
    private static final double CLOSE = 1e-9;
    private static final int ROUNDS = 500;

    private final Random random = new Random(7);

    @Test
    void aQuarterTurnAboutYLooksAlongMinusX() {
        Quat quarter = Quat.spin(new Vec3(0, Math.PI / 2, 0), 1);

        assertClose(new Vec3(-1, 0, 0), quarter.rotate(new Vec3(0, 0, -1)));
    }

    @Test
    void rotatingKeepsLengthsAndAngles() {
        for (int i = 0; i < ROUNDS; i++) {
            Quat rotation = anyRotation();
            Vec3 a = anyVec3();
            Vec3 b = anyVec3();

            assertEquals(a.length(), rotation.rotate(a).length(), CLOSE);
            assertEquals(dot(a, b), dot(rotation.rotate(a), rotation.rotate(b)), CLOSE);
        }
    }

    @Test
    void aProductRotatesByTheInnerFirst() {
        for (int i = 0; i < ROUNDS; i++) {
            Quat outer = anyRotation();
            Quat inner = anyRotation();
            Vec3 v = anyVec3();

            assertClose(outer.rotate(inner.rotate(v)), outer.times(inner).rotate(v));
        }
    }

    @Test
    void normalizingGivesLengthOneAndTheSameRotation() {
        for (int i = 0; i < ROUNDS; i++) {
            Quat rotation = anyRotation();
            double factor = Math.pow(10, random.nextInt(13) - 6);
            Quat scaled = new Quat(
                    rotation.x() * factor, rotation.y() * factor, rotation.z() * factor, rotation.w() * factor);
            Vec3 v = anyVec3();

            assertEquals(1, length(scaled.normalized()), CLOSE);
            assertClose(rotation.rotate(v), scaled.normalized().rotate(v));
        }
    }

    @Test
    void whatHasNoDirectionIsTheIdentity() {
        assertEquals(Quat.IDENTITY, new Quat(0, 0, 0, 0).normalized());
        assertEquals(Quat.IDENTITY, new Quat(Double.NaN, 0, 0, 1).normalized());
        assertEquals(Quat.IDENTITY, new Quat(Double.POSITIVE_INFINITY, 0, 0, 1).normalized());
    }

    @Test
    void spinningTwiceIsSpinningForBothTimes() {
        for (int i = 0; i < ROUNDS; i++) {
            Vec3 angularVelocity = anyVec3();
            double first = random.nextDouble();
            double second = random.nextDouble();
            Vec3 v = anyVec3();

            Quat both = Quat.spin(angularVelocity, second).times(Quat.spin(angularVelocity, first));

            assertClose(Quat.spin(angularVelocity, first + second).rotate(v), both.rotate(v));
        }
    }

    private Quat anyRotation() {
        return new Quat(random.nextGaussian(), random.nextGaussian(), random.nextGaussian(), random.nextGaussian())
                .normalized();
    }

    private Vec3 anyVec3() {
        return new Vec3(random.nextGaussian(), random.nextGaussian(), random.nextGaussian());
    }

    private static double dot(Vec3 a, Vec3 b) {
        return a.x() * b.x() + a.y() * b.y() + a.z() * b.z();
    }

    private static double length(Quat q) {
        return Math.sqrt(q.x() * q.x() + q.y() * q.y() + q.z() * q.z() + q.w() * q.w());
    }

    private static void assertClose(Vec3 expected, Vec3 actual) {
        assertEquals(0, expected.minus(actual).length(), CLOSE, () -> expected + " and " + actual);
    }
}
