// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.worldfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * How things could be grabbed, worn and cloned, which scripts once kept in {@code userData}: versions 88 and 94 made
 * properties of it. The userData stays, because scripts may still look there.
 */
final class GrabUserData {
    /** Old names and today's; the last of several old ones counts. */
    private static final List<Map.Entry<String, String>> FLAGS = List.of(
            Map.entry("wantsTrigger", "triggerable"),
            Map.entry("triggerable", "triggerable"),
            Map.entry("grabbable", "grabbable"),
            Map.entry("ignoreIK", "grabFollowsController"),
            Map.entry("kinematic", "grabKinematic"),
            Map.entry("equippable", "equippable"));

    private GrabUserData() {}

    static void readCloneable(ObjectNode entity) {
        if (!mentions(entity, "cloneable")) {
            return;
        }
        JsonNode grabbableKey = JsonText.object(entity.path("userData")).path("grabbableKey");
        if (!grabbableKey.path("cloneable").asBoolean(false)) {
            return;
        }
        for (String name : new String[] {
                "cloneable", "cloneLifetime", "cloneLimit", "cloneDynamic", "cloneAvatarEntity"}) {
            if (grabbableKey.path(name).isValueNode()) {
                VersionSteps.setIfAbsent(entity, name, grabbableKey.path(name));
            }
        }
    }

    static void readGrab(ObjectNode entity) {
        if (!mentions(entity, "grabbableKey") && !mentions(entity, "wearable") && !mentions(entity, "equipHotspots")) {
            return;
        }
        ObjectNode userData = JsonText.object(entity.path("userData"));
        ObjectNode grab = entity.objectNode();
        readGrabbableKey(userData.path("grabbableKey"), grab);
        readJoints(userData.path("wearable").path("joints"), grab);
        readHotspot(userData.path("equipHotspots").path(0), grab);
        if (entity.get("grab") instanceof ObjectNode present) {
            grab.setAll(present);
        }
        if (!grab.isEmpty()) {
            entity.set("grab", grab);
        }
    }

    private static void readGrabbableKey(JsonNode grabbableKey, ObjectNode grab) {
        for (var flag : FLAGS) {
            if (grabbableKey.path(flag.getKey()).isBoolean()) {
                grab.set(flag.getValue(), grabbableKey.path(flag.getKey()));
            }
        }
        JsonNode spatialKey = grabbableKey.path("spatialKey");
        if (spatialKey.isObject()) {
            grab.put("equippable", true);
            copy(spatialKey.path("leftRelativePosition"), grab, "equippableLeftPosition");
            copy(spatialKey.path("rightRelativePosition"), grab, "equippableRightPosition");
            copy(spatialKey.path("relativeRotation"), grab, "equippableLeftRotation");
            copy(spatialKey.path("relativeRotation"), grab, "equippableRightRotation");
        }
    }

    private static void readHotspot(JsonNode hotspot, ObjectNode grab) {
        readJoints(hotspot.path("joints"), grab);
        if (hotspot.path("modelURL").isTextual()) {
            grab.set("equippableIndicatorURL", hotspot.path("modelURL"));
        }
        JsonNode scale = hotspot.path("modelScale");
        if (scale.isNumber()) {
            grab.putObject("equippableIndicatorScale").set("x", scale);
            grab.withObject("/equippableIndicatorScale").set("y", scale);
            grab.withObject("/equippableIndicatorScale").set("z", scale);
        } else {
            copy(scale, grab, "equippableIndicatorScale");
        }
        copy(hotspot.path("position"), grab, "equippableIndicatorOffset");
    }

    private static void readJoints(JsonNode joints, ObjectNode grab) {
        for (String side : new String[] {"Left", "Right"}) {
            JsonNode hand = joints.path(side + "Hand");
            if (hand.isArray() && hand.size() == 2) {
                grab.put("equippable", true);
                copy(hand.path(0), grab, "equippable" + side + "Position");
                copy(hand.path(1), grab, "equippable" + side + "Rotation");
            }
        }
    }

    private static void copy(JsonNode object, ObjectNode grab, String name) {
        if (object.isObject()) {
            grab.set(name, object.deepCopy());
        }
    }

    private static boolean mentions(ObjectNode entity, String word) {
        return entity.path("userData").isTextual() && entity.path("userData").textValue().contains(word);
    }
}
