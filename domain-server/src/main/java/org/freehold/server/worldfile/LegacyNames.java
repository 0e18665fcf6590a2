// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.worldfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.freehold.server.entity.EntityType;
import org.jspecify.annotations.Nullable;

/** Gives properties the names they have today. Files of every version hold old names beside or instead of them. */
final class LegacyNames {
    /** Old names and today's; the first of several old ones counts. */
    private static final List<Map.Entry<String, String>> RENAMED = List.of(
            Map.entry("ignoreForCollisions", "collisionless"),
            Map.entry("collisionsWillMove", "dynamic"),
            Map.entry("collisionWillMove", "dynamic"));

    /** Each is a bit of {@code collisionMask}, the first the lowest. */
    private static final List<String> COLLISION_GROUPS =
            List.of("static", "dynamic", "kinematic", "myAvatar", "otherAvatar");

    private static final Set<String> STORE = Set.of(
            "marketplaceID", "itemName", "itemDescription", "itemCategories", "itemArtist", "itemLicense",
            "limitedRun", "editionNumber", "entityInstanceNumber", "certificateID", "certificateType",
            "staticCertificateVersion");

    private LegacyNames() {}

    static void apply(ObjectNode entity, EntityType type, ReportBuilder report) {
        for (var name : RENAMED) {
            move(entity, name.getKey(), entity.get(name.getKey()), name.getValue());
        }
        JsonNode groups = entity.path("collidesWith");
        if (groups.isTextual()) {
            move(entity, "collidesWith", entity.numberNode(mask(groups.textValue())), "collisionMask");
        }
        whenSet(entity, "avatarEntity", "entityHostType", "avatar");
        whenSet(entity, "localEntity", "entityHostType", "local");
        whenSet(entity, "isFacingAvatar", "billboardMode", "yaw");
        if (type != EntityType.POLY_LINE) {
            whenSet(entity, "faceCamera", "billboardMode", "full");
        }
        for (String name : STORE) {
            if (entity.remove(name) != null) {
                report.storeData();
            }
        }
    }

    private static void move(ObjectNode entity, String old, @Nullable JsonNode value,
            String current) {
        if (entity.remove(old) != null && value != null && !entity.has(current)) {
            entity.set(current, value);
        }
    }

    private static void whenSet(ObjectNode entity, String old, String current, String value) {
        JsonNode flag = entity.remove(old);
        if (flag != null && isTrue(flag) && !entity.has(current)) {
            entity.put(current, value);
        }
    }

    /** Old files write 1 for true. */
    static boolean isTrue(JsonNode flag) {
        return flag.isBoolean() ? flag.booleanValue() : flag.isNumber() && flag.doubleValue() != 0;
    }

    private static int mask(String groups) {
        int mask = 0;
        for (String group : groups.split(",", -1)) {
            int bit = COLLISION_GROUPS.indexOf(group.strip());
            mask |= bit < 0 ? 0 : 1 << bit;
        }
        return mask;
    }
}
