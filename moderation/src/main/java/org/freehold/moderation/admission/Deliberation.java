// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.freehold.moderation.Action;
import org.freehold.moderation.Decision;
import org.freehold.moderation.Identity;
import org.freehold.moderation.Moment;
import org.freehold.moderation.Permission;
import org.freehold.moderation.Standing;
import org.freehold.moderation.Subject;
import org.jspecify.annotations.Nullable;

/** One decision while it is made. For one thread, thrown away afterwards. */
final class Deliberation {
    /** What stays to somebody in quarantine. */
    private static final Set<Permission> IN_QUARANTINE = Set.of(Permission.ENTER, Permission.CHAT);

    private static final Set<Permission> WHEN_MUTED = Set.of(Permission.CHAT, Permission.VOICE);

    private final Rulebook rulebook;
    private final Identity identity;
    private final List<Subject> subjects;
    private final Standing standing;
    private final List<Finding> findings;
    private final boolean isProtected;
    private final Exemption exemption;
    private final Moment now;

    private final List<Decision.Step> steps = new ArrayList<>();
    private final List<Decision.Warning> warnings = new ArrayList<>(2);
    private Action action = Action.MONITOR;
    private Decision.@Nullable Refusal refusal;

    /**
     * Begins.
     *
     * @param identity as shown
     * @param subjects only of what was proved
     * @param findings of all lists about these subjects
     * @param now with which the lists and the standing were looked up, too
     */
    Deliberation(
            Rulebook rulebook,
            Identity identity,
            List<Subject> subjects,
            Standing standing,
            List<Finding> findings,
            Moment now) {
        this.rulebook = rulebook;
        this.identity = identity;
        this.subjects = subjects;
        this.standing = standing;
        this.findings = findings;
        this.isProtected = standing.isAtLeast(Standing.MODERATOR);
        this.exemption = Exemption.of(rulebook.overrides(), subjects);
        this.now = now;
    }

    Decision decide(String whyStanding, Instant made) {
        step("standing", whyStanding, standing.text());
        software();
        ownBans();
        impersonation();
        overrides();
        gate();
        lists();
        Set<Permission> permissions = rules();
        newcomers();
        boolean muted = mutes();
        take(permissions, muted);
        return new Decision(
                standing,
                refusal == null ? permissions : Set.of(),
                refusal == null ? action : Action.DENY,
                muted,
                refusal == null ? warnings : List.of(),
                refusal,
                steps,
                made,
                now.until());
    }

    private void software() {
        String software = identity.software();
        if (software != null) {
            rulebook.settings().software().denies(software).ifPresent(pattern -> {
                String what = "\"" + software + "\" is as the pattern \"" + pattern + "\"";
                if (unlessProtected("software", what, "deny")) {
                    refuse(RefusalCode.SOFTWARE_REFUSED.refusal(
                            "The program you came with is not welcome here. Come with another one, or a newer version.",
                            null,
                            null));
                }
            });
        }
    }

    private void ownBans() {
        Ban longest = null;
        for (Ban ban : rulebook.bans().about(subjects, now)) {
            String what = ban.subject() + ", " + ban.category().text() + ": \"" + ban.reason() + "\", by " + ban.by()
                    + Sentences.until(ban.until());
            if (ban.place() != null) {
                step("ban", what, ban.action().text() + " in " + ban.place() + " only");
            } else if (exemption.stops(ban, subjects)) {
                step("ban", what, "no effect: let in by an override");
            } else if (unlessProtected("ban", what, ban.action().text())) {
                harden(ban.action());
                longest = ban.action() == Action.DENY && isLonger(ban, longest) ? ban : longest;
                warn(ban);
            }
        }
        if (longest != null) {
            refuse(RefusalCode.BANNED.refusal(
                    Sentences.banned("You are banned here", longest), longest.until(), rulebook.settings().appeals()));
        }
        for (Overrides.Ruling ruling : rulebook.overrides().about(subjects)) {
            if (ruling.verdict() == Overrides.Verdict.DENY) {
                ownDenial(ruling);
            }
        }
    }

