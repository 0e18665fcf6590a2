// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.freehold.moderation.Action;
import org.freehold.moderation.Decision;
import org.freehold.moderation.Identity;
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
 *   <li>ban lists, after the levels of their subscriptions;
 *   <li>the rules, which give permissions; what none gives is denied;
 *   <li>how newcomers are met.
 * </ol>
 */
public final class Admission {
    private Admission() {}

    /** Decides about somebody at the door, or inside after a change. */
    public static Decision decide(Rulebook rulebook, Identity identity, History history, Instant now) {
        Identity proved = proved(rulebook.us(), identity);
        List<Subject> subjects = proved.subjects();
        Optional<Roster.Entry> role = rulebook.roster().highest(subjects);
        Standing standing = role.map(Roster.Entry::standing)
                .orElseGet(() -> withoutRole(rulebook.settings().newcomers(), proved, history, now));
        String why =
                role.map(entry -> entry.subject() + named(entry) + ", since " + entry.since() + " by " + entry.by())
                        .orElseGet(() -> whyWithoutRole(standing, proved));
        return new Deliberation(rulebook, identity, subjects, standing, now).decide(why);
    }

    /** The same for a made-up visitor who is taken to stand so, whatever the roster says: "see it as…". */
    public static Decision decideAs(Rulebook rulebook, Identity identity, Standing standing, Instant now) {
        List<Subject> subjects = proved(rulebook.us(), identity).subjects();
        return new Deliberation(rulebook, identity, subjects, standing, now).decide("as asked");
    }

    /**
     * Why somebody who is inside may not enter a place; empty when they may.
     *
     * @param place its name
     */
    public static Optional<Decision.Refusal> mayNotEnterPlace(
            Rulebook rulebook, Identity identity, String place, Instant now) {
        Identity proved = proved(rulebook.us(), identity);
        List<Subject> subjects = proved.subjects();
        Standing role =
                rulebook.roster().highest(subjects).map(Roster.Entry::standing).orElse(Standing.NEWCOMER);
        if (role.isAtLeast(Standing.MODERATOR)) {
            return Optional.empty();
        }
        Exemption exemption = Exemption.of(rulebook.overrides(), subjects);
        for (Ban ban : rulebook.bans().about(subjects, now)) {
            if (place.equals(ban.place()) && ban.action() == Action.DENY && !exemption.stopsOwn(ban.subject())) {
                return Optional.of(RefusalCode.BANNED.refusal(
                        Sentences.banned("You are banned from " + place, ban),
                        ban.until(),
                        rulebook.settings().appeals()));
            }
        }
        boolean resident = role.isAtLeast(Standing.MEMBER)
                || (proved.home() != null && rulebook.us().vouchedFor(proved.home()));
        PlaceRules.PlaceRule rule = rulebook.settings().places().of(place);
        if (resident ? rule.noResidents() : rule.noForeigners()) {
            return Optional.of(RefusalCode.NOT_PERMITTED.refusal(
                    place + (resident ? " is for guests of this domain only."
                            : " is for residents of this domain only."),
                    null,
                    null));
        }
        return Optional.empty();
    }

    /** Without a home that only says it is us: it proves nothing, and gives nothing. */
    private static Identity proved(ThisDomain us, Identity identity) {
        return identity.home() != null && us.isImpersonatedBy(identity.home())
                ? new Identity(
                        identity.key(), identity.portableKey(), null, identity.fromThisMachine(), identity.software())
                : identity;
    }

    private static Standing withoutRole(Newcomers newcomers, Identity identity, History history, Instant now) {
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
