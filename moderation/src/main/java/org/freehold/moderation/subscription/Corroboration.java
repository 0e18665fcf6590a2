// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.subscription;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.freehold.moderation.Action;
import org.freehold.moderation.Moment;

/**
 * Who says the same about one subject independently: whoever found it out. Relays count nothing, an issuer with several lists counts once, under all keys that it ever had,
 * and so do issuers who show the same evidence or say it with the same words since the same second: one of them copied.
 */
final class Corroboration {
    private final List<Voice> voices = new ArrayList<>();

    /** {@code keys}: of all who count as this one. */
    private record Voice(String origin, Set<String> keys, Action strength, EntryTable.Row row) {

        Voice and(Voice other) {
            Set<String> all = new HashSet<>(keys);
            all.addAll(other.keys);
            return new Voice(origin, all, strength.compareTo(other.strength) > 0 ? strength : other.strength, row);
        }
    }

    /** Counts a statement about the subject. */
    void add(ListPart part, EntryTable.Row row, Moment now) {
        if (row.relayed()) {
            return;
        }
        Voice voice = new Voice(row.origin(), part.keys(), part.strength(row, now), row);
        for (int i = 0; i < voices.size(); i++) {
            Voice other = voices.get(i);
            if (isOne(voice, other)) {
                voices.set(i, other.and(voice));
                return;
            }
        }
        voices.add(voice);
    }

    private static boolean isOne(Voice one, Voice other) {
        EntryTable.Row a = one.row();
        EntryTable.Row b = other.row();
        return !Collections.disjoint(one.keys(), other.keys())
                || (a.evidence() != 0 && a.evidence() == b.evidence())
                || (a.since().equals(b.since()) && a.reason().equals(b.reason()));
    }

    /** The hardest that so many origins agree on; {@link Action#MONITOR} when there are fewer. */
    Action agreed(int origins) {
        if (voices.size() < origins) {
            return Action.MONITOR;
        }
        return voices.stream()
                .map(Voice::strength)
                .sorted(Comparator.reverseOrder())
                .skip(origins - 1L)
                .findFirst()
                .orElse(Action.MONITOR);
    }

    /** Fingerprints of all independent origins except this one. */
    List<String> besides(String origin) {
        return voices.stream()
                .map(Voice::origin)
                .filter(each -> !each.equals(origin))
                .toList();
    }
}
