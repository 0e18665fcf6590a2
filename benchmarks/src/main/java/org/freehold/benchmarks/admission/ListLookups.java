// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.freehold.moderation.Subject;
import org.freehold.moderation.Thumbprint;
import org.freehold.moderation.subscription.ListIndex;

/** Asks an index about people, one of ten of whom is listed, and says how long each answer took. */
public final class ListLookups {
    private static final int PEOPLE = 20_000;
    private static final int LISTED = 10;

    private final ListIndex index;
    private final List<List<Subject>> people = new ArrayList<>();

    /** Asks about people of these lists. */
    public ListLookups(ManyLists lists, int publishers) {
        index = lists.index();
        Random random = new Random(4);
        for (int i = 0; i < PEOPLE; i++) {
            Subject listed = ManyLists.subject(random.nextInt(publishers), random.nextInt(lists.entriesEach()));
            people.add(
                    person(i, i % LISTED == 0 ? listed : new Subject(Subject.Kind.KEY, Thumbprint.of("nobody " + i))));
        }
    }

    /** Nanoseconds of so many answers, each about somebody with a key, a portable key, an account and a home. */
    public List<Long> nanoseconds(int answers) {
        List<Long> nanoseconds = new ArrayList<>(answers);
        int found = 0;
        for (int i = 0; i < answers; i++) {
            List<Subject> person = people.get(i % PEOPLE);
            long start = System.nanoTime();
            found += index.find(person, ManyLists.NOW).size();
            nanoseconds.add(System.nanoTime() - start);
        }
        if (found < answers / LISTED / 2) {
            throw new IllegalStateException("found: " + found + " (expected: about " + answers / LISTED + ")");
        }
        return nanoseconds;
    }

    private static List<Subject> person(int number, Subject listed) {
        return List.of(
                new Subject(Subject.Kind.KEY, Thumbprint.of("key " + number)),
                listed,
                new Subject(Subject.Kind.ACCOUNT, "v" + number + "@good.example"),
                new Subject(Subject.Kind.HOME, "good.example"),
                new Subject(Subject.Kind.HOME, Thumbprint.of("good.example")));
    }
}
