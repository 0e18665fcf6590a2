// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.freehold.moderation.ReadableTime;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.Fault;
import org.freehold.moderation.subscription.Head;
import org.freehold.moderation.subscription.Outcome;
import org.freehold.moderation.subscription.Received;
import org.freehold.moderation.subscription.Receiving;
import org.freehold.moderation.subscription.Subscription;
import org.freehold.server.desk.Records;
import org.freehold.server.desk.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Asks publishers for their newest documents in their time, takes over what is to be believed, and tells moderators. What does not come,
 * or is not believed, changes nothing. Virtual threads; blocks; a few fetches go on side by side.
 */
final class SubscriptionUpdates {
    /** The code of what is asked more often than every five minutes. */
    static final String TOO_SOON = "too-soon";

    /** Enough that a few slow publishers hold nobody up; for each a document of up to 16 MiB may be in memory. */
    private static final int SIDE_BY_SIDE = 4;

    private final Records records;
    private final SubscriptionKeeper keeper;
    private final ListSource source;
    private final Consumer<String> moderators;
    private final RandomGenerator random;
    private final Semaphore due = new Semaphore(SIDE_BY_SIDE);
    /** Apart from those that are due, so that people do not wait for all of them. */
    private final Semaphore people = new Semaphore(SIDE_BY_SIDE);
    private final Map<String, FetchTimes> times = new ConcurrentHashMap<>();
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /** What a publisher called the document of this digest. */
    private record Known(String etag, String digest) {}

    /** Begins with when each was asked last; {@code moderators} tells them a sentence. */
    SubscriptionUpdates(
            Records records,
            SubscriptionKeeper keeper,
            ListSource source,
            Consumer<String> moderators,
            RandomGenerator random) {
        this.records = records;
        this.keeper = keeper;
        this.source = source;
        this.moderators = moderators;
        this.random = random;
        for (Subscription subscription : keeper.all().values()) {
            Instant last = lastAttempt(subscription);
            if (last != null) {
                times.put(subscription.url(), new FetchTimes(last, last.plus(FetchTimes.LEAST), 0));
            }
        }
    }

