// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.subscription;

import java.time.Instant;
import java.util.AbstractList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.Entries;
import org.freehold.moderation.banlist.Entry;
import org.freehold.moderation.banlist.Retraction;
import org.freehold.moderation.banlist.Retractions;
import org.freehold.moderation.banlist.TextTable;
import org.jspecify.annotations.Nullable;

/**
 * What a document changes.
 *
 * @param before how many entries were in force, of which nothing ended by itself
 * @param removed vanished without retraction
 * @param retracted ended by the publisher, who says why
 */
public record Diff(
        int before, List<Entry> added, List<Changed> changed, List<Entry> removed, List<Retraction> retracted) {

    /** Packs, since a first document adds all that it has. */
    public Diff {
        added = Entries.copyOf(added);
        changed = changed instanceof Pairs ? changed : List.copyOf(changed);
        removed = Entries.copyOf(removed);
        retracted = Retractions.copyOf(retracted);
    }

    /** An entry before and after. */
    public record Changed(Entry before, Entry after) {
        /** True when it means somebody else or is harder than before. */
        boolean isHarder() {
            return !before.subject().equals(after.subject())
                    || after.action().compareTo(before.action()) > 0
                    || (before.hasUnknownCategory() && !after.hasUnknownCategory());
        }

        /** True when it is milder or ends earlier than before; whoever takes over a list could free everybody so. */
        boolean isMilder() {
            return after.action().compareTo(before.action()) < 0
                    || after.expires().isBefore(before.expires())
                    || (!before.hasUnknownCategory() && after.hasUnknownCategory());
        }
    }

    /** Between the document in force and a newer one; without one in force, everything is added. What is dismissed is no change. */
    static Diff of(Subscription subscription, @Nullable BanList good, BanList next, Instant now) {
        InForce before = new InForce(subscription, good, now);
        int count = before.left().cardinality();
        TextTable ended = next.retracted();
        Entries.Builder added = new Entries.Builder();
        Entries.Builder changedFrom = new Entries.Builder();
        Entries.Builder changedTo = new Entries.Builder();
        for (Entry entry : next.entries()) {
            if (next.isSelfTest(entry) || ended.contains(entry.id()) || !entry.holdsAt(now)) {
                continue;
            }
            Entry earlier = before.take(entry.id());
            if (subscription.isDismissed(entry)) {
                continue;
            }
            if (earlier == null) {
                added.add(entry);
            } else if (!isSame(earlier, entry)) {
                changedFrom.add(earlier);
                changedTo.add(entry);
            }
        }
        Retractions.Builder retracted = new Retractions.Builder();
        for (Retraction retraction : next.retractions()) {
            if (before.take(retraction.id()) != null) {
                retracted.add(retraction);
            }
        }
        Entries.Builder removed = new Entries.Builder();
        before.left().stream().mapToObj(before::entry).forEach(removed::add);
        return new Diff(
                count,
                added.build(),
                new Pairs(changedFrom.build(), changedTo.build()),
                removed.build(),
                retracted.build());
    }

    /** True when nothing changes, except that entries end. */
    boolean onlyRetracts() {
        return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
    }

    /** How many people more, or harder, are listed. */
    int growth() {
        return added.size() + (int) changed.stream().filter(Changed::isHarder).count();
    }

    /** How many are listed no more, or milder, though nobody says why. */
    int removal() {
        return removed.size() + (int) changed.stream().filter(Changed::isMilder).count();
    }

    /** What is in force before, by id: numbers of entries of the document, and behind them those that vanished. */
    private static final class InForce {
        private final List<Entry> document;
        private final List<Entry> missing;
        private final TextTable numbers = new TextTable();
        private final BitSet left = new BitSet();

        InForce(Subscription subscription, @Nullable BanList good, Instant now) {
            document = good == null ? List.of() : good.entries();
            if (good != null) {
                put(subscription, good, now);
            }
            missing = subscription.missing().values().stream()
                    .filter(each -> now.isBefore(each.end())
                            && !subscription.retracted().contains(each.entry().id())
                            && !subscription.isDismissed(each.entry()))
                    .map(Subscription.Missing::entry)
                    .toList();
            for (int i = 0; i < missing.size(); i++) {
                put(missing.get(i).id(), document.size() + i);
            }
        }

        private void put(Subscription subscription, BanList good, Instant now) {
            TextTable ended = good.retracted();
            for (int i = 0; i < document.size(); i++) {
                Entry entry = document.get(i);
                boolean over = ended.contains(entry.id())
                        || subscription.retracted().contains(entry.id());
                if (!good.isSelfTest(entry) && !over && entry.holdsAt(now) && !subscription.isDismissed(entry)) {
                    put(entry.id(), i);
                }
            }
        }

        private void put(String id, int number) {
            int instead = numbers.get(id, -1);
            if (instead >= 0) {
                left.clear(instead);
            }
            numbers.put(id, number);
            left.set(number);
        }

        Entry entry(int number) {
            return number < document.size() ? document.get(number) : missing.get(number - document.size());
        }

        /** The entry of this id, which is left no more; null when it is not in force. */
        @Nullable
        Entry take(String id) {
            int number = numbers.get(id, -1);
            if (number < 0) {
                return null;
            }
            left.clear(number);
            return entry(number);
        }

        /** Numbers of those that were not taken. */
        BitSet left() {
            return left;
        }
    }

    /** Entries before and after, packed, since a document may change all that it has. */
    private static final class Pairs extends AbstractList<Changed> implements RandomAccess {
        private final Entries before;
        private final Entries after;

        Pairs(Entries before, Entries after) {
            this.before = before;
            this.after = after;
        }

        @Override
        public Changed get(int at) {
            return new Changed(before.get(at), after.get(at));
        }

        @Override
        public int size() {
            return before.size();
        }
    }

    /** Without the origin of own entries, which changes with the publisher's key. */
    private static boolean isSame(Entry one, Entry other) {
        return one.subject().equals(other.subject())
                && one.action() == other.action()
                && one.categories().equals(other.categories())
                && Objects.equals(one.grades(), other.grades())
                && one.reason().equals(other.reason())
                && Objects.equals(one.relay(), other.relay())
                && Objects.equals(one.evidence(), other.evidence())
                && one.expires().equals(other.expires())
                && Objects.equals(one.review(), other.review());
    }
}
