// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.subscription;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.Entry;
import org.freehold.moderation.banlist.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a document that came for a subscription: in force, waiting, or not believed. What was in force stays in the
 * last two cases. Pure; any thread; some ten milliseconds for a large list.
 */
public final class Receiving {
    /** How far a clock of a publisher may be ahead of ours. */
    public static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(5);
    /** A list may skip so many numbers; a leap to the last number would make every later document too old. */
    public static final long MAX_LEAP = 1000;
    /** So many entries may always come at once. */
    static final int ALWAYS_GROWTH = 50;
    /** A fifth of the entries may come, and a fifth may go, at once. */
    private static final int SHARE = 5;
    /** One of twenty people inside may be hit at once. */
    private static final int HIT_SHARE = 20;

    private final Subscription subscription;
    private final @Nullable BanList good;
    private final Received received;
    private final BanList next;
    private final Here here;
    private final Instant now;

    private Receiving(
            Subscription subscription, @Nullable BanList good, Received received, Here here, Instant now) {
        this.subscription = subscription;
        this.good = good;
        this.received = received;
        this.next = received.list();
        this.here = here;
        this.now = now;
    }

    /**
     * A document came.
     *
     * @param good the document in force, of the digest of {@link Subscription#good}; null when that is, or when it cannot be read any
     *     more: what comes then waits, as the first did
     */
    public static Outcome receive(
            Subscription subscription, @Nullable BanList good, Received received, Here here, Instant now) {
        return new Receiving(subscription, good, received, here, now).outcome();
    }

    private Outcome outcome() {
        Optional<Outcome> refusal = refusal();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (isSeen()) {
            return new Outcome.Unchanged(subscription.unchanged(now));
        }
        Diff diff = Diff.of(subscription, good, next, now);
        List<Reason> reasons = reasons(diff);
        Subscription seen = seen();
        if (reasons.isEmpty()) {
            return new Outcome.Accepted(accepted(seen, next, received.digest(), diff.removed(), now), diff);
        }
        return new Outcome.Held(
                seen.with(draft -> {
                    Subscription.Held before = seen.held();
                    draft.held = new Subscription.Held(
                            Head.of(next, received.digest()), reasons, before == null ? now : before.since());
                    draft.retracted = retracted(diff);
                }),
                reasons,
                diff);
    }

    /** With the document noted as seen, whatever becomes of it. */
    private Subscription seen() {
        return subscription.unchanged(now).with(draft -> draft.highest = new Head.Mark(next.seq(), received.digest()));
    }

    private Set<String> retracted(Diff diff) {
        Set<String> retracted = new HashSet<>(subscription.retracted());
        diff.retracted().forEach(retraction -> retracted.add(retraction.id()));
        return retracted;
    }

    // What is not believed.

    private Optional<Outcome> refusal() {
        if (!subscription.keys().keys().contains(next.issuer())) {
            return refused(Fault.of("wrong-issuer", "issuer", next.issuer(), subscription.key() + ", the pinned key"));
        }
        Head known = known();
        if (known != null && !known.list().equals(next.list())) {
            return refused(Fault.of("wrong-list", "list", next.list(), known.list()));
        }
        if (next.issued().isAfter(now.plus(CLOCK_DIFFERENCE))) {
            return refused(
                    Fault.of("future", "issued", next.issued(), "not after " + now + "; one of the clocks is wrong"));
        }
        Head inForce = subscription.good();
        if (inForce != null && next.issued().isBefore(inForce.issued()) && !isSeen()) {
            return refused(Fault.of(
                    "rollback", "issued", next.issued(),
                    "not before " + inForce.issued() + ", as the document in force"));
        }
        Optional<Outcome> chain = subscription.highest() == null ? Optional.empty() : chain(subscription.highest());
        if (chain.isPresent()) {
            return chain;
        }
        return !isSeen() && !now.isBefore(next.expires())
                ? refused(Fault.of("expired", "expires", next.expires(),
                        "after " + now + "; the publisher has to issue the list again"))
                : Optional.empty();
    }

    private boolean isSeen() {
        Head.Mark highest = subscription.highest();
        return highest != null && highest.digest().equals(received.digest());
    }

    private @Nullable Head known() {
        Subscription.Held held = subscription.held();
        return subscription.good() != null || held == null ? subscription.good() : held.head();
    }