    private void ownDenial(Overrides.Ruling ruling) {
        String what = ruling.subject() + ", by " + ruling.by();
        if (exemption.stopsOwn(ruling.subject())) {
            step("override", what, "no effect: let in by an override");
        } else if (unlessProtected("override", what, "deny")) {
            String reason = ruling.reason() == null ? "." : ": " + ruling.reason();
            refuse(RefusalCode.BANNED.refusal(
                    "You are not let in here" + reason, null, rulebook.settings().appeals()));
        }
    }

    private void impersonation() {
        Identity.Home home = identity.home();
        if (home != null && rulebook.us().isImpersonatedBy(home)) {
            String what = home.account() + "@" + home.domain() + " is vouched for by the key " + home.domainKey()
                    + ", which is not this domain's";
            step("identity", what, "deny");
            refuse(RefusalCode.BAD_VOUCH.refusal(
                    "Whoever vouched for you used this domain's name without being it. Come without that, or through your real home.",
                    null,
                    null));
        }
    }

    private void overrides() {
        for (Overrides.Ruling ruling : rulebook.overrides().about(subjects)) {
            if (ruling.verdict() == Overrides.Verdict.ALLOW) {
                step("override", ruling.subject() + ", by " + ruling.by(), "allow");
            }
        }
    }

    private void gate() {
        Identity.Home home = identity.home();
        if (home != null && rulebook.us().isImpersonatedBy(home)) {
            return;
        }
        rulebook.gate().refuses(rulebook.us(), home).ifPresent(rule -> {
            if (exemption.passesGate()) {
                step("gate", rule, "no effect: let in by an override");
            } else if (standing.isAtLeast(Standing.MEMBER)) {
                step("gate", rule, "no effect: has a role here");
            } else {
                step("gate", rule, "deny");
                refuse(RefusalCode.HOME_REFUSED.refusal(
                        "This domain does not let you in. " + rule, null, rulebook.settings().appeals()));
            }
        });
    }

    private void lists() {
        Finding longest = null;
        for (Finding finding : findings) {
            String what = Sentences.provenance(finding);
            if (rulebook.overrides().ignores(finding)) {
                step("list", what, "no effect: ignored here");
            } else if (rulebook.us().is(finding.subject())) {
                step("list", what, "no effect: it is about this domain");
            } else if (exemption.stopsOthers(finding.subject())) {
                step("list", what, "no effect: let in by an override");
            } else if (finding.isRegister()) {
                judged(finding, what);
            } else if (unlessProtected("list", what, effect(finding))) {
                harden(finding.effective());
                longest = finding.effective() == Action.DENY && isLonger(finding, longest) ? finding : longest;
                warn(finding);
            }
        }
        if (longest != null) {
            refuse(RefusalCode.BANNED.refusal(
                    Sentences.listed("You are banned here by", longest), longest.expires(), longest.appeal()));
        }
    }

    /** A register judges the home; whoever has a role here has our own word, which is above it. */
    private void judged(Finding finding, String what) {
        if (standing.isAtLeast(Standing.MEMBER)) {
            step("register", what, "no effect: has a role here");
            return;
        }
        step("register", what, Sentences.answer(finding.effective()));
        switch (finding.effective()) {
            case MONITOR -> {
            }
            case WARN, QUARANTINE ->
                    warnings.add(new Decision.Warning(Sentences.judged(finding), finding.expires()));
            case DENY -> {
                harden(Action.DENY);
                refuse(RefusalCode.HOME_REFUSED.refusal(Sentences.judged(finding), finding.expires(),
                        finding.appeal()));
            }
        }
    }

    private Set<Permission> rules() {
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        for (Rule rule : rulebook.rules().all()) {
            if (rule.who().means(identity, subjects, standing)) {
                permissions.addAll(rule.allow());
                step("rule", rule.who().text(), Permissions.text(rule.allow()));
            }
        }
        Set<Permission> denied = EnumSet.allOf(Permission.class);
        denied.removeAll(permissions);
        if (standing == Standing.OWNER) {
            permissions.addAll(denied);
            if (!denied.isEmpty()) {
                step("rule", "owners have every permission", Permissions.text(denied));
            }
        } else if (!denied.isEmpty()) {
            step("rule", "no rule", "denied: " + Permissions.text(denied));
        }
        if (!permissions.contains(Permission.ENTER)) {
            refuse(RefusalCode.NOT_PERMITTED.refusal(
                    "This domain is for some only. To come in, ask its owner to add you; you are key:" + identity.key()
                            + ".",
                    null,
                    null));
        }
        return permissions;
    }

