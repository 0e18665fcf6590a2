// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Subject;
import org.freehold.moderation.Thumbprint;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.BanListPublisher;
import org.freehold.moderation.banlist.Scope;
import org.freehold.moderation.signed.DetachedJws;
import org.freehold.moderation.signed.SigningKey;
import org.freehold.server.federation.FaultyServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.jspecify.annotations.Nullable;

/** Everything that can come instead of a newer list: the good one stays in force, and the owner sees why. */
@Timeout(120)
final class HostileListsIT {
    private static final String TYPE = "application/vnd.freehold.banlist+json";
    private static final String LISTED = Thumbprint.of("listed");
    private static final String PATH = "/main";

    private final TestClock clock = new TestClock();
    private final SigningKey key = SigningKey.create(new SecureRandom());
    private FaultyServer publisher;
    private TestDomain domain;
    private Asked desk;
    private BanListPublisher.Next good;

    @TempDir
    private Path folder;

    @BeforeEach
    void followAList() throws Exception {
        Files.writeString(folder.resolve("freehold.toml"), "[lists]\nprivate_addresses = true\n");
        publisher = new FaultyServer();
        domain = TestDomain.start(folder, null, 0, clock);
        desk = new Asked(domain);
        good = next(null, LISTED);
        serve(good.bytes(), key);
        JsonNode made = desk.ask("banlist/subscribe", "{'url':'%s','key':'%s','level':'enforce'}",
                publisher.url(PATH), key.thumbprint());
        desk.ask("banlist/apply", "{'id':'main','plan':'%s'}", made.path("preview").path("plan").asText());
        assertFalse(desk.admits(LISTED));
    }

    @AfterEach
    void stop() throws Exception {
        domain.close();
        publisher.close();
    }

    @Test
    void aFailedFetchDecidesNothing() throws Exception {
        for (int status : new int[] {401, 404, 410, 429, 500, 503}) {
            publisher.answer(PATH, out -> out.write(FaultyServer.head(status, TYPE, 0)));
            assertStays("http-" + status);
        }
        publisher.ok(PATH, "text/html", "<html>Sign in to the hotel</html>".getBytes(StandardCharsets.UTF_8));
        assertStays("bad-type");
        publisher.ok(PATH, TYPE, new byte[0]);
        assertStays("wrong-signature");
        publisher.answer(PATH, out -> out.write(FaultyServer.head(200, TYPE, 5000)));
        assertStays("cut");
        publisher.ok(PATH, TYPE, FaultyServer.gzip(new byte[20 << 20]), "Content-Encoding: gzip");
        assertStays("too-large");
        publisher.raw(PATH, "HTTP/1.1 302 Found\r\nLocation: " + PATH + "\r\n\r\n");
        assertStays("too-many-redirects");
        publisher.close();
        assertStays("no-connection");
    }

    @Test
    void aChangedByteIsNotBelieved() throws Exception {
        BanListPublisher.Next newer = next(good, Thumbprint.of("another"));
        for (int at : new int[] {0, newer.bytes().length / 2, newer.bytes().length - 1}) {
            byte[] changed = newer.bytes().clone();
            changed[at] ^= 1;
            serve(changed, newer.bytes(), key);
            assertStays("wrong-signature");
        }
        String jws = jws(newer.bytes(), key);
        publisher.ok(PATH, TYPE, newer.bytes());
        publisher.ok(PATH + ".jws", "application/jose",
                (jws.substring(0, jws.length() - 2) + (jws.endsWith("AA") ? "BA" : "AA"))
                        .getBytes(StandardCharsets.US_ASCII));
        assertStaysSomehow();
    }

    @Test
    void anotherKeyBehindTheSameAddressIsNotBelieved() throws Exception {
        BanListPublisher.Next newer = next(good, Thumbprint.of("another"));
        serve(newer.bytes(), SigningKey.create(new SecureRandom()));
        assertStays("untrusted");
    }

    @Test
    void fourMebibytesTravelAndSixteenAreUnpackedAndNotAByteMore() throws Exception {
        // What is read whole is found not to be signed.
        publisher.ok(PATH, TYPE, new byte[BanList.MAX_PACKED_BYTES]);
        assertStays("wrong-signature");
        publisher.ok(PATH, TYPE, new byte[BanList.MAX_PACKED_BYTES + 1]);
        assertStays("too-large");
        publisher.ok(PATH, TYPE, FaultyServer.gzip(new byte[BanList.MAX_BYTES]), "Content-Encoding: gzip");
        assertStays("wrong-signature");
        publisher.ok(PATH, TYPE, FaultyServer.gzip(new byte[BanList.MAX_BYTES + 1]), "Content-Encoding: gzip");
        assertStays("too-large");
    }

