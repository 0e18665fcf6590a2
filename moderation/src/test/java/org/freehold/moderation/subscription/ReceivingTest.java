// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.subscription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.BanListPublisher.Next;
import org.freehold.moderation.banlist.BanListPublisher;
import org.freehold.moderation.banlist.Entry;
import org.freehold.moderation.banlist.Fault;
import org.freehold.moderation.banlist.Lists;
import org.freehold.moderation.signed.KeySet;
import org.freehold.moderation.signed.Digest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceivingTest {
    private static final Instant NOON = Lists.NOON;
    private static final Settings ENFORCE = Settings.USUAL.withLevel(Level.ENFORCE);
    private static final String MALLORY = "account:mallory@bad.example";

    private final Follower domain = new Follower();
    private final BanListPublisher.Head head = Lists.head("a");
    private final Next first = Lists.next(head, null, NOON, Lists.add(MALLORY, Action.DENY));

    @Test
    void putsNothingInForceBeforeTheOperatorAppliedTheFirstDocument() {
        Outcome outcome = domain.receive(domain.subscribe("a", ENFORCE), first);
        assertEquals(List.of(Reason.FIRST), assertInstanceOf(Outcome.Held.class, outcome).reasons());
        assertEquals(Action.MONITOR, domain.effect(MALLORY));
        domain.apply(outcome.subscription());
        assertEquals(Action.DENY, domain.effect(MALLORY));
    }

    @Test
    void takesOverAUsualUpdateByItself() {
        Subscription following = domain.following(first, ENFORCE);
        Next second = Lists.next(head, first, NOON, Lists.add("account:eve@bad.example", Action.DENY));
        Outcome.Accepted accepted = assertInstanceOf(Outcome.Accepted.class, domain.receive(following, second));
        assertEquals(1, accepted.diff().added().size());
        assertEquals(Action.DENY, domain.effect("account:eve@bad.example"));
    }

    @Test
    void knowsADocumentAgain() {
        Subscription following = domain.following(first, ENFORCE);
        assertInstanceOf(Outcome.Unchanged.class, domain.receive(following, first));
    }

    @Test
    void refusesADocumentOfAnotherKeyBehindTheSameAddress() {
        Subscription following = domain.following(first, ENFORCE);
        BanListPublisher.Head stolen = new BanListPublisher.Head(
                head.kind(), head.list(), Lists.key("thief"), head.title(), head.criteria(), head.appeals(),
                head.scope(), head.life());
        refused("wrong-issuer", following, Lists.next(stolen, first, NOON.plusSeconds(1)));
    }

    @Test
    void refusesAnotherListOfTheSameIssuer() {
        Subscription following = domain.following(first, ENFORCE);
        BanListPublisher.Head other = new BanListPublisher.Head(
                head.kind(), head.list() + "2", head.issuer(), head.title(), head.criteria(), head.appeals(),
                head.scope(), head.life());
        refused("wrong-list", following, Lists.next(other, null, NOON));
    }

    @Test
    void refusesWhatIsOlderThanAnythingSeenEvenIfThatWaits() {
        Subscription following = domain.following(first, new Settings(Level.ENFORCE, Map.of(), 1, true));
        Next second = Lists.next(head, first, NOON, Lists.add("account:eve@bad.example", Action.DENY));
        Next third = Lists.next(head, second, NOON, Lists.add("account:oscar@bad.example", Action.DENY));
        following = domain.receive(following, second).subscription();
        following = domain.receive(following, third).subscription();
        assertEquals(3, following.held() == null ? 0 : following.held().head().seq());
        refused("rollback", following, second);
        refused("rollback", following, first);
    }

    @Test
    void refusesAForkAndKeepsBothDocumentsAsEvidence() {
        Subscription following = domain.following(first, ENFORCE);
        Next second = Lists.next(head, first, NOON, Lists.add("account:eve@bad.example", Action.DENY));
        Next other = Lists.next(head, first, NOON, Lists.add("account:oscar@bad.example", Action.DENY));
        following = domain.receive(following, second).subscription();
        Outcome.Refused refused = refused("fork", following, other);
        assertTrue(refused.keep());
        assertEquals(
                List.of(new Subscription.Fork(2, Digest.of(second.bytes()), Digest.of(other.bytes()), NOON)),
                refused.subscription().forks());
        Outcome.Refused again = refused("fork", refused.subscription(), other);
        assertFalse(again.keep(), "one proof is enough");
    }

    @Test
    void refusesAHistoryThatDoesNotHaveOurDocument() {
        Subscription following = domain.following(first, ENFORCE);
        Next otherFirst = Lists.next(head, null, NOON, Lists.add("account:eve@bad.example", Action.DENY));
        Next second = Lists.next(head, otherFirst, NOON);
        assertTrue(refused("fork", following, second).keep());
    }

    @Test
    void bridgesAGapWithTheDocumentsBetweenAndHoldsItWithout() {
        Subscription following = domain.following(first, ENFORCE);
        Next second = Lists.next(head, first, NOON);
        Next third = Lists.next(head, second, NOON);
        Next fourth = Lists.next(head, third, NOON, Lists.add("account:eve@bad.example", Action.DENY));
        Follower other = new Follower();
        Subscription alike = other.following(first, ENFORCE);
        assertInstanceOf(Outcome.Accepted.class, other.receive(alike, fourth, second, third));
        assertEquals(List.of(Reason.GAP), held(following, fourth).reasons());
        assertEquals(Action.MONITOR, domain.effect("account:eve@bad.example"));
        assertEquals(
                List.of(Reason.GAP),
                assertInstanceOf(Outcome.Held.class, domain.receive(following, fourth, third)).reasons());
    }

    @Test
    void refusesAForgedBridge() {
        Subscription following = domain.following(first, ENFORCE);
        Next otherFirst = Lists.next(head, null, NOON, Lists.add("account:eve@bad.example", Action.DENY));
        Next second = Lists.next(head, otherFirst, NOON);
        Next third = Lists.next(head, second, NOON);
        assertEquals(
                "fork",
                assertInstanceOf(Outcome.Refused.class, domain.receive(following, third, second)).fault().code());
    }

    @Test
    void refusesALeapAndRecoversByAChangeOfKeys() {
        Subscription following = domain.following(first, ENFORCE);
        long last = (1L << 53) - 1;
        refused("fast-forward", following, numbered(first, last, NOON));
        refused("fast-forward", following, numbered(first, 1 + Receiving.MAX_LEAP + 1, NOON));
        assertInstanceOf(Outcome.Held.class, domain.receive(following, numbered(first, 1 + Receiving.MAX_LEAP, NOON)));

        // Who followed from the start of such a list is stuck at the end of the numbers until the key changes.
        Follower late = new Follower();
        Subscription stuck = late.following(numbered(first, last, NOON), ENFORCE);
        BanListPublisher.Head rotated = new BanListPublisher.Head(
                head.kind(), head.list(), Lists.key("a2"), head.title(), head.criteria(), head.appeals(), head.scope(),
                head.life());
        Next anew = Lists.next(rotated, null, NOON.plusSeconds(9), Lists.add(MALLORY, Action.DENY));
        Outcome outcome = late.receive(stuck.rotated(KeySet.pinned(Lists.key("a2"))), anew);
        assertInstanceOf(Outcome.Accepted.class, outcome);
        assertEquals(Action.DENY, late.effect(MALLORY));
    }

    @Test
    void holdsTheFirstDocumentOfAKeyThatWasPinnedByHand() {
        Subscription following = domain.following(first, ENFORCE).repinned(Lists.key("a2"));
        assertEquals(Action.DENY, domain.effect(MALLORY), "what is in force stays");
        BanListPublisher.Head other = new BanListPublisher.Head(
                head.kind(), head.list(), Lists.key("a2"), head.title(), head.criteria(), head.appeals(), head.scope(),
                head.life());
        Outcome outcome = domain.receive(following, Lists.next(other, null, NOON, Lists.add(MALLORY, Action.DENY)));
        assertEquals(List.of(Reason.NEW_KEY), assertInstanceOf(Outcome.Held.class, outcome).reasons());
        assertFalse(domain.apply(outcome.subscription()).repinned());
    }

    @Test
    void refusesWhatIsIssuedInTheFutureOrBeforeTheOneInForce() {
        Subscription following = domain.following(first, ENFORCE);
        Duration ahead = Receiving.CLOCK_DIFFERENCE;
        refused("future", following, Lists.next(head, first, NOON.plus(ahead).plusSeconds(1)));
        refused("rollback", following, numbered(first, 2, NOON.minusSeconds(1)));
        assertInstanceOf(Outcome.Accepted.class, domain.receive(following, Lists.next(head, first, NOON.plus(ahead))));
    }

    @Test
    void refusesANewDocumentThatHasExpired() {
        Subscription following = domain.following(first, ENFORCE);
        Next second = Lists.next(head, first, NOON.plusSeconds(60));
        domain.now = second.list().expires();
        refused("expired", following, second);
        domain.now = second.list().expires().minusSeconds(1);
        assertInstanceOf(Outcome.Accepted.class, domain.receive(following, second));
    }

    @Test
    void goesFromEnforcingToWarningAndNeverToNothingWhenAPublisherIsFrozen() {
        Subscription following = domain.following(first, ENFORCE);
        domain.now = first.list().expires().minusSeconds(1);
        assertEquals(Subscription.State.CURRENT, following.state(domain.now));
        domain.now = first.list().expires();
        Outcome outcome = domain.receive(following, first);
        assertInstanceOf(Outcome.Unchanged.class, outcome, "the old document over and over");
        assertEquals(Subscription.State.STALE, outcome.subscription().state(domain.now));
        assertEquals(Action.DENY, domain.effect(MALLORY), "for a grace");
        domain.now = first.list().expires().plus(Subscription.STALE_GRACE).minusSeconds(1);
        assertEquals(Action.DENY, domain.effect(MALLORY));
        domain.now = domain.now.plusSeconds(1);
        assertEquals(Action.WARN, domain.effect(MALLORY));
        domain.now = NOON.plus(Duration.ofDays(364));
        assertEquals(Action.WARN, domain.effect(MALLORY));
        domain.now = NOON.plus(Duration.ofDays(365));
        assertEquals(Action.MONITOR, domain.effect(MALLORY), "the entry itself has ended");
    }

    @Test
    void changesNothingWhenFetchingFails() {
        Subscription following = domain.following(first, ENFORCE);
        Subscription failed = following.failed(new Fault("not-found", "404"), NOON.plusSeconds(5));
        failed = failed.failed(new Fault("timeout", "10 s"), NOON.plusSeconds(9));
        domain.show(failed);
        assertEquals(Action.DENY, domain.effect(MALLORY));
        assertEquals(new Subscription.Failure(new Fault("timeout", "10 s"), NOON.plusSeconds(5), NOON.plusSeconds(9)),
                failed.failure());
        assertEquals(Subscription.State.BROKEN, failed.state(NOON));
        assertSame(following.good(), failed.good());
        assertNull(domain.receive(failed, first).subscription().failure());
    }

    @ParameterizedTest
    @CsvSource({"10, 50, false", "10, 51, true", "300, 60, false", "300, 61, true"})
    void holdsGrowthByMoreThan50AndAFifth(int before, int more, boolean held) {
        Next small = list(null, before, 0, NOON);
        Next large = list(small, before + more, before, NOON);
        expect(held, Reason.GROWTH, domain.receive(domain.following(small, ENFORCE), large));
    }

    @ParameterizedTest
    @CsvSource({"100, 20, false", "100, 21, true", "9, 1, false", "9, 2, true", "4, 1, true"})
    void holdsTheRemovalOfMoreThanAFifth(int before, int less, boolean held) {
        Next large = list(null, before, 0, NOON);
        Next small = without(large, less);
        expect(held, Reason.REMOVAL, domain.receive(domain.following(large, ENFORCE), small));
        assertEquals(Action.DENY, domain.effect("account:n0@bad.example"), "held or missing: in force");
    }

    @Test
    void holdsAnUpdateThatSoftensMoreThanAFifth() {
        Next large = list(null, 100, 0, NOON);
        BanListPublisher.Change[] softer = new BanListPublisher.Change[21];
        for (int i = 0; i < softer.length; i++) {
            softer[i] = Lists.add("account:n" + i + "@bad.example", Action.MONITOR);
        }
        Outcome outcome = domain.receive(domain.following(large, ENFORCE), Lists.next(head, large, NOON, softer));
        expect(true, Reason.REMOVAL, outcome);
    }

    @ParameterizedTest
    @CsvSource({"20, 1, ENFORCE, false", "20, 2, ENFORCE, true", "19, 1, ENFORCE, true", "40, 2, WARN, false",
            "40, 3, WARN, true", "40, 40, MONITOR, false"})
    void holdsWhatWouldHitMoreThanOneOfTwentyInside(int people, int hit, Level level, boolean held) {
        for (int i = 0; i < people; i++) {
            domain.enter("account:n" + i + "@bad.example");
        }
        Next empty = list(null, 0, 0, NOON);
        expect(held, Reason.HITS,
                domain.receive(domain.following(empty, Settings.USUAL.withLevel(level)), list(empty, hit, 0, NOON)));
    }

    @Test
    void countsOnlyWhoIsHitHarderThanBefore() {
        domain.enter(MALLORY);
        Subscription following = domain.following(first, ENFORCE);
        Next second = Lists.next(head, first, NOON, Lists.add("account:eve@bad.example", Action.DENY));
        assertInstanceOf(Outcome.Accepted.class, domain.receive(following, second));
    }

    @Test
    void appliesRetractionsAtOnceAlsoWhenTheRestWaits() {
        Next large = list(null, 100, 0, NOON);
        Subscription following = domain.following(large, ENFORCE);
        String id = large.list().entries().get(1).id();
        Next freed = list(Lists.next(head, large, NOON, new BanListPublisher.Retract(id, "appeal accepted")), 300, 100,
                NOON);
        Next between = Lists.next(head, large, NOON, new BanListPublisher.Retract(id, "appeal accepted"));
        Outcome.Held held = assertInstanceOf(Outcome.Held.class, domain.receive(following, freed, between));
        assertEquals(List.of(Reason.GROWTH), held.reasons());
        assertEquals(Action.MONITOR, domain.effect("account:n0@bad.example"));
        assertEquals(Action.DENY, domain.effect("account:n1@bad.example"));
        assertEquals(Action.MONITOR, domain.effect("account:n200@bad.example"));
    }

    @Test
    void appliesAllRetractionsWithoutReview() {
        Next large = list(null, 100, 0, NOON);
        Subscription following = domain.following(large, new Settings(Level.ENFORCE, Map.of(), 1, true));
        BanListPublisher.Change[] retract = large.list().entries().stream()
                .skip(1)
                .map(entry -> new BanListPublisher.Retract(entry.id(), "the whole list was wrong"))
                .toArray(BanListPublisher.Change[]::new);
        assertInstanceOf(Outcome.Accepted.class, domain.receive(following, Lists.next(head, large, NOON, retract)));
        assertEquals(Action.MONITOR, domain.effect("account:n0@bad.example"));
    }

    @Test
    void keepsWhatVanishedWithoutRetractionForAGrace() {
        Next large = list(null, 100, 0, NOON);
        Subscription following = domain.following(large, ENFORCE);
        Outcome outcome = domain.receive(following, without(large, 1));
        assertEquals(1, outcome.subscription().missing().size());
        domain.now = NOON.plus(Duration.ofDays(7));
        Next later = Lists.next(head, without(large, 1), domain.now);
        domain.receive(outcome.subscription(), later);
        domain.now = NOON.plus(Subscription.MISSING_GRACE).minusSeconds(1);
        assertEquals(Action.DENY, domain.effect("account:n0@bad.example"));
        domain.now = domain.now.plusSeconds(1);
        assertEquals(Action.MONITOR, domain.effect("account:n0@bad.example"));
        assertEquals(Action.DENY, domain.effect("account:n1@bad.example"));
    }

    @Test
    void endsAMissingEntryWhenItIsRetractedOrTheOperatorSawIt() {
        Next large = list(null, 100, 0, NOON);
        Subscription following = domain.following(large, ENFORCE);
        Next small = without(large, 30);
        Outcome outcome = domain.receive(following, small);
        Subscription applied = domain.apply(outcome.subscription());
        assertEquals(Action.MONITOR, domain.effect("account:n0@bad.example"));
        assertTrue(applied.missing().isEmpty());
    }

    @Test
    void doesNotMissWhatEndedByItself() {
        BanListPublisher.Add brief = new BanListPublisher.Add(
                Lists.subject(MALLORY), Action.DENY, Set.of(Category.SPAM), "spam", NOON.plusSeconds(60), null, null);
        Next short1 = Lists.next(head, null, NOON, brief);
        Subscription following = domain.following(short1, ENFORCE);
        domain.now = NOON.plusSeconds(59);
        assertEquals(Action.DENY, domain.effect(MALLORY));
        domain.now = NOON.plusSeconds(60);
        assertEquals(Action.MONITOR, domain.effect(MALLORY), "to the second, without a newer document");
        Outcome outcome = domain.receive(following, Lists.next(head, short1, domain.now));
        assertInstanceOf(Outcome.Accepted.class, outcome);
        assertTrue(outcome.subscription().missing().isEmpty());
    }

    @Test
    void holdsEachUpdateWhenTheOperatorWantsToSeeIt() {
        Subscription following = domain.following(first, new Settings(Level.ENFORCE, Map.of(), 1, true));
        Next second = Lists.next(head, first, NOON, Lists.add("account:eve@bad.example", Action.DENY));
        assertEquals(List.of(Reason.REVIEW), held(following, second).reasons());
        assertInstanceOf(Outcome.Accepted.class, domain.receive(following, Lists.next(head, first, NOON)),
                "nothing to see");
    }

    @Test
    void remembersDismissalsAcrossUpdatesUntilTheEntryMeansSomebodyElse() {
        Next mild = Lists.next(head, null, NOON, Lists.add(MALLORY, Action.WARN));
        Subscription following = domain.following(mild, ENFORCE);
        String id = mild.list().entries().get(1).id();
        following = following.dismissing(new Subscription.Dismissal(id, MALLORY), true);
        domain.show(following);
        assertEquals(Action.MONITOR, domain.effect(MALLORY));
        Next second = Lists.next(head, mild, NOON, Lists.add(MALLORY, Action.QUARANTINE));
        following = domain.receive(following, second).subscription();
        assertEquals(Action.MONITOR, domain.effect(MALLORY));
        domain.show(following.dismissing(new Subscription.Dismissal(id, MALLORY), false));
        assertEquals(Action.QUARANTINE, domain.effect(MALLORY));
        domain.show(following.dismissing(new Subscription.Dismissal(id, MALLORY), false)
                .dismissing(new Subscription.Dismissal(id, "account:somebody@else.example"), true));
        assertEquals(Action.QUARANTINE, domain.effect(MALLORY));
    }

    @Test
    void doesNotAskAgainAboutWhatIsDismissed() {
        Subscription following = domain.following(first, new Settings(Level.ENFORCE, Map.of(), 1, true));
        Next second = Lists.next(head, first, NOON, Lists.add("account:eve@bad.example", Action.DENY));
        Subscription waiting = held(following, second).subscription();
        Entry eve = second.list().entries().get(2);
        waiting = waiting.dismissing(Subscription.Dismissal.of(eve), true);
        assertEquals(
                List.of(new Plan.Stopped(eve.subject(), eve.id(), Exempt.By.DISMISSED)),
                domain.plan(waiting).stopped());
        assertTrue(domain.plan(waiting).diff().added().isEmpty());
        waiting = domain.apply(waiting);
        assertEquals(Action.MONITOR, domain.effect("account:eve@bad.example"));

        Next third = Lists.next(head, second, NOON, new BanListPublisher.Add(
                eve.subject(), Action.WARN, Set.of(Category.SPAM), "said otherwise", null, null, null));
        assertInstanceOf(Outcome.Accepted.class, domain.receive(waiting, third), "nothing else changed");
        assertEquals(Action.MONITOR, domain.effect("account:eve@bad.example"));
    }

    @Test
    void holdsWhatComesWhenTheOneInForceCannotBeReadAnyMore() {
        Subscription following = domain.following(first, ENFORCE);
        domain.documents.clear();
        Next second = Lists.next(head, first, NOON);
        assertEquals(List.of(Reason.FIRST), held(following, second).reasons());
    }

    @Test
    void neverForgetsTheHighestNumberThroughStorage() {
        Subscription following = domain.following(first, ENFORCE);
        Next second = Lists.next(head, first, NOON);
        Subscription stored =
                SubscriptionJson.read(SubscriptionJson.write(domain.receive(following, second).subscription()));
        assertNotNull(stored.highest());
        refused("rollback", stored, first);
    }

    private Outcome.Refused refused(String code, Subscription subscription, Next next) {
        Outcome.Refused refused = assertInstanceOf(Outcome.Refused.class, domain.receive(subscription, next));
        assertEquals(code, refused.fault().code());
        assertEquals(subscription.good(), refused.subscription().good(), "the last good document stays");
        assertEquals(subscription.highest(), refused.subscription().highest());
        assertEquals(Action.DENY, domain.effect(MALLORY));
        assertNotNull(refused.subscription().failure());
        return refused;
    }

    private Outcome.Held held(Subscription subscription, Next next) {
        return assertInstanceOf(Outcome.Held.class, domain.receive(subscription, next));
    }

    private static void expect(boolean held, Reason reason, Outcome outcome) {
        if (held) {
            assertEquals(List.of(reason), assertInstanceOf(Outcome.Held.class, outcome).reasons());
        } else {
            assertInstanceOf(Outcome.Accepted.class, outcome);
        }
    }

    /** A document with the entries n0, n1, ... up to {@code to}, of which those below {@code from} are there already. */
    private Next list(@Nullable Next previous, int to, int from, Instant issued) {
        BanListPublisher.Change[] changes = new BanListPublisher.Change[to - from];
        for (int i = from; i < to; i++) {
            changes[i - from] = Lists.add("account:n" + i + "@bad.example", Action.DENY);
        }
        return Lists.next(head, previous, issued, changes);
    }

    /** The next document of a publisher who forgot the first entries, and retracts nothing. */
    private Next without(Next previous, int less) {
        BanList list = previous.list();
        BanList forgetful = new BanList(
                list.kind(), list.list(), list.issuer(), list.seq(), list.previous(), list.issued(), list.expires(),
                list.title(),
                list.criteria(), list.appeals(), list.scope(), list.selfTest(),
                list.entries().subList(1 + less, list.entries().size()), list.retractions());
        return Lists.next(head, new Next(forgetful, previous.bytes()), NOON);
    }

    /** A document of this number, as only somebody with the key could make it. */
    private static Next numbered(Next like, long seq, Instant issued) {
        BanList list = like.list();
        BanList numbered = new BanList(
                list.kind(), list.list(), list.issuer(), seq, Digest.of(like.bytes()), issued, list.expires(),
                list.title(),
                list.criteria(), list.appeals(), list.scope(), list.selfTest(), list.entries(), list.retractions());
        return new Next(numbered, ("document " + seq + " of " + issued).getBytes(StandardCharsets.UTF_8));
    }
}
