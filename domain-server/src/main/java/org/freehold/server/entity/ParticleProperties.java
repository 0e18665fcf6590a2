// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.entity;

import static org.freehold.server.entity.Property.LONG;
import static org.freehold.server.entity.Property.flag;
import static org.freehold.server.entity.Property.number;
import static org.freehold.server.entity.Property.numberOrNone;
import static org.freehold.server.entity.Property.text;
import static org.freehold.server.entity.Property.tuple;
import static org.freehold.server.entity.Property.url;
import static org.freehold.server.entity.Property.vec3;
import static org.freehold.server.entity.Property.white;
import static org.freehold.server.entity.Property.whole;
import static org.freehold.server.entity.ShapeProperties.betweenColours;

import java.util.List;
import org.freehold.server.entity.PropertyKind.Tuple;

/** The properties of particles. Bounds are Overte's; angles in radians. */
final class ParticleProperties {
    private ParticleProperties() {}

    // Half and whole turns as 32 bits have them, a little more than the true ones: real files hold these.
    private static final double HALF_TURN = (float) Math.PI;
    private static final double TURN = (float) (2 * Math.PI);

    private static final double WIDE = 2 * CommonProperties.WORLD;

    static final List<Property> PARTICLES = List.of(
            flag("isEmitting", true),
            whole("maxParticles", 1, 100_000, 1000),
            number("lifespan", 0, 86_400, 3),
            number("emitRate", 0, 100_000, 15),
            number("emitSpeed", -1000, 1000, 5),
            number("speedSpread", -1000, 1000, 1),
            tuple("emitOrientation", Tuple.quat(-0.707107, 0, 0, 0.707107)),
            vec3("emitDimensions", 0, WIDE, 0),
            number("emitRadiusStart", 0, 1, 1),
            number("polarStart", 0, HALF_TURN, 0),
            number("polarFinish", 0, HALF_TURN, 0),
            number("azimuthStart", -HALF_TURN, HALF_TURN, -HALF_TURN),
            number("azimuthFinish", -HALF_TURN, HALF_TURN, HALF_TURN),
            tuple("emitAcceleration", Tuple.vec3(-100, 100, 0, -9.8, 0)),
            vec3("accelerationSpread", 0, 100, 0),
            number("particleRadius", 0, WIDE, 0.025),
            number("radiusSpread", 0, WIDE, 0),
            numberOrNone("radiusStart", 0, WIDE),
            numberOrNone("radiusFinish", 0, WIDE),
            white("color"),
            ShapeProperties.black("colorSpread"),
            betweenColours("colorStart"),
            betweenColours("colorFinish"),
            ShapeProperties.ALPHA,
            number("alphaSpread", 0, 1, 0),
            numberOrNone("alphaStart", 0, 1),
            numberOrNone("alphaFinish", 0, 1),
            flag("emitterShouldTrail", false),
            number("particleSpin", -TURN, TURN, 0),
            number("spinSpread", -TURN, TURN, 0),
            numberOrNone("spinStart", -TURN, TURN),
            numberOrNone("spinFinish", -TURN, TURN),
            flag("rotateWithEntity", false),
            ShapeProperties.SHAPE_TYPE,
            url("compoundShapeURL"),
            text("textures", LONG, ""),
            ShapeProperties.PULSE);

    static final List<Property> PROCEDURAL = List.of(
            whole("numParticles", 1, 1L << 24, 10_000),
            whole("numTrianglesPerParticle", 1, 255, 1),
            whole("numUpdateProps", 0, 255, 0),
            flag("particleTransparent", false),
            text("particleUpdateData", LONG, ""),
            text("particleRenderData", LONG, ""));
}