    @Test
    void whatThePublisherItselfSignsIsReadStrictly() throws Exception {
        String text = new String(next(good, Thumbprint.of("another")).bytes(), StandardCharsets.UTF_8);
        String subject = "{\"kind\":\"key\",\"value\":\"" + Thumbprint.of("another") + "\"}";
        assertSigned("too-deep", "{\"a\":".repeat(200_000) + "1" + "}".repeat(200_000));
        assertSigned("bad-text", text.replace("object flood", "object \\ud800 flood"));
        assertSigned("bad-number", text.replace("\"seq\":2", "\"seq\":9007199254740992"));
        assertSigned("bad-number", text.replace("\"seq\":2", "\"seq\":2.0"));
        assertSigned("not-canonical", text.replace("\"seq\":2", "\"seq\": 2"));
        assertSigned("duplicate-name", text.replace("\"seq\":2", "\"seq\":2,\"seq\":2"));
        assertSigned("not-json", "<html>" + text);
        for (String broad : List.of("", " ", "*", "*.example", "co.uk")) {
            assertSigned("broad-subject",
                    text.replace(subject, "{\"kind\":\"home\",\"value\":\"" + broad + "\"}"));
        }
        assertSigned("address", text.replace(subject, "{\"kind\":\"home\",\"value\":\"192.0.2.1\"}"));
        assertSigned("unknown-member",
                text.replace("\"reason\":\"object flood", "\"ip\":\"192.0.2.1\",\"reason\":\"object flood"));
        assertSigned("self-test", text.replaceFirst("(\"hit\":\")[^\"]*", "$1" + Thumbprint.of("nobody")));
        assertSigned("future", signedAt(clock.instant().plus(Duration.ofDays(1))));
    }

    private void assertSigned(String code, String text) throws Exception {
        serve(text.getBytes(StandardCharsets.UTF_8), key);
        assertStays(code);
        assertTrue(desk.admits(Thumbprint.of("another")), code);
    }

