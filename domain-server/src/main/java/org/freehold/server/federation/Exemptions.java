// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import java.net.URI;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.freehold.moderation.HostName;
import org.freehold.moderation.Standing;
import org.freehold.moderation.Subject;
import org.freehold.moderation.admission.Overrides;
import org.freehold.moderation.admission.Rulebook;
import org.freehold.moderation.subscription.Exempt;
import org.freehold.moderation.subscription.Subscription;

/**
 * Whom no list can touch here: this domain, those who run it, the publishers that it follows, and whom an override lets in. Any thread.
 */
final class Exemptions {
    private Exemptions() {}

    /** By these rules, for who follows these lists. */
    static Exempt of(Rulebook rulebook, Collection<Subscription> followed) {
        Set<Subject> guarded = new HashSet<>();
        rulebook.us().keys().forEach(key -> guarded.add(new Subject(Subject.Kind.HOME, key)));
        rulebook.us().hosts().forEach(host -> guarded.add(new Subject(Subject.Kind.HOME, host)));
        rulebook.roster().entries().values().stream()
                .filter(entry -> entry.standing().isAtLeast(Standing.MODERATOR))
                .forEach(entry -> guarded.add(entry.subject()));
        for (Subscription subscription : followed) {
            String authority = URI.create(subscription.url()).getAuthority();
            HostName.canonical(authority).ifPresent(host -> guarded.add(new Subject(Subject.Kind.HOME, host)));
            subscription.everyKey().forEach(key -> guarded.add(new Subject(Subject.Kind.HOME, key)));
        }
        Set<Subject> allowed = new HashSet<>();
        rulebook.overrides().verdicts().values().stream()
                .filter(ruling -> ruling.verdict() == Overrides.Verdict.ALLOW)
                .forEach(ruling -> allowed.add(ruling.subject()));
        return new Exempt(guarded, allowed);
    }
}
