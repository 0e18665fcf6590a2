// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.freehold.moderation.Decision;
import org.freehold.moderation.Identity;
import org.freehold.moderation.Subject;
import org.freehold.moderation.admission.Admission;
import org.freehold.moderation.admission.History;
import org.freehold.moderation.admission.JoinRate;
import org.freehold.moderation.admission.Rulebook;

/**
 * Decides who may come in and do what, by the rulebook of now: the one place where that is decided, for visitors and for who asks the
 * desk. Any thread, never blocks.
 */
public final class AccessPolicy {
    private final Visits visits;
    private final InstantSource clock;
    private final AtomicReference<JoinRate> joins;
    private volatile Rulebook rulebook;

    public AccessPolicy(Rulebook rulebook, Visits visits, InstantSource clock) {
        this.rulebook = rulebook;
        this.visits = visits;
        this.clock = clock;
        this.joins = new AtomicReference<>(JoinRate.full(rulebook.settings().newcomers(), clock.instant()));
    }

    /** What decides now. */
    public Rulebook rulebook() {
        return rulebook;
    }

    /** Whether a decision would come out the same again: it is by the rulebook of now, and nothing that it was made of is over. */
    @SuppressWarnings("ReferenceEquality") // to compare what is in two rulebooks takes longer than to decide
    boolean holds(Decision decision, Rulebook by) {
        return by == rulebook && decision.holds(clock.instant());
    }

    /** Decides by another rulebook from now on; {@link Sessions#reconsider} follows. */
    public void replace(Rulebook next) {
        rulebook = next;
    }

    /** How long somebody has been coming. */
    public History historyOf(Identity identity) {
        return visits.historyOf(identity);
    }

    /** Whether this key, by its fingerprint, was here before or has a role. */
    boolean isKnown(String key) {
        return rulebook.roster().entries().containsKey(new Subject(Subject.Kind.KEY, key))
                || historyOf(Identity.ofKey(key)).visits() > 0;
    }

    /** Decides about somebody with the history that they had when they came. */
    public Decision decide(Identity identity, History history) {
        return Admission.decide(rulebook, identity, history, clock.instant());
    }

    /** Decides about somebody who asks something of the domain. */
    public Decision decide(Identity identity) {
        return decide(identity, historyOf(identity));
    }

    /** The places that somebody whom a decision of that time lets in may not be in, and why; by their canonical names. */
    Map<String, Decision.Refusal> closedPlaces(Identity identity, Instant time) {
        return Admission.closedPlaces(rulebook, identity, time);
    }

    /** Why somebody whom the decision lets in has to wait, if so: too many new people at once. Who is on this machine is none of those. */
    Optional<Decision.Refusal> mustWait(Decision decision, Identity identity, History history) {
        if (identity.fromThisMachine() || !JoinRate.concerns(decision, history)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        while (true) {
            JoinRate before = joins.get();
            JoinRate.Answer answer = before.ask(rulebook.settings().newcomers(), now);
            if (joins.compareAndSet(before, answer.after())) {
                return answer.admitted() ? Optional.empty() : Optional.of(answer.refusal(now));
            }
        }
    }

    void came(Identity identity, String name) {
        visits.came(identity, name);
    }

    void left(Identity identity, String name) {
        visits.left(identity, name);
    }
}
