// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.freehold.moderation.HostName;
import org.freehold.moderation.Standing;
import org.freehold.moderation.Subject;
import org.freehold.moderation.admission.Overrides;
import org.freehold.moderation.admission.Rulebook;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.BanListReader;
import org.freehold.moderation.signed.Digest;
import org.freehold.moderation.banlist.Fault;
import org.freehold.moderation.signed.DocumentFault;
import org.freehold.moderation.signed.StrictJson;
import org.freehold.moderation.subscription.Exempt;
import org.freehold.moderation.subscription.Head;
import org.freehold.moderation.subscription.Here;
import org.freehold.moderation.subscription.ListIndex;
import org.freehold.moderation.subscription.ListPart;
import org.freehold.moderation.subscription.Outcome;
import org.freehold.moderation.subscription.Plan;
import org.freehold.moderation.subscription.Received;
import org.freehold.moderation.subscription.Receiving;
import org.freehold.moderation.subscription.Settings;
import org.freehold.moderation.subscription.Subscription;
import org.freehold.moderation.subscription.SubscriptionJson;
import org.freehold.server.desk.Caller;
import org.freehold.server.desk.Records;
import org.freehold.server.desk.Refusal;
import org.freehold.server.session.Inside;
import org.freehold.server.storage.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * The lists that this domain follows: fetches them in their time, stores what came before it has effect, puts the new index into the
 * rulebook, and tells moderators. What does not come, or is not believed, changes nothing. Virtual threads; blocks; one change at a time,
 * while fetches go on side by side.
 */
public final class SubscriptionKeeper {
    /** In whose name the schedule acts. */
    static final Caller SCHEDULE = new Caller("", "schedule", true);

    private static final String KEY = "subscription:";
    private static final JsonMapper JSON = new JsonMapper();

    private final Records records;
    private final ListSource source;
    private final String self;
    private final Supplier<List<Inside>> inside;
    private final Consumer<String> moderators;
    private final RandomGenerator random;
    private final ReentrantLock changing = new ReentrantLock();
    private final Map<String, FetchTimes> times = new ConcurrentHashMap<>();
    private final Map<String, String> etags = new ConcurrentHashMap<>();
    private final Map<String, ListPart> parts = new ConcurrentHashMap<>();
    private volatile Map<String, Subscription> subscriptions = Map.of();
    private volatile ListIndex index = ListIndex.EMPTY;

    private SubscriptionKeeper(
            Records records,
            Fetcher fetcher,
            String self,
            Supplier<List<Inside>> inside,
            Consumer<String> moderators,
            RandomGenerator random) {
        this.records = records;
        this.source = new ListSource(fetcher);
        this.self = self;
        this.inside = inside;
        this.moderators = moderators;
        this.random = random;
    }

    /**
     * Reads what is stored and puts it in force. Blocks.
     *
     * @param self fingerprint of this domain's key
     * @param moderators tells them a sentence
     */
    public static SubscriptionKeeper open(
            Records records,
            Fetcher fetcher,
            String self,
            Supplier<List<Inside>> inside,
            Consumer<String> moderators,
            RandomGenerator random)
            throws StorageException {
        SubscriptionKeeper keeper = new SubscriptionKeeper(records, fetcher, self, inside, moderators, random);
        Map<String, Subscription> found = new TreeMap<>();
        for (String text : records.store().readAll(KEY).values()) {
            Subscription subscription = read(text);
            found.put(subscription.id(), subscription);
            Instant last = lastAttempt(subscription);
            if (last != null) {
                keeper.times.put(subscription.url(), new FetchTimes(last, last.plus(FetchTimes.LEAST), 0));
            }
            ListPart part = ListPart.of(subscription, keeper.document(subscription.good()), self);
            if (part != null) {
                keeper.parts.put(subscription.id(), part);
                keeper.index = keeper.index.with(part);
            }
        }
        keeper.subscriptions = found;
        Rulebook rulebook = records.rulebook();
        keeper.index = keeper.index.with(keeper.exempt(rulebook));
        records.policy().replace(rulebook.with(keeper.index));
        return keeper;
    }

    Map<String, Subscription> all() {
        return subscriptions;
    }

    Subscription find(String id) throws Refusal {
        Subscription found = subscriptions.get(id);
        if (found == null) {
            throw Refusal.notFound(
                    "id: \"%s\" is no subscription here (expected: one of %s)"
                            .formatted(id, String.join(", ", subscriptions.keySet())),
                    "banlist/list shows them.");
        }
        return found;
    }

