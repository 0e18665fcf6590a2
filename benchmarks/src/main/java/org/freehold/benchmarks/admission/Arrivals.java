// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.admission;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Decision;
import org.freehold.moderation.Identity;
import org.freehold.moderation.Standing;
import org.freehold.moderation.Subject;
import org.freehold.moderation.Thumbprint;
import org.freehold.moderation.admission.Admission;
import org.freehold.moderation.admission.Ban;
import org.freehold.moderation.admission.Bans;
import org.freehold.moderation.admission.Fault;
import org.freehold.moderation.admission.History;
import org.freehold.moderation.admission.Roster;
import org.freehold.moderation.admission.Rulebook;
import org.freehold.moderation.admission.ThisDomain;
import org.jspecify.annotations.Nullable;

/**
 * Decides about people at the door, as the server does for each arrival: bans of its own, roles, lists and rules. Each comes with a key, a
 * portable key and a home that vouches; one of ten is listed by one of the two.
 */
public final class Arrivals {
    private static final int PEOPLE = 20_000;
    private static final int LISTED = 10;
    private static final int BANS = 1_000;
    private static final int ROLES = 200;

    private final ManyLists lists;
    private final Rulebook rulebook;
    private final List<Identity> people = new ArrayList<>();

    /** At the door of a domain that follows these lists. */
    public Arrivals(ManyLists lists, int publishers) throws Fault {
        this.lists = lists;
        Bans bans = Bans.NONE;
        for (int i = 0; i < BANS; i++) {
            bans = bans.with(new Ban(
                    new Subject(Subject.Kind.KEY, Thumbprint.of("banned " + i)), Action.DENY, Category.SPAM, "spam",
                    ManyLists.NOW.minus(Duration.ofDays(1)), null, null, "bench"));
        }
        Roster roster = Roster.EMPTY;
        for (int i = 0; i < ROLES; i++) {
            roster = roster.with(new Roster.Entry(
                    new Subject(Subject.Kind.KEY, Thumbprint.of("member " + i)), Standing.MEMBER, null,
                    ManyLists.NOW.minus(Duration.ofDays(1)), "bench"));
        }
        rulebook = Rulebook.initial(new ThisDomain(Thumbprint.of("self"), Set.of("us.example")), false)
                .with(bans)
                .with(roster);
        Random random = new Random(5);
        for (int i = 0; i < PEOPLE; i++) {
            Subject listed = ManyLists.subject(random.nextInt(publishers), random.nextInt(lists.entriesEach() - 2));
            people.add(person(i, i % LISTED == 0 ? listed : null));
        }
    }

    /** Nanoseconds of so many decisions, by the lists as they are at each of them. */
    public List<Long> nanoseconds(int decisions) {
        List<Long> nanoseconds = new ArrayList<>(decisions);
        for (int i = 0; i < decisions; i++) {
            Rulebook now = rulebook.with(lists.index());
            Identity identity = people.get(i % PEOPLE);
            long start = System.nanoTime();
            Decision decision = Admission.decide(now, identity, History.NONE, ManyLists.NOW);
            nanoseconds.add(System.nanoTime() - start);
            if (decision.steps().isEmpty()) {
                throw new IllegalStateException("a decision without a reason");
            }
        }
        return nanoseconds;
    }

    private static Identity person(int number, @Nullable Subject listed) {
        String portable = listed != null && listed.kind() == Subject.Kind.KEY
                ? listed.value()
                : Thumbprint.of("portable " + number);
        String account = "v" + number;
        String home = "good.example";
        if (listed != null && listed.kind() == Subject.Kind.ACCOUNT) {
            int at = listed.value().lastIndexOf('@');
            account = listed.value().substring(0, at);
            home = listed.value().substring(at + 1);
        } else if (listed != null && listed.kind() == Subject.Kind.HOME) {
            home = listed.value();
        }
        return new Identity(
                Thumbprint.of("key " + number), portable, new Identity.Home(home, Thumbprint.of(home), account, 50),
                false, null);
    }
}
