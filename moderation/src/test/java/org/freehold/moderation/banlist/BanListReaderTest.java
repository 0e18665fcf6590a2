// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.banlist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.Random;
import java.util.Set;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Subject;
import org.freehold.moderation.signed.Digest;
import org.freehold.moderation.signed.DocumentFault;
import org.freehold.moderation.signed.Jcs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BanListReaderTest {
    private final ObjectNode document = Lists.document();

    @Test
    void readsWhatAPublisherWrote() {
        BanList list = Lists.read(document);
        assertEquals(1, list.seq());
        assertEquals(Lists.key("a"), list.issuer());
        Entry entry = list.entries().get(1);
        assertEquals(Lists.subject("account:mallory@bad.example"), entry.subject());
        assertEquals(Action.DENY, entry.action());
        assertEquals(Set.of(Category.FLOODING), entry.knownCategories());
        assertEquals(list.issuer(), entry.origin());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ip", "name", "avatar", "device", "fingerprint", "country"})
    void refusesAnythingAboutAPersonThatTheFormatDoesNotHave(String member) {
        Lists.entry(document).put(member, "x");
        assertEquals("unknown-member", Lists.fault(document));
    }

    @Test
    void refusesUnknownMembersAtTheTopAndInSubjects() {
        ObjectNode top = document.deepCopy();
        top.put("vendor", "x");
        assertEquals("unknown-member", Lists.fault(top));
        ((ObjectNode) Lists.entry(document).get("subject")).put("address", "x");
        assertEquals("unknown-member", Lists.fault(document));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "type", "list", "issuer", "seq", "issued", "expires", "title", "criteria", "appeals", "scope", "selftest",
            "entries", "retracted"
    })
    void refusesADocumentWithoutOneOfItsMembers(String member) {
        document.remove(member);
        assertEquals("missing-member", Lists.fault(document));
    }

    @ParameterizedTest
    @CsvSource({
            "home,''", "home,' '", "home,*", "home,*.example", "home,com", "home,co.uk", "home,exa***.com",
            "home,10.0.0.0/8",
            "account,*@bad.example", "account,@bad.example", "account,mallory@*", "account,mallory@co.uk", "account,''",
            "key,''", "key,*", "key,short", "asset,*", "signer,''",
    })
    void refusesAListWithASubjectThatMeansMoreThanSomebody(String kind, String value) {
        subject(kind, value);
        assertEquals("broad-subject", Lists.fault(document));
    }

    @ParameterizedTest
    @CsvSource({"home,127.0.0.1", "home,192.168.1.1:8080", "home,localhost", "account,mallory@10.0.0.1"})
    void refusesAddresses(String kind, String value) {
        subject(kind, value);
        assertEquals("address", Lists.fault(document));
    }

    @ParameterizedTest
    @CsvSource({"home,Bad.Example", "home,bad.example.", "home,https://bad.example", "account,Mallory@bad.example"})
    void refusesASecondWayToWriteTheSameSubject(String kind, String value) {
        subject(kind, value);
        assertEquals("not-canonical", Lists.fault(document));
    }

    @ParameterizedTest
    @CsvSource({
            "key,kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk",
            "account,mallory@bad.example",
            "home,bad.example",
            "home,kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk",
            "asset,00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
            "signer,kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"
    })
    void readsEachKindOfSubject(String kind, String value) {
        subject(kind, value);
        assertEquals(kind + ":" + value, Lists.read(document).entries().get(1).subject().text());
    }

    @Test
    void skipsAKindOrFormOfSubjectOfTheFuture() throws DocumentFault {
        ObjectNode form = document.deepCopy();
        ((ObjectNode) Lists.entry(form).get("subject")).put("form", "hashed");
        for (ObjectNode each : new ObjectNode[] {form, subject("pseudonym", "anything at all")}) {
            BanListReader.Read read = assertInstanceOf(BanListReader.Read.class, BanListReader.read(Lists.bytes(each)));
            assertEquals(1, read.skipped());
            assertEquals(1, read.list().entries().size(), "only the self-test");
        }
    }

    @Test
    void keepsAnUnknownCategoryAndActionToBeMonitored() {
        Lists.entry(document).putArray("categories").add("spam").add("bad-haircut");
        Lists.entry(document).put("action", "banish");
        Entry entry = Lists.read(document).entries().get(1);
        assertTrue(entry.hasUnknownCategory());
        assertEquals(Action.MONITOR, entry.action());
        assertEquals(Set.of(Category.SPAM), entry.knownCategories());
    }

    @Test
    void refusesAListWhoseSelfTestIsNotHitOrHitsEverybody() {
        ObjectNode without = document.deepCopy();
        ((ArrayNode) without.get("entries")).remove(0);
        assertEquals("self-test", Lists.fault(without));
        subject("key", document.get("selftest").get("miss").textValue());
        assertEquals("self-test", Lists.fault(document));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9007199254740992", "9007199254740993", "18446744073709551617", "-1", "0"})
    void refusesNumbersThatNotEverybodyReadsAlike(String seq) {
        document.set("seq", JsonNodeFactory.instance.numberNode(new BigInteger(seq)));
        assertEquals("bad-number", Lists.fault(document));
    }

    @Test
    void refusesFractionsAndTextAsNumber() {
        document.put("seq", 1.0);
        assertEquals("bad-number", Lists.fault(document));
        document.put("seq", "1");
        assertEquals("bad-number", Lists.fault(document));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\udc00b", "line\nbreak", "nul\u0000", "turned \u202e round", "\u2028"})
    void refusesTextThatIsNotPlain(String reason) {
        Lists.entry(document).put("reason", reason);
        assertEquals("bad-text", Lists.fault(document));
    }

    @Test
    void takesReasonsOf280CharactersAndNoMore() {
        Lists.entry(document).put("reason", "\ud83d\ude00".repeat(280));
        assertEquals("read", Lists.fault(document));
        Lists.entry(document).put("reason", "\ud83d\ude00".repeat(281));
        assertEquals("bad-text", Lists.fault(document));
    }

    @Test
    void takesEvidenceOnlyAsADigest() {
        Lists.entry(document).put("evidence", Digest.of(new byte[] {1}));
        assertEquals("read", Lists.fault(document));
        Lists.entry(document).put("evidence", "https://a.example/screenshot.png");
        assertEquals("bad-digest", Lists.fault(document));
    }

    @Test
    void takesEntriesThatEndWithin365DaysAndNoLater() {
        Lists.entry(document).put("expires", "2027-11-20T12:00:00Z");
        assertEquals("read", Lists.fault(document));
        Lists.entry(document).put("expires", "2027-11-20T12:00:01Z");
        assertEquals("bad-time", Lists.fault(document));
        Lists.entry(document).remove("expires");
        assertEquals("missing-member", Lists.fault(document));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-20T12:00:00.5Z", "2026-11-20T13:00:00+01:00", "2026-02-30T12:00:00Z", "yesterday",
            "+999999999-12-31T23:59:59Z"})
    void refusesTimesInAnyOtherForm(String time) {
        Lists.entry(document).put("since", time);
        assertEquals("bad-time", Lists.fault(document));
    }

    @Test
    void takes50000EntriesAndNoMore() {
        ArrayNode entries = (ArrayNode) document.get("entries");
        ObjectNode pattern = Lists.entry(document);
        for (int i = 0; entries.size() < BanList.MAX_ENTRIES; i++) {
            ObjectNode entry = pattern.deepCopy();
            entry.put("id", "n-" + i);
            ((ObjectNode) entry.get("subject")).put("value", "n" + i + "@bad.example");
            entries.add(entry);
        }
        assertEquals(BanList.MAX_ENTRIES, Lists.read(document).entries().size());
        assertTrue(Jcs.bytes(document).length <= BanList.MAX_BYTES, "they fit into one document");
        entries.add(pattern.deepCopy().put("id", "too-many"));
        assertEquals("too-many", Lists.fault(document));
    }

    @Test
    void refusesTheSameIdTwice() {
        ((ArrayNode) document.get("entries")).add(Lists.entry(document).deepCopy());
        assertEquals("duplicate-id", Lists.fault(document));
    }

    @Test
    void refusesSoManyEntriesAboutOneSubjectThatFindingThemWouldTakeLong() {
        for (int i = 1; i < BanList.MAX_SAME_SUBJECT; i++) {
            ((ArrayNode) document.get("entries")).add(Lists.entry(document).deepCopy().put("id", "n-" + i));
        }
        assertEquals("read", Lists.fault(document));
        ((ArrayNode) document.get("entries")).add(Lists.entry(document).deepCopy().put("id", "one-more"));
        assertEquals("duplicate-subject", Lists.fault(document));
    }

    @Test
    void refusesARelayThatRaisesTheActionOrHidesItsOrigin() {
        ObjectNode entry = Lists.entry(document);
        entry.put("origin", Lists.key("b"));
        assertEquals("bad-relay", Lists.fault(document));
        entry.putObject("relay")
                .put("list", "https://b.example/lists/main")
                .put("id", "e-1-1")
                .put("action", "deny")
                .put("document", Digest.of(new byte[] {1}));
        assertEquals("read", Lists.fault(document));
        ((ObjectNode) entry.get("relay")).put("action", "warn");
        assertEquals("raised-action", Lists.fault(document));
    }

    @Test
    void refusesAFirstDocumentWithAPreviousOneAndALaterWithout() {
        ObjectNode first = document.deepCopy();
        first.put("prev", Digest.of(new byte[] {1}));
        assertEquals("bad-chain", Lists.fault(first));
        document.put("seq", 2);
        assertEquals("bad-chain", Lists.fault(document));
    }

    @Test
    void readsARegisterAndAnswersToTheWorseOfTwoGrades() {
        BanListPublisher.Head head = Lists.head(BanList.Kind.REGISTER, "r");
        Subject home = Lists.subject("home:shaky.example");
        BanList register = Lists.next(
                head,
                null,
                Lists.NOON,
                new BanListPublisher.Judge(
                        home, new Entry.Grades(Grade.FAIR, Grade.UNCHECKED), "No appeals for its people.", null, null))
                .list();
        Entry entry = register.entries().get(1);
        assertEquals(Action.QUARANTINE, entry.action());
        assertEquals(Action.WARN, new Entry.Grades(Grade.FAIR, Grade.GOOD).answer());
        assertEquals(Action.DENY, new Entry.Grades(Grade.GOOD, Grade.POOR).answer());
        ObjectNode written = Lists.document(register);
        Lists.entry(written).put("action", "deny");
        assertEquals("unknown-member", Lists.fault(written));
    }

    @Test
    void refusesPeopleInARegister() {
        ObjectNode written = Lists.document(Lists.next(Lists.head(BanList.Kind.REGISTER, "r"), null, Lists.NOON)
                .list());
        ((ObjectNode) written.get("entries").get(0).get("subject")).put("kind", "key");
        assertEquals("bad-word", Lists.fault(written));
    }

    @Test
    void neverThrowsAtWhatIsSpoiledAtRandom() {
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            ObjectNode spoiled = document.deepCopy();
            spoil(random, random.nextBoolean() ? spoiled : Lists.entry(spoiled));
            String code = Lists.fault(spoiled);
            assertFalse(code.isBlank());
            refused += code.equals("read") ? 0 : 1;
        }
        assertTrue(refused > 1500, "refused " + refused);
    }

    private static void spoil(Random random, ObjectNode object) {
        var names = object.properties().stream().map(java.util.Map.Entry::getKey).toList();
        String name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(7)) {
            case 0 -> object.remove(name);
            case 1 -> object.putNull(name);
            case 2 -> object.put(name, random.nextLong());
            case 3 -> object.putArray(name).add(random.nextInt());
            case 4 -> object.putObject(name);
            case 5 -> object.put(name, Character.toString(random.nextInt(0x110000)));
            default -> object.put(name + "x", true);
        }
    }

    private ObjectNode subject(String kind, String value) {
        ((ObjectNode) Lists.entry(document).get("subject")).put("kind", kind).put("value", value);
        return document;
    }
}
