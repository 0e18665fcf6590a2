// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.subscription;

import java.util.Set;
import org.freehold.moderation.Action;
import org.freehold.moderation.Moment;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.Scope;
import org.jspecify.annotations.Nullable;

/** What one subscription contributes to the {@link ListIndex}. Immutable; making one takes some ten milliseconds for a large list. */
public final class ListPart {
    private final Subscription subscription;
    private final Head head;
    private final EntryTable table;
    private final Set<String> keys;

    private ListPart(Subscription subscription, Head head, EntryTable table) {
        this.subscription = subscription;
        this.head = head;
        this.table = table;
        this.keys = subscription.everyKey();
    }

    /**
     * The part of this subscription; null when nothing of it was applied yet.
     *
     * @param document whole, of the digest of {@link Subscription#good}
     * @param self fingerprints of this domain's own keys, of now and before
     */
    public static @Nullable ListPart of(Subscription subscription, @Nullable BanList document, Set<String> self) {
        Head head = subscription.good();
        return head == null || document == null
                ? null
                : new ListPart(subscription, head, EntryTable.of(subscription.inForce(document, self)));
    }

    /**
     * The same entries with other settings, in no time. Only for changes of {@link Subscription#settings}, of leaving and of failures;
     * everything else needs {@link #of}.
     */
    public ListPart with(Subscription changed) {
        return new ListPart(changed, head, table);
    }

    String id() {
        return subscription.id();
    }

    Subscription subscription() {
        return subscription;
    }

    /** Fingerprints of all keys that the publisher has or had. */
    Set<String> keys() {
        return keys;
    }

    Head head() {
        return head;
    }

    EntryTable table() {
        return table;
    }

    /** How hard this list says it, before this domain's trust in it. */
    Action strength(EntryTable.Row row, Moment now) {
        if (row.unknownCategory() || head.scope() == Scope.ROLEPLAY) {
            return Action.MONITOR;
        }
        boolean silent = !now.isBefore(head.expires().plus(Subscription.STALE_GRACE));
        return silent ? row.action().atMost(Action.WARN) : row.action();
    }

    /** The hardest that can follow from this row here, without regard to other lists. */
    Action capped(EntryTable.Row row, Moment now) {
        Action action = strength(row, now).atMost(subscription.settings().cap(row.categories()));
        return subscription.leaving() == null ? action : action.atMost(Action.QUARANTINE);
    }
}
