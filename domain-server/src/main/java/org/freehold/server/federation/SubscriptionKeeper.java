// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.freehold.moderation.admission.Rulebook;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.Fault;
import org.freehold.moderation.subscription.Exempt;
import org.freehold.moderation.subscription.Head;
import org.freehold.moderation.subscription.Here;
import org.freehold.moderation.subscription.ListIndex;
import org.freehold.moderation.subscription.ListPart;
import org.freehold.moderation.subscription.Plan;
import org.freehold.moderation.subscription.Settings;
import org.freehold.moderation.subscription.Subscription;
import org.freehold.server.desk.Caller;
import org.freehold.server.desk.Records;
import org.freehold.server.desk.Refusal;
import org.freehold.server.session.Inside;
import org.freehold.server.storage.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * The lists that this domain follows: stores what changes before it has effect, and puts the new index into the rulebook. Virtual
 * threads; blocks; one change at a time.
 */
final class SubscriptionKeeper {
    private final Records records;
    private final StoredSubscriptions stored;
    private final Supplier<List<Inside>> inside;
    private final ListWork work;
    private final ReentrantLock changing = new ReentrantLock();
    private final Map<String, ListPart> parts = new ConcurrentHashMap<>();
    private volatile Map<String, Subscription> subscriptions = Map.of();
    private volatile Map<String, String> setAside = Map.of();
    private volatile ListIndex index = ListIndex.EMPTY;

    private SubscriptionKeeper(Records records, Supplier<List<Inside>> inside, ListWork work) {
        this.records = records;
        this.work = work;
        this.stored = new StoredSubscriptions(records.store());
        this.inside = inside;
    }

    /** Reads what is stored and puts it in force. Blocks. */
    static SubscriptionKeeper open(Records records, Supplier<List<Inside>> inside, ListWork work)
            throws StorageException {
        SubscriptionKeeper keeper = new SubscriptionKeeper(records, inside, work);
        StoredSubscriptions.Found found = keeper.stored.all();
        keeper.setAside = Map.copyOf(found.damaged());
        for (Subscription subscription : found.readable().values()) {
            keeper.putInForce(subscription);
        }
        records.policy().replace(keeper.exempting(records.rulebook().with(keeper.index)));
        records.complete(keeper::exempting);
        return keeper;
    }

    /** The same, so that its lists touch nobody whom they may not touch by the rest of it; itself when that is so. */
    private Rulebook exempting(Rulebook rulebook) {
        Exempt exempt = exempt(rulebook);
        return !(rulebook.lists() instanceof ListIndex lists) || exempt.equals(lists.exempt())
                ? rulebook
                : rulebook.with(lists.with(exempt));
    }

    private void putInForce(Subscription subscription) {
        Head good = subscription.good();
        ListPart part = ListPart.of(subscription, stored.document(good), self());
        if (part != null) {
            parts.put(subscription.id(), part);
            index = index.with(part);
        }
        put(good == null || part != null ? subscription : subscription.failed(damaged(good), records.now()));
    }

    private static Fault damaged(Head good) {
        return Fault.of("damaged", "document " + good.seq(), "unreadable in the database",
                "to be as it was stored; nothing of this list is in force until it is fetched again");
    }

    Map<String, Subscription> all() {
        return subscriptions;
    }

    /** Why a subscription that is stored cannot be read, by id. */
    Map<String, String> setAside() {
        return setAside;
    }

    Subscription find(String id) throws Refusal {
        Subscription found = subscriptions.get(id);
        if (setAside.containsKey(id)) {
            throw new Refusal("damaged", "id: " + id + " is damaged in the database: " + setAside.get(id)
                    + " (expected: as it was stored)",
                    "Restore the world file from a backup, or leave the list now and follow it anew.", 409);
        }
        if (found == null) {
            throw Refusal.notFound(
                    "id: \"%s\" is no subscription here (expected: one of %s)"
                            .formatted(id, String.join(", ", subscriptions.keySet())),
                    "banlist/list shows them.");
        }
        return found;
    }

