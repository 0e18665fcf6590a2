// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.entity;

import static org.freehold.server.entity.Property.choice;
import static org.freehold.server.entity.Property.colour;
import static org.freehold.server.entity.Property.flag;
import static org.freehold.server.entity.Property.group;
import static org.freehold.server.entity.Property.list;
import static org.freehold.server.entity.Property.number;
import static org.freehold.server.entity.Property.tuple;
import static org.freehold.server.entity.Property.url;
import static org.freehold.server.entity.Property.white;
import static org.freehold.server.entity.Property.whole;

import java.util.List;
import org.freehold.server.entity.PropertyKind.Num;
import org.freehold.server.entity.PropertyKind.Tuple;

/** The properties of what lights a part of the world, and of zones, which set its sky, light, air and rules. */
final class ZoneProperties {
    private ZoneProperties() {}

    static final List<Property> LIGHT = List.of(
            white("color"),
            flag("isSpotlight", false),
            number("intensity", 1),
            number("exponent", 0),
            // Degrees, in spite of the default.
            number("cutoff", 0, 90, Math.PI / 2),
            number("falloffRadius", 0.1));

    private static final Property KEY_LIGHT = group("keyLight",
            white("color"),
            number("intensity", 1),
            tuple("direction", Tuple.vec3(-Num.LARGEST, Num.LARGEST, 0, -1, 0)),
            flag("castShadows", false),
            number("shadowBias", 0, 1, 0.5),
            number("shadowMaxDistance", 1, 250, 40));

    private static final Property AMBIENT_LIGHT =
            group("ambientLight", number("ambientIntensity", 0.5), url("ambientURL"), white("ambientColor"));

    private static final Property SKYBOX = group("skybox", ShapeProperties.black("color"), url("url"));

    private static final Property HAZE = group("haze",
            number("hazeRange", 1000),
            colour("hazeColor", 128, 154, 179),
            colour("hazeGlareColor", 255, 229, 179),
            flag("hazeEnableGlare", false),
            number("hazeGlareAngle", 20),
            flag("hazeAltitudeEffect", false),
            number("hazeCeiling", 200),
            number("hazeBaseRef", 0),
            number("hazeBackgroundBlend", 0),
            flag("hazeAttenuateKeyLight", false),
            number("hazeKeyLightRange", 1000),
            number("hazeKeyLightAltitude", 200));

    private static final Property BLOOM =
            group("bloom", number("bloomIntensity", 0.25), number("bloomThreshold", 0.7), number("bloomSize", 0.9));

    private static final Property AUDIO = group("audio",
            flag("reverbEnabled", false),
            number("reverbTime", 1),
            number("reverbWetLevel", 50),
            list("listenerZones", new PropertyKind.Id()),
            list("listenerAttenuationCoefficients", new Num(-Num.LARGEST, Num.LARGEST, false)));

    private static final Property TONEMAPPING =
            group("tonemapping", choice("curve", "srgb", "rgb", "reinhard", "filmic"), number("exposure", -4, 4, 0));

    private static final Property AMBIENT_OCCLUSION = group("ambientOcclusion",
            choice("technique", "hbao", "ssao"),
            flag("jitter", false),
            whole("resolutionLevel", 0, 4, 2),
            number("edgeSharpness", 0, 1, 1),
            whole("blurRadius", 0, 15, 4),
            number("aoRadius", 0.01f, 2, 1),
            number("aoObscuranceLevel", 0.01f, 1, 0.5),
            number("aoFalloffAngle", 0, 1, 0.25),
            number("aoSamplingAmount", 0, 1, 0.5),
            number("ssaoNumSpiralTurns", 0, 10, 7));

    static final List<Property> ZONE = List.of(
            ShapeProperties.SHAPE_TYPE,
            url("compoundShapeURL"),
            KEY_LIGHT,
            AMBIENT_LIGHT,
            SKYBOX,
            HAZE,
            BLOOM,
            AUDIO,
            TONEMAPPING,
            AMBIENT_OCCLUSION,
            mode("keyLightMode"),
            mode("ambientLightMode"),
            mode("skyboxMode"),
            mode("hazeMode"),
            mode("bloomMode"),
            mode("tonemappingMode"),
            mode("ambientOcclusionMode"),
            mode("screenshare"),
            choice("avatarPriority", "inherit", "crowd", "hero"),
            flag("flyingAllowed", true),
            flag("ghostingAllowed", true),
            url("filterURL"));

    private static Property mode(String name) {
        return choice(name, "inherit", "disabled", "enabled");
    }
}
