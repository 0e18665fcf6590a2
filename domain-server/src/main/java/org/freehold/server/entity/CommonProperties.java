// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.entity;

import static org.freehold.server.entity.Property.ADDRESS;
import static org.freehold.server.entity.Property.LONG;
import static org.freehold.server.entity.Property.SHORT;
import static org.freehold.server.entity.Property.choice;
import static org.freehold.server.entity.Property.flag;
import static org.freehold.server.entity.Property.group;
import static org.freehold.server.entity.Property.id;
import static org.freehold.server.entity.Property.list;
import static org.freehold.server.entity.Property.number;
import static org.freehold.server.entity.Property.quat;
import static org.freehold.server.entity.Property.text;
import static org.freehold.server.entity.Property.url;
import static org.freehold.server.entity.Property.vec3;
import static org.freehold.server.entity.Property.whole;

import java.util.List;

/** The properties that every entity has. */
final class CommonProperties {
    /** Half the edge of the world, metres. */
    static final double WORLD = 16384;

    /** 2^53, up to which every reader of JSON counts exactly. */
    private static final double COUNTED = 1L << 53;

    private CommonProperties() {}

    private static final List<Property> IDENTITY = List.of(
            id("id"),
            text("type", SHORT, ""),
            text("name", SHORT, ""),
            id("parentID"),
            whole("parentJointIndex", 0, 65535, 65535),
            whole("created", 0, COUNTED, 0),
            whole("lastEdited", 0, COUNTED, 0),
            id("lastEditedBy"),
            choice("entityHostType", "domain", "avatar", "local"),
            id("owningAvatarID"));

    private static final List<Property> PLACE = List.of(
            vec3("position", -WORLD, WORLD, 0),
            quat("rotation"),
            vec3("dimensions", 0.001f, 2 * WORLD, 0.1),
            vec3("registrationPoint", 0, 1, 0.5),
            group("queryAACube", number("x", 0), number("y", 0), number("z", 0), number("scale", 0)),
            vec3("localPosition", 0),
            quat("localRotation"),
            vec3("localVelocity", 0),
            vec3("localAngularVelocity", 0),
            vec3("localDimensions", 0));

    private static final List<Property> LOOK = List.of(
            flag("visible", true),
            flag("locked", false),
            flag("canCastShadow", true),
            flag("isVisibleInSecondaryCamera", true),
            flag("ignorePickIntersection", false),
            choice("renderLayer", "world", "front", "hud"),
            choice("primitiveMode", "solid", "lines"),
            choice("billboardMode", "none", "yaw", "full"),
            list("renderWithZones", new PropertyKind.Id()),
            choice("mirrorMode", "none", "mirror", "portal"),
            id("portalExitID"),
            list("tags", new PropertyKind.Text(SHORT)));

    private static final List<Property> DATA = List.of(
            text("userData", LONG, ""),
            text("privateUserData", LONG, ""),
            text("href", ADDRESS, ""),
            text("description", LONG, ""),
            text("script", LONG, ""),
            whole("scriptTimestamp", 0, COUNTED, 0),
            text("serverScripts", LONG, ""));

    private static final List<Property> PHYSICS = List.of(
            number("density", 100, 10000, 1000),
            vec3("velocity", -WORLD, WORLD, 0),
            vec3("angularVelocity", -WORLD, WORLD, 0),
            vec3("gravity", -WORLD, WORLD, 0),
            vec3("acceleration", -WORLD, WORLD, 0),
            number("damping", 0, 1, Motion.DEFAULT_DAMPING),
            number("angularDamping", 0, 1, Motion.DEFAULT_DAMPING),
            // The bound is that of 32 bits, in which Overte writes 0.99 as 0.9900000095.
            number("restitution", 0, 0.99f, 0.5),
            number("friction", 0, 10, 0.5),
            number("lifetime", -1),
            flag("collisionless", false),
            whole("collisionMask", 0, 65535, 31),
            flag("dynamic", false),
            url("collisionSoundURL"),
            text("actionData", LONG, ""));

    private static final List<Property> CLONING = List.of(
            flag("cloneable", false),
            number("cloneLifetime", 300),
            number("cloneLimit", 0),
            flag("cloneDynamic", false),
            flag("cloneAvatarEntity", false),
            id("cloneOriginID"));

    private static final List<Property> GRAB = List.of(
            group("grab",
                    flag("grabbable", true),
                    flag("grabKinematic", true),
                    flag("grabFollowsController", true),
                    flag("triggerable", false),
                    flag("equippable", false),
                    flag("grabDelegateToParent", true),
                    vec3("equippableLeftPosition", 0),
                    quat("equippableLeftRotation"),
                    vec3("equippableRightPosition", 0),
                    quat("equippableRightRotation"),
                    url("equippableIndicatorURL"),
                    vec3("equippableIndicatorScale", 1),
                    vec3("equippableIndicatorOffset", 0)));

    static final List<List<Property>> ALL = List.of(IDENTITY, PLACE, LOOK, DATA, PHYSICS, CLONING, GRAB);
}
