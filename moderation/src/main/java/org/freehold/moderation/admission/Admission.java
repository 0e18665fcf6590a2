// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.freehold.moderation.Action;
import org.freehold.moderation.Decision;
import org.freehold.moderation.Identity;
import org.freehold.moderation.Moment;
import org.freehold.moderation.PlaceName;
import org.freehold.moderation.Standing;
import org.freehold.moderation.Subject;

/**
 * Decides who may enter and do what: the one place. Pure, never blocks, any thread; event loops ask it for each arrival.
 *
 * <p>What is looked at, in this order; the first that refuses gives the reason, the others are noted all the same, so that whoever asks
 * why sees everything that stands in the way:
 *
 * <ol>
 *   <li>client software;
 *   <li>the protected: owners and moderators, whom nothing of what follows keeps out;
 *   <li>bans and denials of this domain itself;
 *   <li>whether the home is who it says it is;
 *   <li>who is let in whatever others say;
 *   <li>the policy about home domains;
 *   <li>ban lists and registers of homes, after the levels of their subscriptions;
 *   <li>the rules, which give permissions; what none gives is denied;
 *   <li>how newcomers are met.
 * </ol>
 */
public final class Admission {
    private Admission() {}

    /** Decides about somebody at the door, or inside after a change. */
    public static Decision decide(Rulebook rulebook, Identity identity, History history, Instant made) {
        Moment now = new Moment(made);
        Identity proved = proved(rulebook.us(), identity);
        List<Subject> subjects = proved.subjects();
        Optional<Roster.Entry> role = rulebook.roster().highest(subjects);
        List<Finding> findings = rulebook.lists().find(subjects, now);
        Identity counted = Registers.counted(proved, Registers.hardest(rulebook, subjects, findings));
        Standing standing = role.map(Roster.Entry::standing)
                .orElseGet(() -> withoutRole(rulebook.settings().newcomers(), counted, history, now));
        String why =
                role.map(entry -> entry.subject() + named(entry) + ", since " + entry.since() + " by " + entry.by())
                        .orElseGet(() -> whyWithoutRole(standing, counted));
        return new Deliberation(rulebook, identity, subjects, standing, findings, now).decide(why, made);
    }

    /** The same for a made-up visitor who is taken to stand so, whatever the roster says: "see it as…". */
    public static Decision decideAs(Rulebook rulebook, Identity identity, Standing standing, Instant made) {
        Moment now = new Moment(made);
        List<Subject> subjects = proved(rulebook.us(), identity).subjects();
        List<Finding> findings = rulebook.lists().find(subjects, now);
        return new Deliberation(rulebook, identity, subjects, standing, findings, now).decide("as asked", made);
    }

    /**
     * The places that somebody who is inside may not be in, and why, by their canonical names ({@link PlaceName}): by bans of this domain
     * itself, and by rules about who a place is for. Moderators and owners may be everywhere. Holds as long as the decision of that
     * time, which looks at the same bans.
     */
    public static Map<String, Decision.Refusal> closedPlaces(Rulebook rulebook, Identity identity, Instant now) {
        List<Subject> subjects = proved(rulebook.us(), identity).subjects();
        List<Ban> bans = rulebook.bans().about(subjects, now);
        if (bans.isEmpty() && rulebook.settings().places().byPlace().isEmpty()) {
            return Map.of();
        }
        Standing role =
                rulebook.roster().highest(subjects).map(Roster.Entry::standing).orElse(Standing.NEWCOMER);
        if (role.isAtLeast(Standing.MODERATOR)) {
            return Map.of();
        }
        Map<String, Decision.Refusal> closed = new LinkedHashMap<>();
        Exemption exemption = Exemption.of(rulebook.overrides(), subjects);
        for (Ban ban : bans) {
            String place = ban.place();
            if (place != null && ban.action() == Action.DENY && !exemption.stops(ban, subjects)) {
                closed.putIfAbsent(
                        PlaceName.canonical(place),
                        RefusalCode.BANNED.refusal(
                                Sentences.banned("You are banned from " + place, ban),
                                ban.until(),
                                rulebook.settings().appeals()));
            }
        }
        boolean isResident = role.isAtLeast(Standing.MEMBER)
                || (identity.home() != null && rulebook.us().vouchedFor(identity.home()));
        rulebook.settings().places().byPlace().forEach((place, rule) -> {
            if (isResident ? rule.noResidents() : rule.noForeigners()) {
                closed.putIfAbsent(
                        PlaceName.canonical(place),
                        RefusalCode.NOT_PERMITTED.refusal(
                                place + (isResident ? " is for guests of this domain only."
                                        : " is for residents of this domain only."),
                                null,
                                null));
            }
        });
        return closed;
    }

    /** Without a home that only says it is us: it proves nothing, and gives nothing. */
    private static Identity proved(ThisDomain us, Identity identity) {
        return identity.home() != null && us.isImpersonatedBy(identity.home())
                ? new Identity(
                        identity.key(), identity.portableKey(), null, identity.fromThisMachine(), identity.software())
                : identity;
    }

    private static Standing withoutRole(Newcomers newcomers, Identity identity, History history, Moment now) {
        return identity.home() != null || newcomers.knows(identity, history, now) ? Standing.KNOWN : Standing.NEWCOMER;
    }

    private static String whyWithoutRole(Standing standing, Identity identity) {
        if (standing == Standing.NEWCOMER) {
            return identity.portableKey() == null
                    ? "nobody vouches, and a key for this domain alone earns nothing"
                    : "the portable key is too new here";
        }
        return identity.home() == null ? "the portable key has been coming here"
                : identity.home().domain() + " vouches";
    }

    private static String named(Roster.Entry entry) {
        return entry.name() == null ? "" : " (" + entry.name() + ")";
    }
}