    private Optional<Outcome> chain(Head.Mark highest) {
        if (next.seq() < highest.seq()) {
            return refused(
                    Fault.of("rollback", "seq", next.seq(), "at least " + highest.seq() + ", which was seen before"));
        }
        if (next.seq() == highest.seq()) {
            return received.digest().equals(highest.digest())
                    ? Optional.empty()
                    : forked(next.seq(), highest.digest());
        }
        if (next.seq() - highest.seq() > MAX_LEAP) {
            return refused(Fault.of(
                    "fast-forward", "seq", next.seq(), "at most " + (highest.seq() + MAX_LEAP) + ", " + MAX_LEAP
                            + " after the last; a change of keys begins anew"));
        }
        String first = received.between().isEmpty() ? next.previous() : received.between().getFirst().previous();
        long firstSeq = received.between().isEmpty() ? next.seq() : received.between().getFirst().seq();
        return firstSeq == highest.seq() + 1 && !highest.digest().equals(first)
                ? forked(highest.seq(), highest.digest())
                : Optional.empty();
    }

    private Optional<Outcome> forked(long seq, String one) {
        String other = received.digest();
        Fault fault = new Fault(
                "fork", "seq " + seq + ": " + other + " (expected: " + one + "; the publisher signed two histories)");
        List<Subscription.Fork> forks = new ArrayList<>(subscription.forks());
        boolean isNew = forks.stream().noneMatch(fork -> fork.other().equals(other));
        if (isNew && forks.size() < Subscription.MAX_FORKS) {
            forks.add(new Subscription.Fork(seq, one, other, now));
        }
        return Optional.of(new Outcome.Refused(
                subscription.failed(fault, now).with(draft -> draft.forks = List.copyOf(forks)), fault, isNew));
    }

    private Optional<Outcome> refused(Fault fault) {
        return Optional.of(new Outcome.Refused(subscription.failed(fault, now), fault, false));
    }

    // What waits.

    private List<Reason> reasons(Diff diff) {
        List<Reason> reasons = new ArrayList<>();
        if (good == null) {
            reasons.add(Reason.FIRST);
            return reasons;
        }
        if (subscription.repinned()) {
            reasons.add(Reason.NEW_KEY);
        }
        if (subscription.highest() != null && !isChained(subscription.highest())) {
            reasons.add(Reason.GAP);
        }
        if (diff.growth() > Math.max(ALWAYS_GROWTH, diff.before() / SHARE)) {
            reasons.add(Reason.GROWTH);
        }
        if (diff.removal() * SHARE > diff.before()) {
            reasons.add(Reason.REMOVAL);
        }
        if (hits(diff) * HIT_SHARE > here.people().size()) {
            reasons.add(Reason.HITS);
        }
        if (subscription.settings().review() && !diff.onlyRetracts()) {
            reasons.add(Reason.REVIEW);
        }
        return reasons;
    }

    private boolean isChained(Head.Mark highest) {
        long seq = highest.seq();
        String digest = highest.digest();
        for (Received.Link link : received.between()) {
            if (link.seq() != seq + 1 || !digest.equals(link.previous())) {
                return false;
            }
            seq = link.seq();
            digest = link.digest();
        }
        return next.seq() == seq + 1 && digest.equals(next.previous());
    }

    /** How many of those inside would be hit, or hit harder, than now. */
    private int hits(Diff diff) {
        if (here.people().isEmpty()) {
            return 0;
        }
        Subscription after = accepted(subscription, next, received.digest(), diff.removed(), now);
        return Effects.between(here, subscription.id(), ListPart.of(after, next, here.self()), now)
                .size();
    }

    // What is in force.

    /**
     * With the document in force.
     *
     * @param vanished entries that are kept for a grace; none when the operator saw that they go
     */
    static Subscription accepted(
            Subscription subscription, BanList next, String digest, List<Entry> vanished, Instant now) {
        Map<String, Subscription.Missing> missing = new HashMap<>();
        for (Entry entry : vanished) {
            Subscription.Missing before = subscription.missing().get(entry.id());
            missing.put(entry.id(), before == null ? new Subscription.Missing(entry, now) : before);
        }
        return subscription.with(draft -> {
            draft.good = Head.of(next, digest);
            draft.held = null;
            draft.missing = missing;
            draft.retracted = Set.of();
            draft.repinned = false;
            draft.changed = now;
        });
    }
}
