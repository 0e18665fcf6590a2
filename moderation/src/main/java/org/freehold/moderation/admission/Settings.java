// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What else an owner sets while the domain runs.
 *
 * @param capacity visitors at once, 1 to 100,000; null for what the file of settings says
 * @param rulesText the house rules that visitors read, at most 20,000 characters; null for those of the file of settings
 * @param appeals where somebody who was banned may ask, an address of a page or of mail; null for nowhere
 */
public record Settings(
        Newcomers newcomers,
        ClientSoftware software,
        PlaceRules places,
        @Nullable Integer capacity,
        @Nullable String rulesText,
        @Nullable String appeals) {
    /** What holds as long as an owner has set nothing. */
    public static final Settings INITIAL =
            new Settings(Newcomers.INITIAL, ClientSoftware.NONE, PlaceRules.NONE, null, null, null);

    private static final Set<String> MEMBERS =
            Set.of("newcomers", "software", "places", "capacity", "rulesText", "appeals");
    private static final Set<String> SOFTWARE_MEMBERS = Set.of("deny");

    public Settings with(Newcomers other) {
        return new Settings(other, software, places, capacity, rulesText, appeals);
    }

    public Settings with(ClientSoftware other) {
        return new Settings(newcomers, other, places, capacity, rulesText, appeals);
    }

    public Settings with(PlaceRules other) {
        return new Settings(newcomers, software, other, capacity, rulesText, appeals);
    }

    public Settings withCapacity(@Nullable Integer other) {
        return new Settings(newcomers, software, places, other, rulesText, appeals);
    }

    public Settings withRulesText(@Nullable String other) {
        return new Settings(newcomers, software, places, capacity, other, appeals);
    }

    public Settings withAppeals(@Nullable String other) {
        return new Settings(newcomers, software, places, capacity, rulesText, other);
    }

    /** The document {@code settings}. */
    public ObjectNode toJson() {
        ObjectNode json = Members.object();
        json.set("newcomers", newcomers.toJson());
        ArrayNode deny = json.putObject("software").putArray("deny");
        software.deny().forEach(deny::add);
        json.set("places", places.toJson());
        if (capacity != null) {
            json.put("capacity", capacity);
        }
        if (rulesText != null) {
            json.put("rulesText", rulesText);
        }
        if (appeals != null) {
            json.put("appeals", appeals);
        }
        return json;
    }

    /**
     * Reads it; what is missing is as at first.
     *
     * @throws Fault at the first thing that is wrong
     */
    public static Settings fromJson(JsonNode json) throws Fault {
        Members members = Members.of(json, "settings", MEMBERS);
        JsonNode newcomers = members.node("newcomers");
        JsonNode software = members.node("software");
        return new Settings(
                newcomers == null ? Newcomers.INITIAL : Newcomers.fromJson(newcomers),
                software == null
                        ? ClientSoftware.NONE
                        : ClientSoftware.of(Members.of(software, "settings.software", SOFTWARE_MEMBERS)
                                .texts("deny", 64, 1000)),
                PlaceRules.read(members, "places"),
                members.has("capacity") ? Integer.valueOf(members.integer("capacity", 1, 1, 100_000)) : null,
                members.optionalText("rulesText", 20_000),
                appeals(members));
    }

    private static @Nullable String appeals(Members members) throws Fault {
        String appeals = members.optionalText("appeals", 500);
        if (appeals != null && !appeals.startsWith("https://") && !appeals.startsWith("mailto:")) {
            throw Fault.badValue(members.path("appeals"), appeals, "an address that begins with https:// or mailto:");
        }
        return appeals;
    }
}
