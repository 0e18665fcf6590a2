// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.banlist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.freehold.moderation.Action;
import org.freehold.moderation.Subject;
import org.junit.jupiter.api.Test;

final class EntriesTest {
    private static final String LONG = "a reason of some length, with é and 🦊, ".repeat(7);

    @Test
    void givesBackWhatWasPacked() {
        Random random = new Random(1);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            entries.add(entry(i, random));
        }
        Entries packed = Entries.copyOf(entries);
        assertEquals(entries, packed);
        assertEquals(entries.get(2_999).subject(), packed.subject(2_999));
        assertSame(packed, Entries.copyOf(packed));
        assertEquals(List.of(), Entries.copyOf(List.of()));
        assertThrows(IndexOutOfBoundsException.class, () -> packed.get(3_000));
    }

    @Test
    void takesRowsThatAreLongerThanAPiece() {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Entry each = entry(i, new Random(i));
            entries.add(new Entry("x".repeat(60_000), new Subject(Subject.Kind.HOME, "y".repeat(60_000)), each.action(),
                    each.categories(), null, "z".repeat(i * 6_000), each.origin(), null, null, each.since(),
                    each.expires(), null));
        }
        assertEquals(entries, Entries.copyOf(entries));
    }

    @Test
    void countsTextsAsAMapWould() {
        Random random = new Random(2);
        TextTable table = new TextTable();
        Map<String, Integer> map = new HashMap<>();
        assertFalse(table.contains("0"));
        for (int i = 0; i < 20_000; i++) {
            String text = Integer.toString(random.nextInt(5_000));
            assertEquals(map.merge(text, 1, Integer::sum), table.count(text));
        }
        for (int i = 0; i < 6_000; i++) {
            String text = Integer.toString(i);
            assertEquals(map.getOrDefault(text, -1), table.get(text, -1));
        }
    }

    private static Entry entry(int number, Random random) {
        boolean grades = random.nextBoolean();
        return new Entry(
                "e-" + number,
                new Subject(any(random, Subject.Kind.values()), "somebody-" + number),
                any(random, Action.values()),
                grades ? List.of() : List.of("spam", "c" + random.nextInt(3)),
                grades ? new Entry.Grades(any(random, Grade.values()), Grade.POOR) : null,
                LONG.substring(0, LONG.offsetByCodePoints(0, random.nextInt(100))),
                Lists.key("origin " + random.nextInt(3)),
                random.nextBoolean()
                        ? null
                        : new Entry.Relay("https://b.example/list", "r-" + number, Action.WARN, "sha-256:x"),
                random.nextBoolean() ? null : "sha-256:" + number,
                Lists.NOON,
                Lists.NOON.plusSeconds(number),
                random.nextBoolean() ? null : LocalDate.of(2026, 12, 19));
    }

    private static <T> T any(Random random, T[] of) {
        return of[random.nextInt(of.length)];
    }
}
