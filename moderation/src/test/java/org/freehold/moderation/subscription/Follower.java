// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.subscription;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.Map;
import java.util.Objects;
import org.freehold.moderation.Action;
import org.freehold.moderation.Subject;
import org.freehold.moderation.admission.Finding;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.BanListPublisher;
import org.freehold.moderation.banlist.Lists;
import org.freehold.moderation.signed.Digest;
import org.jspecify.annotations.Nullable;

/** A domain that follows lists, ticked by hand; keeps documents as storage would. */
final class Follower {
    static final Set<String> SELF = Set.of(Lists.key("self"));

    final Map<String, BanList> documents = new HashMap<>();
    final List<Here.Person> people = new ArrayList<>();
    ListIndex index = ListIndex.EMPTY;
    Instant now = Lists.NOON;

    Subscription subscribe(String publisher, Settings settings) {
        return Subscription.to(
                "to-" + publisher, "https://" + publisher + ".example/lists/main", Lists.key(publisher), settings);
    }

    /** Follows the list and applies its first document. */
    Subscription following(BanListPublisher.Next first, Settings settings) {
        Subscription fresh =
                Subscription.to("to-" + first.list().list(), first.list().list(), first.list().issuer(), settings);
        return apply(receive(fresh, first).subscription());
    }

    Outcome receive(Subscription subscription, BanListPublisher.Next next, BanListPublisher.Next... between) {
        return receive(subscription, next.list(), Digest.of(next.bytes()), between);
    }

    Outcome receive(Subscription subscription, BanList list, String digest, BanListPublisher.Next... between) {
        List<Received.Link> links = new ArrayList<>();
        for (BanListPublisher.Next each : between) {
            links.add(new Received.Link(each.list().seq(), Digest.of(each.bytes()), each.list().previous()));
        }
        Outcome outcome =
                Receiving.receive(subscription, good(subscription), new Received(list, digest, links), here(), now);
        documents.put(digest, list);
        // Through storage, so that every test shows that nothing is lost there.
        Subscription stored = SubscriptionJson.read(SubscriptionJson.write(outcome.subscription()));
        if (!stored.equals(outcome.subscription())) {
            throw new AssertionError(stored + " is not " + outcome.subscription());
        }
        show(stored);
        return outcome;
    }

    Plan plan(Subscription subscription) {
        Subscription.Held held = subscription.held();
        if (held == null) {
            throw new AssertionError("nothing waits");
        }
        return Plan.of(
                subscription,
                subscription.settings(),
                good(subscription),
                Objects.requireNonNull(documents.get(held.head().digest())),
                held.head().digest(),
                here(),
                now);
    }

    Subscription apply(Subscription subscription) {
        Plan plan = plan(subscription);
        index = index.with(plan.part());
        return plan.after();
    }

    /** Puts into the index what the subscription has in force. */
    void show(Subscription subscription) {
        ListPart part = ListPart.of(subscription, good(subscription), SELF);
        if (part != null) {
            index = index.with(part);
        }
    }

    Here here() {
        return new Here(index, people, SELF);
    }

    void enter(String subject) {
        people.add(new Here.Person(people.size() + 1, subject, List.of(Lists.subject(subject))));
    }

    @Nullable
    BanList good(Subscription subscription) {
        Head good = subscription.good();
        return good == null ? null : documents.get(good.digest());
    }

    /** The hardest that all lists come to about somebody with these subjects. */
    Action effect(String... subjects) {
        return Effects.hardest(find(subjects));
    }

    List<Finding> find(String... subjects) {
        List<Subject> person = new ArrayList<>();
        for (String each : subjects) {
            person.add(Lists.subject(each));
        }
        return index.find(person, now);
    }
}
