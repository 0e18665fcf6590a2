// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Places that are for some only. A resident is a member of this domain, or somebody whom it vouches for as their home; everybody else is
 * a foreigner here. Moderators and owners pass.
 *
 * @param byPlace by the name of the place; a place that is not in it is for all
 */
public record PlaceRules(Map<String, PlaceRule> byPlace) {
    /** All places are for all. */
    public static final PlaceRules NONE = new PlaceRules(Map.of());

    private static final int MAX_PLACES = 10_000;
    private static final Set<String> MEMBERS = Set.of("place", "noForeigners", "noResidents");

    /** For whom a place is not. */
    public record PlaceRule(boolean noForeigners, boolean noResidents) {}

    /** Copies. */
    public PlaceRules {
        byPlace = Collections.unmodifiableMap(new LinkedHashMap<>(byPlace));
    }

    ArrayNode toJson() {
        ArrayNode json = Members.object().arrayNode();
        byPlace.forEach((place, rule) -> json.addObject()
                .put("place", place)
                .put("noForeigners", rule.noForeigners())
                .put("noResidents", rule.noResidents()));
        return json;
    }

    static PlaceRules read(Members settings, String name) throws Fault {
        Map<String, PlaceRule> byPlace = new LinkedHashMap<>();
        for (Named named : settings.list(name, MAX_PLACES, PlaceRules::readPlace)) {
            byPlace.put(named.place(), named.rule());
        }
        return new PlaceRules(byPlace);
    }

    private record Named(String place, PlaceRule rule) {}

    private static Named readPlace(JsonNode json, String path) throws Fault {
        Members members = Members.of(json, path, MEMBERS);
        return new Named(
                members.text("place", Ban.MAX_NAME),
                new PlaceRule(members.flag("noForeigners", false), members.flag("noResidents", false)));
    }
}