    /** Fetches everything that is due, ends what was left long enough ago. Blocks until all is done. */
    void tick() {
        Instant now = records.now();
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Subscription subscription : keeper.all().values()) {
                FetchTimes last = times.get(subscription.url());
                if (subscription.isGone(now)) {
                    each.execute(
                            () -> quietly(() -> keeper.remove(Federation.SCHEDULE, subscription.id(), "banlist/left")));
                } else if (subscription.leaving() == null && (last == null || last.isDue(now))) {
                    each.execute(() -> quietly(() -> fetch(subscription.id(), due)));
                }
            }
        }
    }

    /**
     * Asks the publisher now.
     *
     * @throws Refusal when it was asked less than five minutes ago
     */
    void fetch(String id) throws Refusal {
        fetch(id, people);
    }

    private void fetch(String id, Semaphore turns) throws Refusal {
        Subscription asking = keeper.find(id);
        Instant now = records.now();
        FetchTimes before = times.get(asking.url());
        if (before != null && before.isTooSoon(now)) {
            throw new Refusal(TOO_SOON, "id: " + id + " was fetched at " + before.last()
                    + " (expected: five minutes between two fetches of a list)",
                    "Ask again after " + ReadableTime.ofEnd(before.last().plus(FetchTimes.LEAST)) + ".", 429);
        }
        // Before it waits for its turn, so that nobody else asks meanwhile.
        times.put(asking.url(), FetchTimes.failed(before, now, 0, random));
        turns.acquireUninterruptibly();
        try {
            fetch(asking, before);
        } finally {
            turns.release();
        }
    }

    private void fetch(Subscription asked, @Nullable FetchTimes before) throws Refusal {
        Instant now = records.now();
        ListSource.Result result = source.newest(asked.url(), asked.keys(), etag(asked));
        List<Received.Link> between = result instanceof ListSource.Fresh fresh ? between(asked, fresh) : List.of();
        times.put(asked.url(), result instanceof ListSource.Failed failed
                ? FetchTimes.failed(before, now, failed.retryAfterSeconds(), random)
                : FetchTimes.succeeded(now, random));
        keeper.take(asked.id(), current -> {
            if (current.keys().equals(asked.keys()) && current.url().equals(asked.url())) {
                take(current, result, between, now);
            }
        });
    }

    /** Null when the document is not known any more. */
    private @Nullable String etag(Subscription subscription) {
        Known last = known.get(subscription.url());
        Head.Mark highest = subscription.highest();
        return last != null && highest != null && highest.digest().equals(last.digest()) ? last.etag() : null;
    }

    private List<Received.Link> between(Subscription asked, ListSource.Fresh fresh) {
        Head.Mark highest = asked.highest();
        boolean isGap = highest != null && fresh.keys().equals(asked.keys()) && fresh.list().seq() > highest.seq() + 1
                && fresh.list().seq() - highest.seq() <= Receiving.MAX_LEAP;
        return isGap && highest != null
                ? source.between(asked.url(), asked.keys(), highest.seq(), fresh.list().seq())
                : List.of();
    }

    private void take(Subscription current, ListSource.Result result, List<Received.Link> between, Instant now)
            throws Refusal {
        switch (result) {
            case ListSource.Same _ -> keeper.note(current.unchanged(now));
            case ListSource.Failed failed ->
                    fail(current, current.failed(failed.fault(), now), failed.fault(), List.of());
            case ListSource.Fresh fresh -> {
                Subscription trusting =
                        fresh.keys().equals(current.keys()) ? current : current.rotated(fresh.keys());
                BanList good = keeper.document(current.good());
                Outcome outcome = Receiving.receive(
                        trusting, good,
                        new Received(fresh.list(), fresh.digest(), between), keeper.here(), now);
                if (!(outcome instanceof Outcome.Refused) && fresh.etag() != null) {
                    known.put(current.url(), new Known(fresh.etag(), fresh.digest()));
                }
                take(current, good, outcome, fresh);
            }
        }
    }

    private void take(Subscription current, @Nullable BanList good, Outcome outcome, ListSource.Fresh fresh)
            throws Refusal {
        String title = fresh.list().title();
        switch (outcome) {
            case Outcome.Unchanged unchanged -> {
                if (keeper.isDamaged(fresh.digest())) {
                    Head inForce = current.good();
                    boolean isThis = inForce != null && inForce.digest().equals(fresh.digest());
                    keeper.store(Federation.SCHEDULE, "banlist/restore", unchanged.subscription(),
                            isThis ? fresh.list() : good, List.of(fresh.bytes()),
                            SubscriptionKeeper.details(unchanged.subscription()));
                    moderators.accept("The list \"%s\" was damaged here, and is whole again.".formatted(title));
                } else {
                    keeper.note(unchanged.subscription());
                }
            }
            case Outcome.Refused refused ->
                    fail(current, refused.subscription(), refused.fault(),
                            refused.keep() ? List.of(fresh.bytes()) : List.of());
            case Outcome.Accepted accepted -> {
                keeper.store(Federation.SCHEDULE, "banlist/update", accepted.subscription(), fresh.list(),
                        List.of(fresh.bytes()),
                        ListAnswers.counts(SubscriptionKeeper.details(accepted.subscription()), accepted.diff()));
                moderators.accept(
                        "The list \"%s\" was updated: %s.".formatted(title, ListAnswers.sentence(accepted.diff())));
            }
            case Outcome.Held held -> {
                ObjectNode details = ListAnswers.counts(SubscriptionKeeper.details(held.subscription()), held.diff());
                held.reasons().forEach(reason -> details.withArray("held").add(reason.text()));
                keeper.store(Federation.SCHEDULE, "banlist/hold", held.subscription(), good, List.of(fresh.bytes()),
                        details);
                moderators
                        .accept("The list \"%s\" waits for you (%s): %s. Nothing of it is in force before you apply it."
                                .formatted(
                                        title,
                                        String.join(", ",
                                                held.reasons().stream().map(reason -> reason.text()).toList()),
                                        ListAnswers.sentence(held.diff())));
            }
        }
    }

    /** What is in force stays; moderators hear of each fault once. */
    private void fail(Subscription before, Subscription after, Fault fault, List<byte[]> evidence) throws Refusal {
        Subscription.Failure known = before.failure();
        if (known != null && known.fault().code().equals(fault.code()) && evidence.isEmpty()) {
            keeper.note(after);
            return;
        }
        keeper.store(Federation.SCHEDULE, "banlist/problem", after, null, evidence,
                SubscriptionKeeper.details(after).put("code", fault.code()).put("detail", fault.detail()));
        moderators.accept("The list %s could not be updated: %s. What is in force stays.".formatted(after.id(), fault));
    }

    private static @Nullable Instant lastAttempt(Subscription subscription) {
        List<Instant> attempts = new ArrayList<>();
        if (subscription.fetched() != null) {
            attempts.add(subscription.fetched());
        }
        Subscription.Failure failure = subscription.failure();
        if (failure != null) {
            attempts.add(failure.last());
        }
        return attempts.stream().max(Instant::compareTo).orElse(null);
    }

    private interface Step {
        void run() throws Refusal;
    }

    /** On the schedule a refusal is a full disk or a moderator who was faster: the next round tries again. */
    private void quietly(Step step) {
        try {
            step.run();
        } catch (Refusal refusal) {
            if (refusal.status() >= 500) {
                moderators.accept("Ban lists can't be kept up to date: " + refusal.getMessage());
            }
        }
    }
}