    /** Fetches everything that is due, ends what was left long enough ago. Blocks until all is done. */
    public void tick() {
        Instant now = records.now();
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Subscription subscription : subscriptions.values()) {
                FetchTimes last = times.get(subscription.url());
                if (subscription.isGone(now)) {
                    each.execute(() -> quietly(() -> remove(SCHEDULE, subscription.id(), "banlist/left")));
                } else if (subscription.leaving() == null && (last == null || last.isDue(now))) {
                    each.execute(() -> quietly(() -> fetch(subscription.id())));
                }
            }
        }
    }

    /** Follows a list from now on, and fetches it once. */
    Subscription subscribe(Caller caller, String id, String url, String key, Settings settings) throws Refusal {
        try {
            Fetcher.check(URI.create(url));
        } catch (FetchFailure e) {
            throw PublishedLists.refusal(e.fault());
        } catch (IllegalArgumentException e) {
            throw Refusal.badValue("url: \"" + url + "\" (expected: the address of a list)", "Copy it once more.");
        }
        changing.lock();
        try {
            for (Subscription each : subscriptions.values()) {
                if (each.url().equals(url)) {
                    throw new Refusal("already-subscribed", "url: " + url + " is followed as " + each.id()
                            + " (expected: a list that is not)", "Use banlist/level to change how far it is trusted.",
                            409);
                }
            }
            if (subscriptions.containsKey(id)) {
                throw new Refusal("already-subscribed", "id: " + id + " is taken (expected: a free one)", "Ask again.",
                        409);
            }
            Subscription made = Subscription.to(id, url, key, settings);
            store(caller, "banlist/subscribe", made, List.of(), details(made).put("url", url).put("key", key));
        } finally {
            changing.unlock();
        }
        fetch(id);
        return find(id);
    }

    /**
     * Asks the publisher now.
     *
     * @throws Refusal when it was asked less than five minutes ago
     */
    void fetch(String id) throws Refusal {
        Subscription asked = find(id);
        Instant now = records.now();
        FetchTimes before = times.get(asked.url());
        if (before != null && before.isTooSoon(now)) {
            throw new Refusal("too-soon", "id: " + id + " was fetched at " + before.last()
                    + " (expected: five minutes between two fetches of a list)",
                    "Ask again after " + before.last().plus(FetchTimes.LEAST) + ".", 429);
        }
        times.put(asked.url(), FetchTimes.failed(before, now, 0, random));
        ListSource.Result result = source.newest(asked.url(), asked.key(), etags.get(id));
        List<Received.Link> between = result instanceof ListSource.Fresh fresh ? between(asked, fresh) : List.of();
        times.put(asked.url(), result instanceof ListSource.Failed failed
                ? FetchTimes.failed(before, now, failed.retryAfterSeconds(), random)
                : FetchTimes.succeeded(now, random));
        changing.lock();
        try {
            Subscription current = subscriptions.get(id);
            if (current != null && current.key().equals(asked.key()) && current.url().equals(asked.url())) {
                take(current, result, between, now);
            }
        } finally {
            changing.unlock();
        }
    }

    private List<Received.Link> between(Subscription asked, ListSource.Fresh fresh) {
        Head.Mark highest = asked.highest();
        boolean isGap = highest != null && fresh.list().seq() > highest.seq() + 1
                && fresh.list().seq() - highest.seq() <= Receiving.MAX_LEAP;
        return isGap && highest != null
                ? source.between(asked.url(), asked.key(), highest.seq(), fresh.list().seq())
                : List.of();
    }

    private void take(Subscription current, ListSource.Result result, List<Received.Link> between, Instant now)
            throws Refusal {
        switch (result) {
            case ListSource.Same _ -> note(current.unchanged(now));
            case ListSource.Failed failed ->
                    fail(current, current.failed(failed.fault(), now), failed.fault(), List.of());
            case ListSource.Fresh fresh -> {
                Outcome outcome = Receiving.receive(
                        current, document(current.good()), new Received(fresh.list(), fresh.digest(), between), here(),
                        now);
                if (!(outcome instanceof Outcome.Refused) && fresh.etag() != null) {
                    etags.put(current.id(), fresh.etag());
                }
                take(current, outcome, fresh);
            }
        }
    }

    private void take(Subscription current, Outcome outcome, ListSource.Fresh fresh) throws Refusal {
        String title = fresh.list().title();
        switch (outcome) {
            case Outcome.Unchanged unchanged -> note(unchanged.subscription());
            case Outcome.Refused refused ->
                    fail(current, refused.subscription(), refused.fault(),
                            refused.keep() ? List.of(fresh.bytes()) : List.of());
            case Outcome.Accepted accepted -> {
                store(SCHEDULE, "banlist/update", accepted.subscription(), List.of(fresh.bytes()),
                        ListAnswers.counts(details(accepted.subscription()), accepted.diff()));
                moderators.accept(
                        "The list \"%s\" was updated: %s.".formatted(title, ListAnswers.sentence(accepted.diff())));
            }
            case Outcome.Held held -> {
                ObjectNode details = ListAnswers.counts(details(held.subscription()), held.diff());
                held.reasons().forEach(reason -> details.withArray("held").add(reason.text()));
                store(SCHEDULE, "banlist/hold", held.subscription(), List.of(fresh.bytes()), details);
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
            note(after);
            return;
        }
        store(SCHEDULE, "banlist/problem", after, evidence,
                details(after).put("code", fault.code()).put("detail", fault.detail()));
        moderators.accept("The list %s could not be updated: %s. What is in force stays.".formatted(after.id(), fault));
    }

    /** What applying would do now, with these settings. */
    Plan preview(String id, Settings settings) throws Refusal {
        Subscription subscription = find(id);
        Subscription.Held held = subscription.held();
        Head wanted = held == null ? subscription.good() : held.head();
        BanList next = document(wanted);
        if (wanted == null || next == null) {
            Subscription.Failure failure = subscription.failure();
            throw new Refusal("nothing-there", "id: " + id + " has no document yet"
                    + (failure == null ? "" : "; " + failure.fault()) + " (expected: one that was fetched)",
                    "Check address and key; the server asks again by itself.", 409);
        }
        return Plan.of(
                subscription, settings, document(subscription.good()), next, wanted.digest(), here(), records.now());
    }

    /** Puts in force what the preview with this hash showed. */
    int apply(Caller caller, String id, String hash) throws Refusal {
        changing.lock();
        try {
            Plan plan = preview(id, find(id).settings());
            if (!plan.hash().equals(hash)) {
                throw new Refusal("plan-changed", "plan: " + hash + " (expected: " + plan.hash() + ")",
                        "Something changed since the preview. Look at it again, and apply that.", 409);
            }
            return storeWith(caller, "banlist/apply", plan.after(), plan.part(), List.of(),
                    details(plan.after()).put("plan", hash));
        } finally {
            changing.unlock();
        }
    }

    /** Changes what was decided about a subscription. */
    int change(Caller caller, String what, Subscription changed) throws Refusal {
        changing.lock();
        try {
            return store(caller, what, changed, List.of(), details(changed));
        } finally {
            changing.unlock();
        }
    }

    /** Ends a subscription; nothing of it is in force any more. */
    int remove(Caller caller, String id, String what) throws Refusal {
        return remove(caller, id, what, before -> before);
    }

    /** The same, with another change of the rulebook at the same moment. */
    int remove(Caller caller, String id, String what, Records.Change adopting) throws Refusal {
        changing.lock();
        try {
            Subscription subscription = find(id);
            ListIndex fewer = index.without(id);
            int hit = records.change(
                    caller, new Records.Entry(what, "", details(subscription)),
                    new Records.Beside(Map.of(), Set.of(KEY + id), List.of()), who -> null,
                    before -> {
                        Rulebook adopted = adopting.of(before);
                        return adopted.with(fewer.with(exempt(adopted)));
                    });
            Map<String, Subscription> left = new TreeMap<>(subscriptions);
            left.remove(id);
            subscriptions = left;
            parts.remove(id);
            etags.remove(id);
            index = fewer;
            return hit;
        } finally {
            changing.unlock();
        }
    }

    /** This domain as it is now. */
    Here here() {
        List<Here.Person> people = inside.get().stream()
                .map(each -> new Here.Person(each.handle(), each.name(), each.identity().subjects()))
                .toList();
        return new Here(index.with(exempt(records.rulebook())), people, self);
    }

    String self() {
        return self;
    }

    /** The whole document of this head; null exactly when the head is. Blocks. */
    @Nullable
    BanList document(@Nullable Head head) {
        if (head == null) {
            return null;
        }
        try {
            byte[] bytes = records.store().document(Digest.bytes(head.digest())).orElse(new byte[0]);
            return switch (BanListReader.read(StrictJson.parse(bytes, BanList.MAX_BYTES))) {
                case BanListReader.Read read -> read.list();
                case BanListReader.Refused refused -> throw new IllegalStateException(refused.fault().toString());
            };
        } catch (StorageException | DocumentFault e) {
            throw new IllegalStateException("a document in the database can't be read: " + e.getMessage(), e);
        }
    }

    private int store(
            Caller caller, String what, Subscription changed, List<byte[]> documents, ObjectNode details)
            throws Refusal {
        ListPart known = parts.get(changed.id());
        Subscription before = subscriptions.get(changed.id());
        boolean sameEntries = before != null && isSameEntries(before, changed) && known != null;
        ListPart part = sameEntries && known != null
                ? known.with(changed)
                : ListPart.of(changed, documentOf(changed, documents), self);
        return storeWith(caller, what, changed, part, documents, details);
    }

    private int storeWith(
            Caller caller,
            String what,
            Subscription changed,
            @Nullable ListPart part,
            List<byte[]> documents,
            ObjectNode details)
            throws Refusal {
        ListIndex changedIndex = part == null ? index.without(changed.id()) : index.with(part);
        int hit = records.change(
                caller, new Records.Entry(what, "", details),
                new Records.Beside(
                        Map.of(KEY + changed.id(), SubscriptionJson.write(changed).toString()), Set.of(), documents),
                who -> null,
                before -> before.with(changedIndex.with(exempt(before))));
        index = changedIndex;
        if (part != null) {
            parts.put(changed.id(), part);
        }
        put(changed);
        return hit;
    }

    private static boolean isSameEntries(Subscription one, Subscription other) {
        Head a = one.good();
        Head b = other.good();
        return a != null && b != null && a.digest().equals(b.digest()) && one.missing().equals(other.missing())
                && one.retracted().equals(other.retracted()) && one.dismissed().equals(other.dismissed());
    }

    /** The document in force, which may be the one that is only being stored. */
    private @Nullable BanList documentOf(Subscription subscription, List<byte[]> coming) {
        Head good = subscription.good();
        for (byte[] bytes : coming) {
            if (good != null && Digest.of(bytes).equals(good.digest())) {
                try {
                    if (BanListReader
                            .read(StrictJson.parse(bytes, BanList.MAX_BYTES)) instanceof BanListReader.Read read) {
                        return read.list();
                    }
                } catch (DocumentFault e) {
                    throw new IllegalStateException("it was read before", e);
                }
            }
        }
        return document(good);
    }

    /** Remembers what decides nothing. */
    private void note(Subscription changed) throws Refusal {
        try {
            records.store().write(
                    Map.of(KEY + changed.id(), SubscriptionJson.write(changed).toString()), Set.of(), List.of(),
                    List.of());
        } catch (StorageException e) {
            throw Refusal.notStored(e.reason());
        }
        put(changed);
    }

    private void put(Subscription changed) {
        Map<String, Subscription> more = new TreeMap<>(subscriptions);
        more.put(changed.id(), changed);
        subscriptions = more;
    }

    private Exempt exempt(Rulebook rulebook) {
        Set<Subject> guarded = new HashSet<>();
        guarded.add(new Subject(Subject.Kind.HOME, self));
        rulebook.us().hosts().forEach(host -> guarded.add(new Subject(Subject.Kind.HOME, host)));
        rulebook.roster().entries().values().stream()
                .filter(entry -> entry.standing().isAtLeast(Standing.MODERATOR))
                .forEach(entry -> guarded.add(entry.subject()));
        for (Subscription subscription : subscriptions.values()) {
            String authority = URI.create(subscription.url()).getAuthority();
            HostName.canonical(authority).ifPresent(host -> guarded.add(new Subject(Subject.Kind.HOME, host)));
            guarded.add(new Subject(Subject.Kind.HOME, subscription.key()));
        }
        Set<Subject> allowed = new HashSet<>();
        rulebook.overrides().verdicts().values().stream()
                .filter(ruling -> ruling.verdict() == Overrides.Verdict.ALLOW)
                .forEach(ruling -> allowed.add(ruling.subject()));
        return new Exempt(guarded, allowed);
    }

    private static ObjectNode details(Subscription subscription) {
        ObjectNode details = JsonNodeFactory.instance.objectNode().put("id", subscription.id());
        Head good = subscription.good();
        if (good != null) {
            details.put("seq", good.seq()).put("digest", good.digest());
        }
        return details.put("level", subscription.settings().level().text());
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

    private static Subscription read(String text) {
        try {
            if (JSON.readTree(text) instanceof ObjectNode json) {
                return SubscriptionJson.read(json);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a subscription in the database is damaged: " + e.getOriginalMessage(), e);
        }
        throw new IllegalStateException("a subscription in the database is no object");
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
