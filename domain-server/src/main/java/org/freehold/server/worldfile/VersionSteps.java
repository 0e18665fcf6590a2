// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.worldfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.freehold.server.entity.EntityType;

/**
 * Brings an entity of an older file to what the same world is today. Each step belongs to the version that no longer
 * needs it, as in Overte's own reader; it never overrides what a file says in the newer way.
 */
final class VersionSteps {
    private VersionSteps() {}

    static void apply(ObjectNode entity, EntityType type, int version) {
        if (version < 82 && type == EntityType.ZONE) {
            lightZonesByModes(entity);
        }
        if (version < 87 && type == EntityType.MATERIAL) {
            moveMaterialOutOfUserData(entity);
        }
        if (version < 88) {
            GrabUserData.readCloneable(entity);
        }
        if (version < 91 && type == EntityType.PARTICLE_EFFECT) {
            // They had no effect then, whatever their value. Zero is the default.
            entity.remove("radiusSpread");
            entity.remove("alphaSpread");
            entity.remove("colorSpread");
        }
        if (version < 94) {
            GrabUserData.readGrab(entity);
        }
        JsonNode clientOnly = entity.remove("clientOnly");
        if (version < 98 && clientOnly != null && LegacyNames.isTrue(clientOnly)) {
            entity.put("entityHostType", "avatar");
        }
        createdInMicroseconds(entity);
        if (version < 132 && !entity.path("billboardMode").asText("none").equals("none")) {
            // What turned to the viewer ignored its rotation then.
            entity.remove("rotation");
        }
        if (version < 138 && entity.get("animation") instanceof ObjectNode animation && animation.has("url")) {
            setIfAbsent(animation, "smoothFrames", animation.booleanNode(false));
        }
    }

    /** 82: zones say for each part whether it is theirs. */
    private static void lightZonesByModes(ObjectNode zone) {
        setIfAbsent(zone, "keyLightMode", zone.textNode("enabled"));
        ObjectNode ambientLight = zone.get("ambientLight") instanceof ObjectNode present
                ? present
                : zone.objectNode();
        if (zone.get("keyLight") instanceof ObjectNode keyLight) {
            moveIfAbsent(keyLight, ambientLight, "ambientURL");
            moveIfAbsent(keyLight, ambientLight, "ambientIntensity");
        }
        String skybox = zone.path("skybox").path("url").asText("");
        if (ambientLight.path("ambientURL").asText("").isEmpty() && !skybox.isEmpty()) {
            ambientLight.put("ambientURL", skybox);
        }
        if (!ambientLight.isEmpty()) {
            zone.set("ambientLight", ambientLight);
        }
        boolean ambient = !ambientLight.path("ambientURL").asText("").isEmpty();
        setIfAbsent(zone, "ambientLightMode", zone.textNode(ambient ? "enabled" : "inherit"));
        JsonNode background = zone.remove("backgroundMode");
        if (background != null && background.asText().equals("skybox")) {
            setIfAbsent(zone, "skyboxMode", zone.textNode("enabled"));
        }
    }

    /** 87: a material has a property of its own. */
    private static void moveMaterialOutOfUserData(ObjectNode material) {
        String url = material.path("materialURL").asText("");
        if (!url.startsWith("userData")) {
            return;
        }
        material.put("materialURL", "materialData" + url.substring("userData".length()));
        ObjectNode userData = JsonText.object(material.path("userData"));
        ObjectNode materialData = material.objectNode();
        moveIfAbsent(userData, materialData, "materialVersion");
        moveIfAbsent(userData, materialData, "materials");
        setIfAbsent(material, "materialData", material.textNode(materialData.toString()));
        material.put("userData", userData.toString());
    }

    /** 105: a number of microseconds. */
    private static void createdInMicroseconds(ObjectNode entity) {
        JsonNode created = entity.path("created");
        if (!created.isTextual()) {
            return;
        }
        String text = created.textValue().strip();
        try {
            Instant time = Instant.parse(text.endsWith("Z") || text.indexOf('+') > 0 ? text : text + "Z");
            entity.put("created", ChronoUnit.MICROS.between(Instant.EPOCH, time));
        } catch (DateTimeException | ArithmeticException notATime) {
            // Stays a text, which the check of values reports and leaves out.
            return;
        }
    }

    private static void moveIfAbsent(ObjectNode from, ObjectNode to, String name) {
        JsonNode value = from.remove(name);
        if (value != null) {
            setIfAbsent(to, name, value);
        }
    }

    static void setIfAbsent(ObjectNode object, String name, JsonNode value) {
        if (!object.has(name)) {
            object.set(name, value);
        }
    }
}