    private String signedAt(Instant time) {
        return new String(next(good, Thumbprint.of("another"), time).bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void anUnknownCategoryIsOnlyNoted() throws Exception {
        String text = new String(next(good, Thumbprint.of("another")).bytes(), StandardCharsets.UTF_8);
        int last = text.lastIndexOf("flooding");
        serve((text.substring(0, last) + "griefing" + text.substring(last + "flooding".length()))
                .getBytes(StandardCharsets.UTF_8), key);
        refresh();
        assertEquals(2, subscription().path("seq").asInt(), subscription().toString());
        assertTrue(desk.admits(Thumbprint.of("another")));
    }

    @Test
    void twoListsWithTheSameNameAndTheSameIdsStayApart() throws Exception {
        SigningKey second = SigningKey.create(new SecureRandom());
        BanListPublisher.Next same =
                next(second, "https://b.example/lists/main", null, "key:" + LISTED, clock.instant());
        publisher.ok("/b" + PATH, TYPE, same.bytes());
        publisher.ok("/b" + PATH + ".jws", "application/jose",
                jws(same.bytes(), second).getBytes(StandardCharsets.US_ASCII));
        JsonNode made = desk.ask("banlist/subscribe", "{'url':'%s','key':'%s','level':'enforce'}",
                publisher.url("/b" + PATH), second.thumbprint());
        assertEquals("main-2", made.path("id").asText());
        desk.ask("banlist/apply", "{'id':'main-2','plan':'%s'}", made.path("preview").path("plan").asText());

        String why = desk.ask("permission/why", "{'key':'%s'}", LISTED).path("steps").toString();
        assertTrue(why.contains("https://a.example/lists/main, signed by " + key.thumbprint()), why);
        assertTrue(why.contains("https://b.example/lists/main, signed by " + second.thumbprint()), why);
        desk.ask("banlist/ignore", "{'id':'main','entry':'e-1-1'}");
        assertFalse(desk.admits(LISTED), "ignored in one list, it still stands in the other");
        desk.ask("banlist/leave", "{'id':'main-2','how':'now'}");
        assertTrue(desk.admits(LISTED));
    }

    @Test
    void aListThatBansItsSubscriberAndItsOwnPublisherDoesNothing() throws Exception {
        String us = desk.ask("banlist/create", "{'name':'ours'}").path("key").asText();
        serve(next(key, "https://a.example/lists/main", good, "home:" + us, clock.instant()).bytes(), key);
        refresh();
        JsonNode preview = desk.ask("banlist/preview", "{'id':'main'}");
        assertEquals("protected", preview.path("stopped").path(0).path("by").asText(), preview.toString());
    }

    @Test
    void anOlderListDoesNotComeBackAlsoAfterAnotherStart() throws Exception {
        BanListPublisher.Next second = next(good, Thumbprint.of("second"));
        serve(second.bytes(), key);
        refresh();
        assertFalse(desk.admits(Thumbprint.of("second")));

        serve(good.bytes(), key);
        assertStays("rollback");
        domain.close();
        domain = TestDomain.start(folder, null, 0, clock);
        desk = new Asked(domain);
        assertStays("rollback");
        assertFalse(desk.admits(Thumbprint.of("second")));
    }

    @Test
    void twoHistoriesAreKeptAsEvidence() throws Exception {
        BanListPublisher.Next other = next(null, Thumbprint.of("other"));
        serve(other.bytes(), key);
        assertStays("fork");
    }

    @Test
    void aGapWithoutItsChainWaitsAndWithItGoesOn() throws Exception {
        BanListPublisher.Next second = next(good, Thumbprint.of("second"));
        BanListPublisher.Next third = next(second, Thumbprint.of("third"));
        serve(third.bytes(), key);
        refresh();
        assertEquals("gap", subscription().path("held").path(0).asText());
        assertTrue(desk.admits(Thumbprint.of("third")));
    }

    @Test
    void aChainThatIsFetchedClosesTheGap() throws Exception {
        BanListPublisher.Next second = next(good, Thumbprint.of("second"));
        BanListPublisher.Next third = next(second, Thumbprint.of("third"));
        serve(third.bytes(), key);
        String chain = "{\"documents\":[{\"document\":\""
                + Base64.getUrlEncoder().withoutPadding().encodeToString(second.bytes())
                + "\",\"jws\":\"" + jws(second.bytes(), key) + "\"}]}";
        publisher.ok(PATH + "/changes?since=1", "application/json", chain.getBytes(StandardCharsets.UTF_8));
        refresh();
        assertEquals(0, subscription().path("held").size());
        assertFalse(desk.admits(Thumbprint.of("third")));
    }

    @Test
    void aListThatIsNoLongerRenewedOnlyWarnsAfterAWhile() throws Exception {
        publisher.close();
        clock.pass(BanListPublisher.USUAL_LIFE.plusDays(6));
        assertFalse(desk.admits(LISTED));
        clock.pass(Duration.ofDays(2));
        JsonNode why = desk.ask("permission/why", "{'key':'%s'}", LISTED);
        assertEquals("warn", why.path("action").asText(), why.toString());
    }

    @Test
    void aListCannotHitThoseWhoRunTheDomain() throws Exception {
        String owner = Thumbprint.of("owner");
        desk.ask("role/set", "{'subject':'key:%s','standing':'owner'}", owner);
        serve(next(good, owner).bytes(), key);
        refresh();
        assertTrue(desk.admits(owner));
    }

    @Test
    void aListIsAskedAtMostEveryFiveMinutes() throws Exception {
        int asked = publisher.requests().size();
        for (int minute = 0; minute < 5; minute++) {
            assertEquals("too-soon", desk.refused("banlist/refresh", "{'id':'main'}"));
            clock.pass(Duration.ofMinutes(1));
        }
        assertEquals(asked, publisher.requests().size());
        desk.ask("banlist/refresh", "{'id':'main'}");
        assertTrue(publisher.requests().size() > asked);
    }

    private void assertStays(String code) throws Exception {
        refresh();
        assertTrue(subscription().path("problem").asText().startsWith(code + ":"), subscription().toString());
        assertFalse(desk.admits(LISTED), code);
    }

    private void assertStaysSomehow() throws Exception {
        refresh();
        assertTrue(subscription().has("problem"), subscription().toString());
        assertFalse(desk.admits(LISTED));
    }

    private void refresh() throws Exception {
        clock.pass(Duration.ofMinutes(6));
        desk.ask("banlist/refresh", "{'id':'main'}");
    }

    private JsonNode subscription() throws Exception {
        return desk.ask("banlist/list", "{}").path("subscriptions").path(0);
    }

    private void serve(byte[] bytes, SigningKey signer) {
        serve(bytes, bytes, signer);
    }

    private void serve(byte[] bytes, byte[] signed, SigningKey signer) {
        publisher.ok(PATH, TYPE, bytes);
        publisher.ok(PATH + ".jws", "application/jose", jws(signed, signer).getBytes(StandardCharsets.US_ASCII));
    }

    private static String jws(byte[] bytes, SigningKey signer) {
        return DetachedJws.text(List.of(DetachedJws.sign(bytes, signer)));
    }

    private BanListPublisher.Next next(BanListPublisher.@Nullable Next before, String listed) {
        return next(before, listed, clock.instant());
    }

    private BanListPublisher.Next next(BanListPublisher.@Nullable Next before, String listed, Instant now) {
        return next(key, "https://a.example/lists/main", before, "key:" + listed, now);
    }

    private static BanListPublisher.Next next(
            SigningKey publisher, String list, BanListPublisher.@Nullable Next before, String subject, Instant now) {
        BanListPublisher.Head head = new BanListPublisher.Head(
                BanList.Kind.BAN_LIST, list, publisher.thumbprint(), "Main",
                "https://a.example/criteria", "https://a.example/appeals", Scope.RULE, BanListPublisher.USUAL_LIFE);
        BanListPublisher.Previous previous =
                before == null ? null : new BanListPublisher.Previous(before.list(), before.bytes());
        BanListPublisher.Result made = BanListPublisher.next(
                head, previous,
                List.of(new BanListPublisher.Add(
                        Subject.parse(subject).orElseThrow(), Action.DENY, Set.of(Category.FLOODING), "object flood",
                        null, null, null)),
                now);
        return switch (made) {
            case BanListPublisher.Next next -> next;
            case BanListPublisher.Refused refused -> throw new AssertionError(refused.faults());
        };
    }
}
