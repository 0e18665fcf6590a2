// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.subscription;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.freehold.moderation.Moment;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.Entries;
import org.freehold.moderation.banlist.Entry;
import org.freehold.moderation.banlist.Fault;
import org.freehold.moderation.banlist.TextTable;
import org.freehold.moderation.signed.KeySet;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one list that this domain follows. Changes make a new one; every change is a function of what is here, what came,
 * and the time. It works without the publisher: nothing here needs the next document.
 *
 * @param id name of the subscription here
 * @param url where the list is fetched; a mirror is as good
 * @param keys that the documents must be issued and signed by: the pinned one, or those that it led to
 * @param formerKeys fingerprints of the keys before; one publisher all the same
 * @param good the document that is in force; null before the first was applied
 * @param highest the newest document that was ever seen with a good signature, in force or not; null before the first and after a
 *     change of keys. Never forgotten, so that nothing older can come back
 * @param held a newer document that waits for the operator; null for none
 * @param missing entries that vanished without retraction, by id; in force for {@link #MISSING_GRACE}
 * @param retracted ids of entries of {@code good} that a held document retracts; they end at once
 * @param dismissed entries that the operator does not want to hear of
 * @param forks proofs that the publisher signed two histories
 * @param repinned true when the next document waits because the key was pinned by hand
 * @param leaving when the operator began to leave; null for not leaving
 * @param failure of the last attempt to fetch; null after a success
 * @param fetched last success; null for none
 * @param changed when {@code good} last changed; null for never
 */
public record Subscription(
        String id,
        String url,
        KeySet keys,
        Set<String> formerKeys,
        Settings settings,
        @Nullable Head good,
        Head.@Nullable Mark highest,
        @Nullable Held held,
        Map<String, Missing> missing,
        Set<String> retracted,
        Set<Dismissal> dismissed,
        List<Fork> forks,
        boolean repinned,
        @Nullable Instant leaving,
        @Nullable Failure failure,
        @Nullable Instant fetched,
        @Nullable Instant changed) {

    /** How long a list stays in force after it expired, while its publisher is silent; afterwards it only warns. */
    public static final Duration STALE_GRACE = Duration.ofDays(7);
    /** How long an entry that vanished without retraction stays in force. */
    public static final Duration MISSING_GRACE = Duration.ofDays(14);
    /** How long a list that is being left still quarantines, before it is gone. */
    public static final Duration LEAVING_STEP = Duration.ofDays(7);
    /** Proofs of forks that are kept, each with two whole documents: one is enough to show what a publisher did. */
    static final int MAX_FORKS = 3;

    /** Copies. */
    public Subscription {
        formerKeys = Set.copyOf(formerKeys);
        missing = Map.copyOf(missing);
        retracted = Set.copyOf(retracted);
        dismissed = Set.copyOf(dismissed);
        forks = List.copyOf(forks);
    }

    /** A document that waits, and why. */
    public record Held(Head head, List<Reason> reasons, Instant since) {
        /** Copies. */
        public Held {
            reasons = List.copyOf(reasons);
        }
    }

    /** An entry that vanished without retraction. */
    public record Missing(Entry entry, Instant since) {
        /** When it ends here. */
        Instant end() {
            Instant grace = since.plus(MISSING_GRACE);
            return entry.expires().isBefore(grace) ? entry.expires() : grace;
        }
    }

    /** An entry that is ignored, as long as it means the same subject. */
    public record Dismissal(String entry, String subject) {
        /** Of this entry. */
        public static Dismissal of(Entry entry) {
            return new Dismissal(entry.id(), entry.subject().text());
        }
    }

    /**
     * Two signed documents of which only one can be true; both are kept under their digests.
     *
     * @param seq where the histories part
     */
    public record Fork(long seq, String one, String other, Instant seen) {}

    /** Why nothing was taken over. */
    public record Failure(Fault fault, Instant since, Instant last) {}

    /** Where a subscription stands, for people. */
    public enum State {
        NEW,
        CURRENT,
        STALE,
        HELD,
        LEAVING,
        BROKEN,
        GONE;

        /** As shown, such as {@code held}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A new subscription: watched only, and nothing is in force before the operator applied the first document.
     *
     * @param key fingerprint that the operator pins
     */
    public static Subscription to(String id, String url, String key, Settings settings) {
        return new Subscription(
                id, url, KeySet.pinned(key), Set.of(), settings, null, null, null, Map.of(), Set.of(), Set.of(),
                List.of(), false, null, null,
                null, null);
    }

    /** The keys as people read them: fingerprints, usually one. */
    public String key() {
        return String.join(" ", keys.keys());
    }

    /** Fingerprints of the keys of now and before. */
    public Set<String> everyKey() {
        Set<String> every = new TreeSet<>(formerKeys);
        every.addAll(keys.keys());
        return every;
    }

    /** The first that is true: gone, leaving, broken, held, new, stale, current. */
    public State state(Instant now) {
        if (leaving != null) {
            return isGone(now) ? State.GONE : State.LEAVING;
        }
        if (failure != null) {
            return State.BROKEN;
        }
        if (held != null && good != null) {
            return State.HELD;
        }
        if (good == null) {
            return State.NEW;
        }
        return now.isBefore(good.expires()) ? State.CURRENT : State.STALE;
    }

    /** True when leaving is over, and nothing of the list is in force. */
    public boolean isGone(Instant now) {
        return isGone(new Moment(now));
    }

    boolean isGone(Moment now) {
        return leaving != null && !now.isBefore(leaving.plus(LEAVING_STEP));
    }

    /** The fetch failed; what is in force stays as it is. */
    public Subscription failed(Fault fault, Instant now) {
        return with(draft -> draft.failure = new Failure(fault, failure == null ? now : failure.since(), now));
    }

    /** The publisher has nothing new. */
    public Subscription unchanged(Instant now) {
        return with(draft -> {
            draft.failure = null;
            draft.fetched = now;
        });
    }

    public Subscription withSettings(Settings changedSettings) {
        return with(draft -> draft.settings = changedSettings);
    }

    public Subscription withUrl(String changedUrl) {
        return with(draft -> draft.url = changedUrl);
    }

    /** Ignores an entry from now on, or no longer. */
    public Subscription dismissing(Dismissal dismissal, boolean ignored) {
        return with(draft -> {
            draft.dismissed = new HashSet<>(dismissed);
            if (ignored) {
                draft.dismissed.add(dismissal);
            } else {
                draft.dismissed.remove(dismissal);
            }
        });
    }

    /** The publisher changed its key in the way that proves it: the counter begins anew, and what is in force stays. */
    public Subscription rotated(KeySet newKeys) {
        return with(draft -> {
            draft.formerKeys = everyKey();
            draft.formerKeys.removeAll(newKeys.keys());
            draft.keys = newKeys;
            draft.highest = null;
            draft.held = null;
        });
    }

    /** The operator pins another key by hand: the same, and the next document waits. */
    public Subscription repinned(String newKey) {
        return rotated(KeySet.pinned(newKey)).with(draft -> draft.repinned = true);
    }

    /** Begins to leave: denials become quarantine at once, and end after {@link #LEAVING_STEP}. */
    public Subscription leave(Instant now) {
        return leaving != null ? this : with(draft -> draft.leaving = now);
    }

    /** Ends without steps. */
    public Subscription leaveNow(Instant now) {
        return with(draft -> draft.leaving = now.minus(LEAVING_STEP));
    }

    /** Stays after all. */
    public Subscription stay() {
        return with(draft -> draft.leaving = null);
    }

    /**
     * The entries that are in force, without the self-test, as this subscription sees the document {@link #good}.
     *
     * @param document whole, of the digest of {@link #good}; null exactly when {@link #good} is
     * @param self fingerprints of this domain's own keys, of now and before: what began here does not come back through relays
     */
    public List<Entry> inForce(@Nullable BanList document, Set<String> self) {
        if (document == null) {
            return List.of();
        }
        TextTable ended = document.retracted();
        Entries.Builder entries = new Entries.Builder();
        for (Entry entry : document.entries()) {
            if (!document.isSelfTest(entry) && !ended.contains(entry.id()) && isWanted(entry, self)) {
                entries.add(entry);
            }
        }
        for (Missing each : missing.values()) {
            if (isWanted(each.entry(), self)) {
                entries.add(each.entry().until(each.end()));
            }
        }
        return entries.build();
    }

    private boolean isWanted(Entry entry, Set<String> self) {
        return !retracted.contains(entry.id()) && !self.contains(entry.origin()) && !isDismissed(entry);
    }

    /** True when the operator does not want to hear of this entry. */
    boolean isDismissed(Entry entry) {
        return !dismissed.isEmpty() && dismissed.contains(Dismissal.of(entry));
    }

    /** The same with changes. */
    Subscription with(Consumer<Draft> changes) {
        Draft draft = new Draft(this);
        changes.accept(draft);
        return draft.subscription();
    }

    /** A subscription while it is changed. */
    static final class Draft {
        private final String id;
        String url;
        KeySet keys;
        Set<String> formerKeys;
        Settings settings;
        @Nullable
        Head good;
        Head.@Nullable Mark highest;
        @Nullable
        Held held;
        Map<String, Missing> missing;
        Set<String> retracted;
        Set<Dismissal> dismissed;
        List<Fork> forks;
        boolean repinned;
        @Nullable
        Instant leaving;
        @Nullable
        Failure failure;
        @Nullable
        Instant fetched;
        @Nullable
        Instant changed;

        private Draft(Subscription from) {
            id = from.id;
            url = from.url;
            keys = from.keys;
            formerKeys = from.formerKeys;
            settings = from.settings;
            good = from.good;
            highest = from.highest;
            held = from.held;
            missing = from.missing;
            retracted = from.retracted;
            dismissed = from.dismissed;
            forks = from.forks;
            repinned = from.repinned;
            leaving = from.leaving;
            failure = from.failure;
            fetched = from.fetched;
            changed = from.changed;
        }

        private Subscription subscription() {
            return new Subscription(
                    id, url, keys, formerKeys, settings, good, highest, held, missing, retracted, dismissed, forks,
                    repinned,
                    leaving, failure,
                    fetched, changed);
        }
    }
}
