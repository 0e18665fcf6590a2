// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.subscription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.freehold.moderation.Action;
import org.freehold.moderation.banlist.BanListPublisher.Next;
import org.freehold.moderation.banlist.BanListPublisher;
import org.freehold.moderation.banlist.Lists;
import org.freehold.moderation.signed.Digest;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final List<Action> ACTIONS = List.of(Action.values());
    private static final List<Level> LEVELS = List.of(Level.values());
    private static final Instant NOON = Lists.NOON;
    private static final Settings ENFORCE = Settings.USUAL.withLevel(Level.ENFORCE);
    private static final String MALLORY = "account:mallory@bad.example";
    private static final String EVE = "account:eve@bad.example";

    private final Follower domain = new Follower();
    private final BanListPublisher.Head head = Lists.head("a");
    private final Next first =
            Lists.next(head, null, NOON, Lists.add(MALLORY, Action.DENY), Lists.add(EVE, Action.WARN));

    @Test
    void showsWhoInsideWouldBeHitAndWhatStopsEntriesBeforeAnythingIsDone() {
        domain.enter(MALLORY);
        domain.enter(EVE);
        domain.enter("account:alice@good.example");
        domain.index = domain.index.with(new Exempt(Set.of(), Set.of(Lists.subject(EVE))));
        Subscription fresh = domain.receive(domain.subscribe("a", ENFORCE), first).subscription();
        Plan plan = domain.plan(fresh);
        assertEquals(
                List.of(new Plan.Hit(
                        domain.people.getFirst(), List.of(first.list().entries().get(1).id()), Action.MONITOR,
                        Action.DENY)),
                plan.here());
        assertEquals(
                List.of(new Plan.Stopped(Lists.subject(EVE), first.list().entries().get(2).id(), Exempt.By.OVERRIDE)),
                plan.stopped());
        assertEquals(2, plan.diff().added().size());
        assertEquals(List.of(Reason.FIRST), plan.held());
        assertEquals(Action.MONITOR, domain.effect(MALLORY));
    }

    @Test
    void hasAnotherHashWhenAnythingChangedThatTheOperatorDecidesOn() {
        Subscription fresh = domain.receive(domain.subscribe("a", ENFORCE), first).subscription();
        String hash = domain.plan(fresh).hash();
        assertEquals(hash, domain.plan(fresh).hash());
        assertNotEquals(hash, domain.plan(fresh.withSettings(ENFORCE.withLevel(Level.WARN))).hash());
        assertNotEquals(hash, domain.plan(fresh.withSettings(ENFORCE.withCorroborate(2))).hash());
        assertNotEquals(hash, domain.plan(fresh.leave(NOON)).hash());
        assertNotEquals(hash, domain.plan(fresh.dismissing(new Subscription.Dismissal("e-1-1", MALLORY), true)).hash());
        Next second = Lists.next(head, first, NOON);
        assertNotEquals(hash, domain.plan(domain.receive(fresh, second).subscription()).hash());
        domain.index = domain.index.with(new Exempt(Set.of(), Set.of(Lists.subject(EVE))));
        assertNotEquals(hash, domain.plan(fresh).hash());
    }

    @Test
    void staysTheSamePlanWhenPeopleComeAndGo() {
        Subscription fresh = domain.receive(domain.subscribe("a", ENFORCE), first).subscription();
        String hash = domain.plan(fresh).hash();
        domain.enter(MALLORY);
        assertEquals(hash, domain.plan(fresh).hash());
    }

    @Test
    void showsWhatAnotherLevelWouldDo() {
        domain.enter(MALLORY);
        Subscription following = domain.following(first, Settings.USUAL);
        Plan plan = Plan.of(
                following, ENFORCE, first.list(), first.list(), Digest.of(first.bytes()), domain.here(), domain.now);
        assertEquals(Action.DENY, plan.here().getFirst().after());
        assertTrue(plan.diff().onlyRetracts());
        assertEquals(Level.MONITOR, following.settings().level());
        assertEquals(Level.ENFORCE, plan.after().settings().level());
    }

    /** Random lists, settings, exemptions and people: what was shown is what happens, to everybody. */
    @Test
    void doesWhatItShowed() {
        Random random = new Random(3);
        int hits = 0;
        for (int round = 0; round < 150; round++) {
            Follower each = new Follower();
            for (int i = 0; i < 30; i++) {
                each.people.add(new Here.Person(i, "n" + i, List.of(
                        Lists.subject("key:" + Lists.key("k" + i)),
                        Lists.subject("account:n" + i + "@h" + i % 5 + ".example"),
                        Lists.subject("home:h" + i % 5 + ".example"))));
            }
            if (random.nextBoolean()) {
                each.following(Lists.next(Lists.head("b"), null, NOON, random(random)), settings(random));
            }
            each.index = each.index.with(new Exempt(
                    Set.of(Lists.subject("key:" + Lists.key("k" + random.nextInt(30)))),
                    Set.of(Lists.subject("home:h" + random.nextInt(5) + ".example"))));
            Next one = Lists.next(head, null, NOON, random(random));
            Subscription subscription = each.following(one, settings(random));
            Next two = Lists.next(head, one, NOON, random(random));
            Settings review = new Settings(
                    subscription.settings().level(), subscription.settings().caps(),
                    subscription.settings().corroborate(), true);
            Subscription held = each.receive(subscription.withSettings(review), two).subscription();
            if (held.held() == null) {
                continue;
            }
            Map<Integer, Action> before = effects(each);
            Plan plan = each.plan(held);
            Subscription applied = each.apply(held);
            Map<Integer, Action> after = effects(each);
            Map<Integer, Action> shown = new HashMap<>(before);
            plan.here().forEach(hit -> {
                assertEquals(before.get(hit.person().handle()), hit.before());
                shown.put(hit.person().handle(), hit.after());
            });
            assertEquals(shown, after, "round " + round);
            assertEquals(plan.after(), applied);
            hits += plan.here().size();
            each.show(applied);
            assertEquals(after, effects(each), "the same after a restart");
        }
        assertTrue(hits > 100, "hits " + hits);
    }

    private static Map<Integer, Action> effects(Follower domain) {
        Map<Integer, Action> effects = new HashMap<>();
        domain.people.forEach(person -> effects.put(person.handle(),
                Effects.hardest(domain.index.find(person.subjects(), domain.now))));
        return effects;
    }

    private static Settings settings(Random random) {
        return new Settings(LEVELS.get(random.nextInt(4)), Map.of(), 1 + random.nextInt(2), false);
    }

    private static BanListPublisher.Change[] random(Random random) {
        List<BanListPublisher.Change> changes = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            int who = random.nextInt(40);
            String subject =
                    switch (random.nextInt(3)) {
                        case 0 -> "key:" + Lists.key("k" + who);
                        case 1 -> "account:n" + who + "@h" + who % 5 + ".example";
                        default -> "home:h" + who % 5 + ".example";
                    };
            changes.add(Lists.add(subject, ACTIONS.get(random.nextInt(4))));
        }
        return changes.toArray(BanListPublisher.Change[]::new);
    }
}
