// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.banlist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.signed.Digest;
import org.freehold.moderation.signed.Jcs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BanListPublisherTest {
    private static final Instant NOON = Lists.NOON;
    private final BanListPublisher.Head head = Lists.head("a");

    @Test
    void writesTheBytesThatItReadsAgain() {
        BanListPublisher.Next next = Lists.next(head, null, NOON, Lists.add("home:bad.example", Action.DENY));
        assertEquals(next.list(), Lists.read(Lists.document(next.list())));
        assertArrayEquals(Jcs.bytes(Lists.document(next.list())), next.bytes());
        assertTrue(new String(next.bytes(), StandardCharsets.UTF_8)
                .startsWith("{\"appeals\":\"https://a.example/appeals\",\"criteria\":"));
    }

    @Test
    void chainsEachDocumentToTheOneBefore() {
        BanListPublisher.Next first = Lists.next(head, null, NOON);
        BanListPublisher.Next second = Lists.next(head, first, NOON.plusSeconds(1));
        assertEquals(2, second.list().seq());
        assertEquals(Digest.of(first.bytes()), second.list().previous());
    }

    @Test
    void doesNotPublishBeforeTheLastDocument() {
        BanListPublisher.Next first = Lists.next(head, null, NOON);
        assertEquals("clock", refusal(first, NOON.minusSeconds(1)).code());
    }

    @Test
    void keepsARetractionFor180DaysAndNoLonger() {
        BanListPublisher.Next first = Lists.next(head, null, NOON, Lists.add("home:bad.example", Action.DENY));
        String id = first.list().entries().get(1).id();
        BanListPublisher.Next second =
                Lists.next(head, first, NOON, new BanListPublisher.Retract(id, "appeal accepted"));
        assertEquals(List.of(new Retraction(id, NOON, "appeal accepted", null)), second.list().retractions());
        assertEquals(1, second.list().entries().size());
        BanListPublisher.Next last = Lists.next(head, second, NOON.plus(Duration.ofDays(180)));
        assertEquals(1, last.list().retractions().size());
        BanListPublisher.Next after = Lists.next(head, second, NOON.plus(Duration.ofDays(180)).plusSeconds(1));
        assertEquals(0, after.list().retractions().size());
    }

    @Test
    void givesWhoIsListedAgainANewId() {
        BanListPublisher.Next first = Lists.next(head, null, NOON, Lists.add("home:bad.example", Action.DENY));
        String id = first.list().entries().get(1).id();
        BanListPublisher.Next again = Lists.next(
                head,
                first,
                NOON.plusSeconds(1),
                new BanListPublisher.Retract(id, "appeal accepted"),
                Lists.add("home:bad.example", Action.WARN));
        assertNotEquals(id, again.list().entries().get(1).id());
    }

    @Test
    void keepsTheIdOfAnEntryThatIsChanged() {
        BanListPublisher.Next first = Lists.next(head, null, NOON, Lists.add("home:bad.example", Action.DENY));
        BanListPublisher.Next second =
                Lists.next(head, first, NOON.plusSeconds(60), Lists.add("home:bad.example", Action.WARN));
        Entry entry = second.list().entries().get(1);
        assertEquals(first.list().entries().get(1).id(), entry.id());
        assertEquals(Action.WARN, entry.action());
        assertEquals(NOON, entry.since());
    }

    @Test
    void leavesOutWhatHasEnded() {
        BanListPublisher.Add brief = new BanListPublisher.Add(
                Lists.subject("home:bad.example"), Action.DENY, Set.of(Category.SPAM), "spam", NOON.plusSeconds(60),
                null, null);
        BanListPublisher.Next first = Lists.next(head, null, NOON, brief);
        assertEquals(2, Lists.next(head, first, NOON.plusSeconds(59)).list().entries().size());
        assertEquals(1, Lists.next(head, first, NOON.plusSeconds(60)).list().entries().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "came from 192.0.2.17 again", "uses 2001:db8::1", "2001:db8:1:2:3:4:5:6", "NIC 00:1B:44:11:3A:B7",
            "write to mallory@mail.example", "", "  ", "two\nlines"
    })
    void refusesReasonsThatWouldCarryAnAddress(String reason) {
        BanListPublisher.Add add = new BanListPublisher.Add(
                Lists.subject("home:bad.example"), Action.DENY, Set.of(Category.SPAM), reason, null, null, null);
        assertTrue(Set.of("personal-data", "bad-text").contains(refusal(null, NOON, add).code()));
    }

    @Test
    void takesAReasonWithATimeAndAVersion() {
        assertTrue(BanListPublisher
                .check(Lists.subject("home:bad.example"), "flood at 20:11, version 1.2.3, 3:1 against").isEmpty());
    }

    @Test
    void refusesToRetractWhatIsNotThere() {
        assertEquals("not-found", refusal(null, NOON, new BanListPublisher.Retract("e-1-1", "mistake")).code());
    }

    @Test
    void refusesAnEntryThatWouldLastLongerThan365Days() {
        BanListPublisher.Add add = new BanListPublisher.Add(
                Lists.subject("home:bad.example"),
                Action.DENY,
                Set.of(Category.SPAM),
                "spam",
                NOON.plus(Duration.ofDays(365)).plusSeconds(1),
                null,
                null);
        assertEquals("bad-time", refusal(null, NOON, add).code());
    }

    @Test
    void relaysWithTheOriginAndNeverHarder() {
        BanListPublisher.Next origin =
                Lists.next(Lists.head("b"), null, NOON, Lists.add("home:bad.example", Action.QUARANTINE));
        BanListPublisher.Next relay = Lists.next(
                head, null, NOON, Lists.relays(origin));
        Entry entry = relay.list().entries().get(1);
        assertEquals(Lists.key("b"), entry.origin());
        assertEquals(Action.QUARANTINE, entry.action());
        assertEquals(
                new Entry.Relay("https://b.example/lists/main", "e-1-1", Action.QUARANTINE, Digest.of(origin.bytes())),
                entry.relay());
    }

    @Test
    void passesARetractionOn() {
        BanListPublisher.Next origin =
                Lists.next(Lists.head("b"), null, NOON, Lists.add("home:bad.example", Action.DENY));
        BanListPublisher.Next relay = Lists.next(head, null, NOON, Lists.relays(origin));
        BanListPublisher.Next freed = Lists.next(
                Lists.head("b"), origin, NOON.plusSeconds(1),
                new BanListPublisher.Retract("e-1-1", "mistaken identity"));
        BanListPublisher.Next after = Lists.next(head, relay, NOON.plusSeconds(2), Lists.relays(freed));
        assertEquals(1, after.list().entries().size());
        assertEquals("mistaken identity", after.list().retractions().getFirst().reason());
        assertEquals(relay.list().entries().get(1).id(), after.list().retractions().getFirst().id());
    }

    @Test
    void passesARetractionOnFromRelayToRelay() {
        BanListPublisher.Next origin =
                Lists.next(Lists.head("b"), null, NOON, Lists.add("home:bad.example", Action.DENY));
        BanListPublisher.Next near = Lists.next(head, null, NOON, Lists.relays(origin));
        BanListPublisher.Next far = Lists.next(Lists.head("c"), null, NOON, Lists.relays(near));
        assertEquals(Lists.key("b"), far.list().entries().get(1).origin());
        BanListPublisher.Next freed = Lists.next(
                Lists.head("b"), origin, NOON.plusSeconds(1),
                new BanListPublisher.Retract("e-1-1", "mistaken identity"));
        near = Lists.next(head, near, NOON.plusSeconds(2), Lists.relays(freed));
        far = Lists.next(Lists.head("c"), far, NOON.plusSeconds(3), Lists.relays(near));
        assertEquals(1, far.list().entries().size());
        assertEquals("mistaken identity", far.list().retractions().getFirst().reason());
        assertEquals(far.list(), Lists.read(Lists.document(far.list())));
    }

    @Test
    void passesNothingOnHarderThanItsOwnOperatorWants() {
        BanListPublisher.Next origin =
                Lists.next(Lists.head("b"), null, NOON, Lists.add("home:bad.example", Action.DENY));
        BanListPublisher.Next relay = Lists.next(
                head, null, NOON, new BanListPublisher.Relays(List.of(Lists.relay(origin, Action.WARN))));
        Entry entry = relay.list().entries().get(1);
        assertEquals(Action.WARN, entry.action());
        assertEquals(Action.DENY, Objects.requireNonNull(entry.relay()).action());
        assertEquals(relay.list(), Lists.read(Lists.document(relay.list())));
    }

    @Test
    void endsWhatIsNotPassedOnAnyMoreAndLeavesItsOwnAlone() {
        BanListPublisher.Next origin =
                Lists.next(Lists.head("b"), null, NOON, Lists.add("home:bad.example", Action.DENY));
        BanListPublisher.Next relay = Lists.next(
                head, null, NOON, Lists.add("home:worse.example", Action.DENY), Lists.relays(origin));
        assertEquals(3, relay.list().entries().size());
        assertEquals(relay.list().entries(), Lists.next(head, relay, NOON, Lists.relays(origin)).list().entries());

        BanListPublisher.Next after = Lists.next(head, relay, NOON.plusSeconds(1), Lists.relays());
        Retraction ended = after.list().retractions().getFirst();
        assertEquals("e-1-1", Objects.requireNonNull(ended.relay()).id());
        assertEquals(1, after.list().retractions().size());
        assertEquals("home:worse.example", after.list().entries().get(1).subject().text());
    }

    @Test
    void takesTheMilderSoftenedOfTwoWaysToTheSameStatement() {
        BanListPublisher.Next origin =
                Lists.next(Lists.head("b"), null, NOON, Lists.add("home:bad.example", Action.DENY));
        BanListPublisher.Next other = Lists.next(
                Lists.head("c"), null, NOON, new BanListPublisher.Relays(List.of(Lists.relay(origin, Action.WARN))));
        BanListPublisher.Next relay = Lists.next(head, null, NOON, Lists.relays(other, origin));
        assertEquals(2, relay.list().entries().size());
        assertEquals(Action.DENY, relay.list().entries().get(1).action());
    }

    @Test
    void comesToRestInARing() {
        List<BanListPublisher.Head> heads = List.of(Lists.head("a"), Lists.head("b"), Lists.head("c"));
        BanListPublisher.Next[] ring = {
                Lists.next(heads.get(0), null, NOON, Lists.add("home:bad.example", Action.DENY)),
                Lists.next(heads.get(1), null, NOON),
                Lists.next(heads.get(2), null, NOON)
        };
        for (int round = 1; round <= 5; round++) {
            for (int i = 0; i < 3; i++) {
                ring[i] = Lists.next(heads.get(i), ring[i], NOON.plusSeconds(round), Lists.relays(ring[(i + 2) % 3]));
            }
        }
        for (BanListPublisher.Next each : ring) {
            assertEquals(2, each.list().entries().size(), each.list().list());
            assertEquals(Lists.key("a"), each.list().entries().get(1).origin());
        }
    }

    @Test
    void exportsDomainsForMastodonAndSubjectsAsText() {
        BanList list = Lists.next(
                head,
                null,
                NOON,
                Lists.add("home:bad.example", Action.DENY),
                Lists.add("home:soft.example", Action.QUARANTINE),
                Lists.add("account:mallory@bad.example", Action.DENY))
                .list();
        List<Entry> entries = list.entries().stream().filter(entry -> !list.isSelfTest(entry)).toList();
        assertEquals(
                """
                        #domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate
                        bad.example,suspend,false,false,"object flood, third time",false
                        soft.example,silence,false,false,"object flood, third time",false
                        """,
                BanListExport.mastodonCsv(entries));
        assertEquals("account:mallory@bad.example\nhome:bad.example\nhome:soft.example\n", BanListExport.text(entries));
    }

    @Test
    void keepsExactlyWhatWasAddedAndNotRetractedWhateverHappens() {
        Random random = new Random(11);
        Set<String> listed = new HashSet<>();
        BanListPublisher.Next last = Lists.next(head, null, NOON);
        for (int round = 1; round < 200; round++) {
            String subject = "account:n" + random.nextInt(30) + "@bad.example";
            BanList before = last.list();
            if (listed.contains(subject) && random.nextBoolean()) {
                String id = before.entries().stream()
                        .filter(entry -> entry.subject().text().equals(subject))
                        .findFirst()
                        .orElseThrow()
                        .id();
                last = Lists.next(head, last, NOON.plusSeconds(round), new BanListPublisher.Retract(id, "mistake"));
                listed.remove(subject);
            } else {
                last = Lists.next(head, last, NOON.plusSeconds(round), Lists.add(subject, Action.DENY));
                listed.add(subject);
            }
            BanList list = last.list();
            assertEquals(
                    listed,
                    list.entries().stream()
                            .filter(entry -> !list.isSelfTest(entry))
                            .map(entry -> entry.subject().text())
                            .collect(Collectors.toSet()));
        }
    }

    private Fault refusal(BanListPublisher.@Nullable Next before, Instant now, BanListPublisher.Change... changes) {
        BanListPublisher.Result result = BanListPublisher.next(
                head, before == null ? null : new BanListPublisher.Previous(before.list(), before.bytes()),
                List.of(changes), now);
        return assertInstanceOf(BanListPublisher.Refused.class, result).faults().getFirst();
    }
}
