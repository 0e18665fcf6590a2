// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.freehold.moderation.Identity;
import org.freehold.moderation.Moment;

/**
 * How fresh keys are met, so that they are a nuisance only.
 *
 * @param quarantine whether newcomers look and walk and chat only, whatever the rules give them
 * @param joinsAtOnce fresh keys that may come in together after a quiet time, 1 to 100,000: a crowd that follows one link
 * @param joinsPerMinute fresh keys that may come in within a minute from then on, 0 to 100,000; 0 for none at all
 * @param chatPerMinute messages that a newcomer may write in a minute, 0 to 600
 * @param knownAfterHours since a portable key was first seen, 0 to 8760, until its holder is known
 * @param knownAfterVisits earlier visits with it, 0 to 1000, until then; both must be reached
 */
public record Newcomers(
        boolean quarantine,
        int joinsAtOnce,
        int joinsPerMinute,
        int chatPerMinute,
        int knownAfterHours,
        int knownAfterVisits) {
    /** What holds as long as an owner has set nothing. */
    public static final Newcomers INITIAL = new Newcomers(false, 300, 120, 10, 24, 2);

    private static final Set<String> MEMBERS = Set.of(
            "quarantine", "joinsAtOnce", "joinsPerMinute", "chatPerMinute", "knownAfterHours", "knownAfterVisits");

    /** True for the holder of a portable key that has been coming long enough. */
    boolean knows(Identity identity, History history, Moment now) {
        Instant first = history.firstSeen();
        return identity.portableKey() != null
                && first != null
                && history.visits() >= knownAfterVisits
                && !now.isBefore(first.plus(Duration.ofHours(knownAfterHours)));
    }

    /** The member {@code newcomers} of the settings. */
    public ObjectNode toJson() {
        return Members.object()
                .put("quarantine", quarantine)
                .put("joinsAtOnce", joinsAtOnce)
                .put("joinsPerMinute", joinsPerMinute)
                .put("chatPerMinute", chatPerMinute)
                .put("knownAfterHours", knownAfterHours)
                .put("knownAfterVisits", knownAfterVisits);
    }

    /**
     * Reads it; what is missing is as at first.
     *
     * @throws Fault at the first thing that is wrong
     */
    public static Newcomers fromJson(JsonNode json) throws Fault {
        Members members = Members.of(json, "newcomers", MEMBERS);
        int perMinute = members.integer("joinsPerMinute", INITIAL.joinsPerMinute, 0, 100_000);
        // As long as there was one number for both, it was this one.
        int atOnce = members.has("joinsPerMinute") ? Math.max(1, perMinute) : INITIAL.joinsAtOnce;
        return new Newcomers(
                members.flag("quarantine", INITIAL.quarantine),
                members.integer("joinsAtOnce", atOnce, 1, 100_000),
                perMinute,
                members.integer("chatPerMinute", INITIAL.chatPerMinute, 0, 600),
                members.integer("knownAfterHours", INITIAL.knownAfterHours, 0, 8760),
                members.integer("knownAfterVisits", INITIAL.knownAfterVisits, 0, 1000));
    }
}
