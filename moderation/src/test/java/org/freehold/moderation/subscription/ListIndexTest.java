// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.subscription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Moment;
import org.freehold.moderation.Subject;
import org.freehold.moderation.admission.Finding;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.BanListPublisher.Next;
import org.freehold.moderation.banlist.BanListPublisher;
import org.freehold.moderation.banlist.Entry;
import org.freehold.moderation.banlist.Fault;
import org.freehold.moderation.banlist.Lists;
import org.freehold.moderation.banlist.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ListIndexTest {
    private static final List<Action> ACTIONS = List.of(Action.values());
    private static final Instant NOON = Lists.NOON;
    private static final Settings ENFORCE = Settings.USUAL.withLevel(Level.ENFORCE);
    private static final String MALLORY = "account:mallory@bad.example";
    private static final String KEY = "key:" + Lists.key("mallory");

    private final Follower domain = new Follower();

    @ParameterizedTest
    @EnumSource(Level.class)
    void goesAsFarAsBothTheListAndTheTrustInItGo(Level level) {
        for (Action recommended : Action.values()) {
            Follower fresh = new Follower();
            fresh.following(list("a", MALLORY, recommended), Settings.USUAL.withLevel(level));
            Action expected = recommended.compareTo(level.cap()) <= 0 ? recommended : level.cap();
            assertEquals(expected, fresh.effect(MALLORY), recommended + " at " + level);
        }
    }

    @Test
    void onlyMonitorsUnlessToldOtherwise() {
        domain.following(list("a", MALLORY, Action.DENY), Settings.USUAL);
        assertEquals(Action.MONITOR, domain.effect(MALLORY));
        assertEquals(Action.DENY, domain.find(MALLORY).getFirst().recommended());
    }

    @Test
    void tellsWhereAFindingComesFrom() {
        Next a = list("a", MALLORY, Action.DENY);
        domain.following(a, ENFORCE);
        Entry entry = a.list().entries().get(1);
        assertEquals(
                List.of(new Finding(
                        "https://a.example/lists/main", Lists.key("a"), 1, entry.id(), entry.subject(), Action.DENY,
                        Action.DENY,
                        Set.of(Category.SPAM), "object flood, third time", entry.expires(), "https://a.example/appeals",
                        List.of(), false)),
                domain.find(MALLORY));
    }

    @Test
    void keepsEntriesOfTwoListsWithTheSameIdApart() {
        domain.following(list("a", MALLORY, Action.DENY), Settings.USUAL.withLevel(Level.WARN));
        domain.following(list("b", MALLORY, Action.QUARANTINE), ENFORCE);
        List<Finding> findings = domain.find(MALLORY);
        assertEquals(2, findings.size());
        assertEquals(findings.get(0).entryId(), findings.get(1).entryId());
        assertEquals(List.of(Action.WARN, Action.QUARANTINE), findings.stream().map(Finding::effective).toList());
    }

    @Test
    void onlyMonitorsAnUnknownCategoryAndAGame() {
        Next next = list("a", MALLORY, Action.DENY);
        var document = Lists.document(next.list());
        Lists.entry(document).putArray("categories").add("spam").add("bad-haircut");
        domain.following(new Next(Lists.read(document), next.bytes()), ENFORCE);
        assertEquals(Action.MONITOR, domain.effect(MALLORY));

        BanListPublisher.Head head = Lists.head("b");
        BanListPublisher.Head game = new BanListPublisher.Head(
                head.kind(), head.list(), head.issuer(), head.title(), head.criteria(), head.appeals(), Scope.ROLEPLAY,
                head.life());
        domain.following(Lists.next(game, null, NOON, Lists.add(MALLORY, Action.DENY)), ENFORCE);
        assertEquals(Action.MONITOR, domain.effect(MALLORY));
    }

    @Test
    void goesNoFurtherThanTheCapOfACategory() {
        Settings capped = new Settings(Level.ENFORCE, Map.of(Category.SPAM, Action.WARN), 1, false);
        Next a = Lists.next(
                Lists.head("a"),
                null,
                NOON,
                Lists.add(MALLORY, Action.DENY, Category.SPAM),
                Lists.add("account:eve@bad.example", Action.DENY, Category.FLOODING),
                Lists.add("account:oscar@bad.example", Action.DENY, Category.SPAM, Category.FLOODING));
        domain.following(a, capped);
        assertEquals(Action.WARN, domain.effect(MALLORY));
        assertEquals(Action.DENY, domain.effect("account:eve@bad.example"));
        assertEquals(Action.WARN, domain.effect("account:oscar@bad.example"),
                "a second category does not lift the cap");
    }

    @Test
    void waitsForIndependentOrigins() {
        Settings two = ENFORCE.withCorroborate(2);
        domain.following(said("a", "flooded the plaza", Action.DENY), two);
        assertEquals(Action.MONITOR, domain.effect(MALLORY));
        domain.following(said("b", "again and again", Action.QUARANTINE), Settings.USUAL);
        assertEquals(Action.QUARANTINE, domain.effect(MALLORY), "as hard as both say");
        assertEquals(List.of(Lists.key("b")), domain.find(MALLORY).getFirst().corroborators());
    }

    @Test
    void countsNeitherRelaysNorCopiesNorASecondListOfTheSameIssuer() {
        Settings two = ENFORCE.withCorroborate(2);
        Next origin = said("o", "flooded the plaza", Action.DENY);
        for (String relay : List.of("a", "b", "c")) {
            domain.following(
                    Lists.next(Lists.head(relay), null, NOON,
                            Lists.relays(origin)),
                    two);
        }
        assertEquals(3, domain.find(MALLORY).size());
        assertEquals(Action.MONITOR, domain.effect(MALLORY), "three lists relay one origin, which nobody follows");
        domain.following(origin, two);
        assertEquals(Action.MONITOR, domain.effect(MALLORY), "one origin");
        domain.following(said("copyist", "flooded the plaza", Action.DENY), two);
        assertEquals(Action.MONITOR, domain.effect(MALLORY), "same words, same second");
        BanListPublisher.Head second = Lists.head("o");
        BanListPublisher.Head other = new BanListPublisher.Head(
                second.kind(), second.list() + "2", second.issuer(), second.title(), second.criteria(),
                second.appeals(), second.scope(), second.life());
        domain.following(Lists.next(other, null, NOON, add("said on another list", Action.DENY)), two);
        assertEquals(Action.MONITOR, domain.effect(MALLORY), "the same issuer");
        domain.following(said("witness", "saw it as well", Action.DENY), Settings.USUAL);
        assertEquals(Action.DENY, domain.effect(MALLORY));
    }

    @Test
    void doesNotTakeBackThroughRelaysWhatItSaidItself() {
        BanListPublisher.Head own = Lists.head("self");
        Next mine = Lists.next(own, null, NOON, Lists.add(MALLORY, Action.DENY));
        domain.following(
                Lists.next(Lists.head("a"), null, NOON,
                        Lists.relays(mine)),
                ENFORCE);
        assertEquals(List.of(), domain.find(MALLORY));
    }

    @Test
    void findsNothingAfterTheSecondInWhichAnEntryEnds() {
        BanListPublisher.Add brief = new BanListPublisher.Add(
                Lists.subject(MALLORY), Action.DENY, Set.of(Category.SPAM), "spam", NOON.plusSeconds(60), null, null);
        domain.following(Lists.next(Lists.head("a"), null, NOON, brief), ENFORCE);
        domain.now = NOON.plusSeconds(59);
        assertEquals(Action.DENY, domain.effect(MALLORY));
        domain.now = NOON.plusSeconds(60);
        assertEquals(List.of(), domain.find(MALLORY));
    }

    @Test
    void doesNothingToThisDomainAndThoseWhoRunItWhateverAListSays() {
        Subject self = Lists.subject("home:self.example");
        Subject admin = Lists.subject("key:" + Lists.key("admin"));
        domain.following(
                Lists.next(
                        Lists.head("a"),
                        null,
                        NOON,
                        Lists.add(self.text(), Action.DENY),
                        Lists.add(admin.text(), Action.DENY),
                        Lists.add("home:admins-home.example", Action.DENY),
                        Lists.add(MALLORY, Action.DENY)),
                ENFORCE);
        domain.index = domain.index.with(new Exempt(Set.of(self, admin), Set.of()));
        assertEquals(Action.MONITOR, domain.effect(self.text()));
        assertEquals(Action.MONITOR, domain.effect(admin.text()));
        assertEquals(Action.MONITOR, domain.effect("home:admins-home.example", admin.text()), "by home, too");
        assertEquals(1, domain.find(admin.text()).size(), "it is seen");
        assertEquals(Action.DENY, domain.effect("home:admins-home.example"), "others from there");
        assertEquals(Action.DENY, domain.effect(MALLORY, self.text()),
                "a guarded home does not guard each of its people");
    }

    @Test
    void letsAnOverrideWinAtOnceAlsoAgainstAWholeHome() {
        domain.following(list("a", "home:bad.example", Action.DENY), ENFORCE);
        domain.following(list("b", KEY, Action.DENY), ENFORCE);
        assertEquals(Action.DENY, domain.effect(KEY, MALLORY, "home:bad.example"));
        domain.index = domain.index.with(new Exempt(Set.of(), Set.of(Lists.subject(MALLORY))));
        assertEquals(Action.MONITOR, domain.effect(KEY, MALLORY, "home:bad.example"));
        assertEquals(Action.DENY, domain.effect("account:eve@bad.example", "home:bad.example"));
    }

    @Test
    void leavesInStepsWithoutThePublisher() {
        Subscription following = domain.following(list("a", MALLORY, Action.DENY), ENFORCE);
        domain.following(said("b", "saw it as well", Action.WARN), ENFORCE);
        Subscription leaving = following.failed(new Fault("gone", "410"), NOON).leave(NOON);
        domain.show(leaving);
        assertEquals(Subscription.State.LEAVING, leaving.state(NOON));
        assertEquals(Action.QUARANTINE, domain.effect(MALLORY));
        domain.now = NOON.plus(Subscription.LEAVING_STEP).minusSeconds(1);
        assertEquals(Action.QUARANTINE, domain.effect(MALLORY));
        domain.now = domain.now.plusSeconds(1);
        assertEquals(Action.WARN, domain.effect(MALLORY), "what another list says stays");
        assertEquals(1, domain.find(MALLORY).size());
        assertTrue(leaving.isGone(domain.now));
        domain.show(following.leave(domain.now).stay());
        assertEquals(Action.DENY, domain.effect(MALLORY));
        domain.show(following.leaveNow(domain.now));
        assertEquals(Action.WARN, domain.effect(MALLORY));
    }

    @Test
    void adoptsWhatTheListDoesHereNowAndNoMore() {
        Next a = Lists.next(
                Lists.head("a"), null, NOON, Lists.add(MALLORY, Action.DENY),
                Lists.add("account:eve@bad.example", Action.MONITOR),
                Lists.add("account:friend@bad.example", Action.DENY));
        Subscription following = domain.following(a, Settings.USUAL.withLevel(Level.QUARANTINE));
        domain.index = domain.index.with(new Exempt(Set.of(), Set.of(Lists.subject("account:friend@bad.example"))));
        List<Leaving.Adopted> adopted =
                Leaving.adopted(following, domain.good(following), domain.index, Follower.SELF, domain.now);
        assertEquals(List.of(new Leaving.Adopted(a.list().entries().get(1), Action.QUARANTINE)), adopted);
    }

    @Test
    void meansNobodyByTheSelfTest() {
        Next a = list("a", MALLORY, Action.DENY);
        domain.following(a, ENFORCE);
        assertEquals(List.of(), domain.find(a.list().selfTest().hitSubject(BanList.Kind.BAN_LIST).text()));
        assertEquals(List.of(), domain.find(a.list().selfTest().missSubject(BanList.Kind.BAN_LIST).text()));
        assertEquals(1, domain.index.entries());
    }

    @Test
    void findsExactlyWhatAPlainMapFinds() {
        Random random = new Random(5);
        Map<Subject, List<String>> plain = new HashMap<>();
        List<Subject> pool = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            pool.add(Lists.subject(
                    switch (i % 3) {
                        case 0 -> "key:" + Lists.key("k" + i);
                        case 1 -> "account:n" + i + "@h" + i % 7 + ".example";
                        default -> "home:h" + i + ".example";
                    }));
        }
        for (String publisher : List.of("a", "b", "c", "d")) {
            List<BanListPublisher.Change> changes = new ArrayList<>();
            for (Subject subject : pool) {
                if (random.nextInt(4) == 0) {
                    changes.add(Lists.add(subject.text(), ACTIONS.get(random.nextInt(4))));
                    plain.computeIfAbsent(subject, any -> new ArrayList<>()).add(publisher);
                }
            }
            domain.following(
                    Lists.next(Lists.head(publisher), null, NOON, changes.toArray(BanListPublisher.Change[]::new)),
                    ENFORCE);
        }
        for (Subject subject : pool) {
            assertEquals(
                    plain.getOrDefault(subject, List.of()),
                    domain.index.find(List.of(subject), NOON).stream()
                            .map(finding -> finding.list().substring("https://".length(), "https://".length() + 1))
                            .toList());
        }
    }

    @Test
    void saysTheSameUntilTheTimeThatItNames() {
        Random random = new Random(7);
        int changed = 0;
        for (int i = 0; i < 200; i++) {
            Follower fresh = new Follower();
            Settings settings = ENFORCE.withCorroborate(1 + random.nextInt(2));
            for (String publisher : List.of("a", "b", "c")) {
                Instant expires = NOON.plus(Duration.ofDays(1 + random.nextInt(60)));
                Subscription following = fresh.following(
                        Lists.next(Lists.head(publisher), null, NOON, new BanListPublisher.Add(
                                Lists.subject(MALLORY), ACTIONS.get(random.nextInt(4)), Set.of(Category.SPAM),
                                "words " + random.nextInt(3), expires, null, null)),
                        settings);
                if (random.nextInt(3) == 0) {
                    fresh.show(following.leave(NOON));
                }
            }
            List<Subject> person = List.of(Lists.subject(MALLORY));
            Moment moment = new Moment(NOON);
            List<Finding> before = fresh.index.find(person, moment);
            Instant until = Objects.requireNonNull(moment.until());
            for (int day = 1; day <= 60; day++) {
                Instant now = NOON.plus(Duration.ofDays(day));
                boolean same = before.equals(fresh.index.find(person, now));
                assertTrue(same || !now.isBefore(until), () -> now + " is before " + until + ", and not as " + before);
                changed += same ? 0 : 1;
            }
        }
        assertTrue(changed > 200, changed + " changed");
    }

    @Test
    void findsEachOfManyEntriesWithLongReasons() {
        List<BanListPublisher.Change> changes = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            changes.add(new BanListPublisher.Add(
                    Lists.subject("account:n" + i + "@bad.example"),
                    Action.DENY,
                    Set.of(Category.SPAM, Category.OTHER),
                    ("reason " + i + " \ud83d\ude00").repeat(1 + i % 20),
                    null,
                    null,
                    null));
        }
        Next many = Lists.next(Lists.head("a"), null, NOON, changes.toArray(BanListPublisher.Change[]::new));
        domain.following(many, ENFORCE);
        for (Entry entry : many.list().entries().subList(1, 3001)) {
            Finding finding = domain.find(entry.subject().text()).getFirst();
            assertEquals(entry.id(), finding.entryId());
            assertEquals(entry.reason(), finding.reason());
            assertEquals(Set.of(Category.SPAM, Category.OTHER), finding.categories());
            assertEquals(entry.expires(), finding.expires());
        }
    }

    private static Next list(String publisher, String subject, Action action) {
        return Lists.next(Lists.head(publisher), null, NOON, Lists.add(subject, action));
    }

    private static Next said(String publisher, String reason, Action action) {
        return Lists.next(Lists.head(publisher), null, NOON, add(reason, action));
    }

    private static BanListPublisher.Add add(String reason, Action action) {
        return new BanListPublisher.Add(Lists.subject(MALLORY), action, Set.of(Category.SPAM), reason, null, null,
                null);
    }
}