    /** Follows a list from now on; nothing of it is fetched yet. */
    void subscribe(Caller caller, String id, String url, String key, Settings settings) throws Refusal {
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
            if (subscriptions.containsKey(id) || setAside.containsKey(id)) {
                throw new Refusal("already-subscribed", "id: " + id + " is taken (expected: a free one)", "Ask again.",
                        409);
            }
            Subscription made = Subscription.to(id, url, key, settings);
            store(caller, "banlist/subscribe", made, null, List.of(), details(made).put("url", url).put("key", key));
        } finally {
            changing.unlock();
        }
    }

    /** What becomes of a subscription. */
    @FunctionalInterface
    interface Taking {
        void take(Subscription current) throws Refusal;
    }

    /** Lets something that came be taken over, if the subscription is still there; nothing else changes and no other list is read meanwhile. */
    void take(String id, Taking taking) throws Refusal {
        changing.lock();
        try {
            Subscription current = subscriptions.get(id);
            if (current != null) {
                work.alone(() -> {
                    taking.take(current);
                    return current;
                });
            }
        } finally {
            changing.unlock();
        }
    }

    /** What applying would do now, with these settings. */
    Plan preview(String id, Settings settings) throws Refusal {
        return work.alone(() -> plan(id, settings));
    }

    private Plan plan(String id, Settings settings) throws Refusal {
        Subscription subscription = find(id);
        Subscription.Held held = subscription.held();
        Head wanted = held == null ? subscription.good() : held.head();
        BanList next = stored.document(wanted);
        if (wanted == null || next == null) {
            Subscription.Failure failure = subscription.failure();
            throw new Refusal("nothing-there", "id: " + id + " has no document that can be read"
                    + (failure == null ? "" : "; " + failure.fault()) + " (expected: one that was fetched)",
                    "Check address and key; the server asks again by itself.", 409);
        }
        return Plan.of(
                subscription, settings, stored.document(subscription.good()), next, wanted.digest(), here(),
                records.now());
    }

    /** Puts in force what the preview with these settings and this hash showed; the settings hold from then on. */
    int apply(Caller caller, String id, Settings settings, String hash) throws Refusal {
        changing.lock();
        try {
            Plan plan = preview(id, settings);
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

    /** Makes another subscription of one. */
    @FunctionalInterface
    interface Change {
        Subscription of(Subscription before) throws Refusal;
    }

    /** Changes what was decided about a subscription. */
    int change(Caller caller, String what, String id, Change change) throws Refusal {
        changing.lock();
        try {
            Subscription changed = change.of(find(id));
            return store(caller, what, changed, null, List.of(), details(changed));
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
            if (setAside.containsKey(id)) {
                return forget(caller, id, what);
            }
            Subscription subscription = find(id);
            ListIndex fewer = index.without(id);
            int hit = records.change(
                    caller, new Records.Entry(what, "", details(subscription)), StoredSubscriptions.without(id),
                    who -> null, before -> adopting.of(before).with(fewer));
            Map<String, Subscription> left = new TreeMap<>(subscriptions);
            left.remove(id);
            subscriptions = left;
            parts.remove(id);
            index = fewer;
            return hit;
        } finally {
            changing.unlock();
        }
    }

    /** Lets go of what could not be read, and was never in force since. */
    private int forget(Caller caller, String id, String what) throws Refusal {
        records.change(
                caller, new Records.Entry(what, "", JsonNodeFactory.instance.objectNode().put("id", id)),
                StoredSubscriptions.without(id), who -> null, before -> before);
        Map<String, String> left = new TreeMap<>(setAside);
        left.remove(id);
        setAside = Map.copyOf(left);
        return 0;
    }

    /** This domain as it is now. */
    Here here() {
        List<Here.Person> people = inside.get().stream()
                .map(each -> new Here.Person(each.handle(), each.name(), each.identity().subjects()))
                .toList();
        return new Here(index.with(exempt(records.rulebook())), people, self());
    }

    /** Fingerprints of the keys of this domain. */
    Set<String> self() {
        return records.rulebook().us().keys();
    }

    /** The whole document of this head; null when the head is, and when the document is damaged. Blocks. */
    @Nullable
    BanList document(@Nullable Head head) {
        return stored.document(head);
    }

    /** True for a document of this digest that could not be read in the database. */
    boolean isDamaged(String digest) {
        return stored.isDamaged(digest);
    }

    /**
     * Within {@link #take}: stores a change and what came with it, then puts it in force.
     *
     * @param inForce the whole document that is in force afterwards; null when it is not at hand
     */
    int store(
            Caller caller,
            String what,
            Subscription changed,
            @Nullable BanList inForce,
            List<byte[]> documents,
            ObjectNode details)
            throws Refusal {
        ListPart known = parts.get(changed.id());
        Subscription before = subscriptions.get(changed.id());
        boolean sameEntries = before != null && isSameEntries(before, changed) && known != null;
        ListPart part = sameEntries && known != null
                ? known.with(changed)
                : work.alone(() -> ListPart.of(
                        changed, inForce == null ? stored.document(changed.good()) : inForce, self()));
        return storeWith(caller, what, changed, part, documents, details);
    }

    /** Within {@link #take}: remembers what decides nothing. */
    void note(Subscription changed) throws Refusal {
        stored.note(changed);
        put(changed);
    }

    /** What the audit log has of every change of a subscription. */
    static ObjectNode details(Subscription subscription) {
        ObjectNode details = JsonNodeFactory.instance.objectNode().put("id", subscription.id());
        Head good = subscription.good();
        if (good != null) {
            details.put("seq", good.seq()).put("digest", good.digest());
        }
        Settings settings = subscription.settings();
        details.put("level", settings.level().text())
                .put("corroborate", settings.corroborate())
                .put("review", settings.review() ? "on" : "off");
        settings.caps().forEach((category, cap) -> details.withObject("/caps").put(category.text(), cap.text()));
        return details;
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
                caller, new Records.Entry(what, "", details), stored.beside(changed, documents),
                who -> null, before -> before.with(changedIndex));
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

    private void put(Subscription changed) {
        Map<String, Subscription> more = new TreeMap<>(subscriptions);
        more.put(changed.id(), changed);
        subscriptions = more;
    }

    private Exempt exempt(Rulebook rulebook) {
        return Exemptions.of(rulebook, subscriptions.values());
    }
}
