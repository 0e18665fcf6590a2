// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.subscription;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.Entry;
import org.freehold.moderation.banlist.Retraction;
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

    /** Copies. */
    public Diff {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        removed = List.copyOf(removed);
        retracted = List.copyOf(retracted);
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
        Map<String, Entry> before = inForce(subscription, good, now);
        Map<String, Entry> gone = new HashMap<>(before);
        Set<String> ended = next.retracted();
        List<Entry> added = new ArrayList<>();
        List<Changed> changed = new ArrayList<>();
        for (Entry entry : next.entries()) {
            if (next.isSelfTest(entry) || ended.contains(entry.id()) || !entry.holdsAt(now)) {
                continue;
            }
            Entry earlier = before.get(entry.id());
            gone.remove(entry.id());
            if (subscription.isDismissed(entry)) {
                continue;
            }
            if (earlier == null) {
                added.add(entry);
            } else if (!isSame(earlier, entry)) {
                changed.add(new Changed(earlier, entry));
            }
        }
        List<Retraction> retracted = next.retractions().stream()
                .filter(retraction -> before.containsKey(retraction.id()))
                .toList();
        ended.forEach(gone::remove);
        return new Diff(before.size(), added, changed, List.copyOf(gone.values()), retracted);
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

    private static Map<String, Entry> inForce(Subscription subscription, @Nullable BanList good, Instant now) {
        Map<String, Entry> entries = new HashMap<>();
        if (good != null) {
            Set<String> ended = good.retracted();
            for (Entry entry : good.entries()) {
                boolean over = ended.contains(entry.id())
                        || subscription.retracted().contains(entry.id());
                if (!good.isSelfTest(entry) && !over && entry.holdsAt(now) && !subscription.isDismissed(entry)) {
                    entries.put(entry.id(), entry);
                }
            }
        }
        subscription.missing().forEach((id, missing) -> {
            if (now.isBefore(missing.end())
                    && !subscription.retracted().contains(id)
                    && !subscription.isDismissed(missing.entry())) {
                entries.put(id, missing.entry());
            }
        });
        return entries;
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
