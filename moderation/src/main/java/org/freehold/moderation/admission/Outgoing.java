// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.freehold.moderation.Decision;
import org.jspecify.annotations.Nullable;

/**
 * Where this home lets its own people go, by their level; public. A level without a rule follows the nearest lower one; below the lowest
 * rule everybody may go anywhere.
 *
 * @param levels from 0 to 100
 */
public record Outgoing(NavigableMap<Integer, DomainFilter> levels) {
    /** Everybody may go anywhere. */
    public static final Outgoing OPEN = new Outgoing(Collections.emptyNavigableMap());

    private static final int MAX_LEVEL = 100;
    private static final Set<String> MEMBERS = Set.of("level", "mode", "domains");

    /** Copies. */
    public Outgoing {
        levels = Collections.unmodifiableNavigableMap(new TreeMap<>(levels));
    }

    /** The same with a rule for a level, which replaces an earlier one. */
    public Outgoing with(int level, DomainFilter domains) {
        NavigableMap<Integer, DomainFilter> more = new TreeMap<>(levels);
        more.put(level, domains);
        return new Outgoing(more);
    }

    /** The rule that a level follows. */
    public DomainFilter at(int level) {
        Map.Entry<Integer, DomainFilter> nearest = levels.floorEntry(level);
        return nearest == null ? DomainFilter.ALL : nearest.getValue();
    }

    /**
     * Why one of our people may not go there; empty when they may.
     *
     * @param level of the account at this home
     * @param host canonical name of the destination; null when not known
     * @param keys fingerprints of the destination's key and of those before; empty when not known
     */
    public Optional<Decision.Refusal> refuses(int level, @Nullable String host, Set<String> keys) {
        DomainFilter filter = at(level);
        if (filter.passes(host, keys)) {
            return Optional.empty();
        }
        String sentence = "Your home does not let you go there: people of your level may go to "
                + filter.sentence("domain") + ".";
        return Optional.of(
                new Decision.Refusal(RefusalCode.HOME_REFUSED.text(), sentence, null, null, "home"));
    }

    /** The document {@code outgoing}, which is public: an array of rules, by rising level. */
    public ArrayNode toJson() {
        ArrayNode json = Members.object().arrayNode();
        for (Map.Entry<Integer, DomainFilter> rule : levels.entrySet()) {
            rule.getValue().writeTo(json.addObject().put("level", rule.getKey()), "domains");
        }
        return json;
    }

    /**
     * Reads it.
     *
     * @throws Fault at the first thing that is wrong
     */
    public static Outgoing fromJson(JsonNode json) throws Fault {
        if (!json.isArray() || json.size() > MAX_LEVEL + 1) {
            throw Fault.badValue("outgoing", json, "an array of rules, one for each level");
        }
        NavigableMap<Integer, DomainFilter> levels = new TreeMap<>();
        for (int i = 0; i < json.size(); i++) {
            Members members = Members.of(json.get(i), "outgoing[" + i + "]", MEMBERS);
            int level = members.integer("level", -1, 0, MAX_LEVEL);
            if (level < 0 || levels.containsKey(level)) {
                throw Fault.badValue(members.path("level"), members.node("level"),
                        "each level once, from 0 to " + MAX_LEVEL);
            }
            levels.put(level, DomainFilter.read(members, "domains"));
        }
        return new Outgoing(levels);
    }
}
