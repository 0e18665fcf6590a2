// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Subject;
import org.freehold.moderation.Thumbprint;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.BanListPublisher;
import org.freehold.moderation.banlist.BanListReader;
import org.freehold.moderation.banlist.Scope;
import org.freehold.moderation.signed.Digest;
import org.freehold.moderation.signed.DocumentFault;
import org.freehold.moderation.subscription.Here;
import org.freehold.moderation.subscription.Level;
import org.freehold.moderation.subscription.ListIndex;
import org.freehold.moderation.subscription.ListPart;
import org.freehold.moderation.subscription.Outcome;
import org.freehold.moderation.subscription.Plan;
import org.freehold.moderation.subscription.Received;
import org.freehold.moderation.subscription.Receiving;
import org.freehold.moderation.subscription.Settings;
import org.freehold.moderation.subscription.Subscription;
import org.jspecify.annotations.Nullable;

/** Lists of many publishers about different people, as documents and as the index of who follows them all. */
public final class ManyLists {
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Set<String> SELF = Set.of(Thumbprint.of("self"));
    private static final Settings SETTINGS = new Settings(Level.ENFORCE, Map.of(), 2, false);

    private final int entries;
    private ListIndex index = ListIndex.EMPTY;

    /** Follows so many lists of so many entries each; no more than the index is kept. */
    public ManyLists(int lists, int entries) {
        this.entries = entries;
        for (int publisher = 0; publisher < lists; publisher++) {
            BanListPublisher.Next document = document(publisher);
            index = index.with(followed(document, publisher).part());
        }
    }

    public ListIndex index() {
        return index;
    }

    /** How many entries each list has. */
    public int entriesEach() {
        return entries;
    }

    /** The subject of an entry; who asks for an entry that is not there asks about nobody. */
    public static Subject subject(int publisher, int entry) {
        String name = publisher + "-" + entry;
        String text =
                switch (entry % 4) {
                    case 0 -> "account:n" + name + "@h" + entry % 997 + ".example";
                    case 1 -> "home:h" + name + ".example";
                    default -> "key:" + Thumbprint.of(name);
                };
        return Subject.parse(text).orElseThrow(() -> new IllegalStateException(text));
    }

    /** What one update costs from the bytes to the index, in nanoseconds; everything that a virtual thread does meanwhile. */
    public long update(int publisher) {
        BanListPublisher.Next first = document(publisher);
        Plan plan = followed(first, publisher);
        BanListPublisher.Next second = next(
                publisher,
                new BanListPublisher.Previous(first.list(), first.bytes()),
                List.of(add(subject(publisher, entries), publisher)));
        long start = System.nanoTime();
        BanList read = read(second.bytes());
        Received received = new Received(read, Digest.of(second.bytes()), List.of());
        Outcome outcome = Receiving.receive(plan.after(), first.list(), received, here(), NOW);
        ListIndex updated = switch (outcome) {
            case Outcome.Accepted accepted ->
                    index.with(Objects.requireNonNull(
                            ListPart.of(accepted.subscription(), read, SELF)));
            case Outcome.Held _,Outcome.Refused _,Outcome.Unchanged _ ->
                    throw new IllegalStateException(outcome.toString());
        };
        long took = System.nanoTime() - start;
        index = updated;
        return took;
    }

    private Plan followed(BanListPublisher.Next document, int publisher) {
        BanList list = document.list();
        Subscription fresh = Subscription.to("s" + publisher, list.list(), list.issuer(), SETTINGS);
        String digest = Digest.of(document.bytes());
        Subscription held = Receiving.receive(fresh, null, new Received(list, digest, List.of()), here(), NOW)
                .subscription();
        return Plan.of(held, SETTINGS, null, list, digest, here(), NOW);
    }

    private Here here() {
        return new Here(index, List.of(), SELF);
    }

    private BanListPublisher.Next document(int publisher) {
        List<BanListPublisher.Change> changes = new ArrayList<>(entries);
        for (int entry = 0; entry < entries - 2; entry++) {
            changes.add(add(subject(publisher, entry), publisher));
        }
        return next(publisher, null, changes);
    }

    private static BanListPublisher.Add add(Subject subject, int publisher) {
        return new BanListPublisher.Add(
                subject,
                Action.DENY,
                Set.of(Category.FLOODING),
                "object flood, third time, seen by " + publisher,
                NOW.plus(Duration.ofDays(90)),
                null,
                null);
    }

    private static BanListPublisher.Next next(
            int publisher, BanListPublisher.@Nullable Previous previous, List<BanListPublisher.Change> changes) {
        String home = "https://p" + publisher + ".example";
        BanListPublisher.Head head = new BanListPublisher.Head(
                BanList.Kind.BAN_LIST, home + "/lists/main", Thumbprint.of("publisher " + publisher), "Main",
                home + "/criteria",
                home + "/appeals", Scope.RULE, BanListPublisher.USUAL_LIFE);
        return switch (BanListPublisher.next(head, previous, changes, NOW)) {
            case BanListPublisher.Next next -> next;
            case BanListPublisher.Refused refused -> throw new IllegalStateException(refused.faults().toString());
        };
    }

    private static BanList read(byte[] bytes) {
        try {
            return switch (BanListReader.read(bytes)) {
                case BanListReader.Read read -> read.list();
                case BanListReader.Refused refused -> throw new IllegalStateException(refused.fault().toString());
            };
        } catch (DocumentFault e) {
            throw new IllegalStateException(e);
        }
    }
}