    private void newcomers() {
        if (standing == Standing.NEWCOMER && rulebook.settings().newcomers().quarantine()) {
            if (exemption.person()) {
                step("newcomer", "newcomers look, walk and chat only", "no effect: let in by an override");
            } else {
                step("newcomer", "newcomers look, walk and chat only", Action.QUARANTINE.text());
                if (action.compareTo(Action.QUARANTINE) < 0) {
                    warnings.add(new Decision.Warning(
                            "Newcomers look, walk and chat here. More comes with time, or with somebody who vouches for you.",
                            null));
                }
                harden(Action.QUARANTINE);
            }
        }
    }

    private boolean mutes() {
        boolean muted = false;
        for (Mute mute : rulebook.bans().mutesOf(subjects, now)) {
            String what = mute.subject() + ": \"" + mute.reason() + "\", by " + mute.by()
                    + Sentences.until(mute.until());
            if (unlessProtected("mute", what, "no chat, no voice")) {
                muted = true;
                warnings.add(new Decision.Warning(Sentences.muted(mute), mute.until()));
            }
        }
        return muted;
    }

    private void take(Set<Permission> permissions, boolean muted) {
        Set<Permission> taken = EnumSet.noneOf(Permission.class);
        if (action == Action.QUARANTINE) {
            taken.addAll(permissions);
            taken.removeAll(IN_QUARANTINE);
        }
        if (muted) {
            taken.addAll(WHEN_MUTED);
            taken.retainAll(permissions);
        }
        if (!taken.isEmpty()) {
            permissions.removeAll(taken);
            step("taken", muted ? "because of a mute or quarantine" : "because of quarantine", Permissions.text(taken));
        }
    }

    private static String effect(Finding finding) {
        return finding.effective() == finding.recommended()
                ? finding.effective().text()
                : finding.effective().text() + " (recommended: " + finding.recommended().text() + ")";
    }

    private void warn(Ban ban) {
        if (ban.action() == Action.WARN) {
            warnings.add(new Decision.Warning("A warning of the moderators: " + ban.reason(), ban.until()));
        } else if (ban.action() == Action.QUARANTINE) {
            warnings.add(
                    new Decision.Warning(Sentences.banned("You may look, walk and chat only", ban), ban.until()));
        }
    }

    private void warn(Finding finding) {
        if (finding.effective() == Action.WARN) {
            warnings.add(new Decision.Warning(Sentences.listed("You are on", finding), finding.expires()));
        } else if (finding.effective() == Action.QUARANTINE) {
            warnings.add(new Decision.Warning(
                    Sentences.listed("You may look, walk and chat only, because of", finding), finding.expires()));
        }
    }

    private static boolean isLonger(Ban ban, @Nullable Ban other) {
        return other == null || isLater(ban.until(), other.until());
    }

    private static boolean isLonger(Finding finding, @Nullable Finding other) {
        return other == null || isLater(finding.expires(), other.expires());
    }

    private static boolean isLater(@Nullable Instant end, @Nullable Instant other) {
        return other != null && (end == null || end.isAfter(other));
    }

    private boolean unlessProtected(String stage, String what, String effect) {
        step(stage, what, isProtected ? "no effect: owners and moderators are protected" : effect);
        return !isProtected;
    }

    private void harden(Action other) {
        action = action.compareTo(other) >= 0 ? action : other;
    }

    /** The first reason stays. */
    private void refuse(Decision.Refusal because) {
        if (refusal == null) {
            refusal = because;
        }
    }

    private void step(String stage, String what, String effect) {
        steps.add(new Decision.Step(stage, what, effect));
    }
}
