// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.subscription;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.freehold.moderation.Action;

/**
 * Who says the same about one subject independently: whoever found it out. Relays count nothing, an issuer with several lists counts once,
 * and so do issuers who show the same evidence or say it with the same words since the same second: one of them copied.
 */
final class Corroboration {
    private final List<Voice> voices = new ArrayList<>();

    private record Voice(String origin, Action strength, EntryTable.Row row) {}

    /** Counts a statement about the subject. */
    void add(ListPart part, EntryTable.Row row, Instant now) {
        if (row.relayed()) {
            return;
        }
        Voice voice = new Voice(row.origin(), part.strength(row, now), row);
        for (int i = 0; i < voices.size(); i++) {
            Voice other = voices.get(i);
            if (isOne(voice, other)) {
                if (voice.strength().compareTo(other.strength()) > 0) {
                    voices.set(i, new Voice(other.origin(), voice.strength(), other.row()));
                }
                return;
            }
        }
        voices.add(voice);
    }

    private static boolean isOne(Voice one, Voice other) {
        EntryTable.Row a = one.row();
        EntryTable.Row b = other.row();
        return one.origin().equals(other.origin())
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
