// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.freehold.moderation.Permission;
import org.jspecify.annotations.Nullable;

/**
 * Who is given what: a preset and rules beside it, or rules alone. The order has no effect. Owners have every permission whatever the
 * rules say, so that no table can lock them out.
 *
 * @param preset null when the table is the owner's own
 * @param own beside the preset
 */
public record Rules(@Nullable Preset preset, List<Rule> own) {
    private static final int MAX_RULES = 500;
    private static final Set<String> MEMBERS = Set.of("preset", "rules");

    /** Copies. */
    public Rules {
        own = List.copyOf(own);
    }

    /** A preset and nothing beside it. */
    public static Rules of(Preset preset) {
        return new Rules(preset, List.of());
    }

    /** A table of one's own. */
    public static Rules of(List<Rule> rules) {
        return new Rules(null, rules);
    }

    /**
     * What holds as long as an owner has set nothing: everybody may enter and chat.
     *
     * @param localMayBuild whether whoever is on the server's own machine may build
     */
    public static Rules initial(boolean localMayBuild) {
        Rules open = of(Preset.OPEN);
        return localMayBuild
                ? open.plus(new Rule(
                        new Who.ThisMachine(),
                        Set.of(
                                Permission.BUILD,
                                Permission.BUILD_TEMPORARY,
                                Permission.LOCK,
                                Permission.EDIT_OTHERS,
                                Permission.SCRIPTS,
                                Permission.VOICE)))
                : open;
    }

    /** The same with another preset; the rules beside it stay. */
    public Rules with(Preset other) {
        return new Rules(other, own);
    }

    /** The same with one rule more. */
    public Rules plus(Rule rule) {
        List<Rule> more = new ArrayList<>(own);
        more.add(rule);
        return new Rules(preset, more);
    }

    /** The whole table. */
    public List<Rule> all() {
        if (preset == null) {
            return own;
        }
        List<Rule> all = new ArrayList<>(preset.rules());
        all.addAll(own);
        return List.copyOf(all);
    }

    /** The document {@code rules}. */
    public ObjectNode toJson() {
        ObjectNode json = Members.object();
        if (preset != null) {
            json.put("preset", preset.text());
        }
        var rules = json.putArray("rules");
        own.forEach(rule -> rules.add(rule.toJson()));
        return json;
    }

    /**
     * Reads the document {@code rules}: {@code preset}, {@code rules} or both.
     *
     * @throws Fault at the first thing that is wrong
     */
    public static Rules fromJson(JsonNode json) throws Fault {
        Members members = Members.of(json, "rules", MEMBERS);
        if (!members.has("preset") && !members.has("rules")) {
            throw Fault.badValue("rules", json, "preset, rules or both");
        }
        Preset preset = members.has("preset")
                ? members.word("preset", Preset::parse, "open, look-only, friends or members")
                : null;
        return new Rules(preset, members.list("rules", MAX_RULES, Rule::fromJson));
    }
}
