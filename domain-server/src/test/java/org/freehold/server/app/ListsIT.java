// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import static org.freehold.server.app.TestDomain.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.freehold.moderation.Thumbprint;
import org.freehold.moderation.signed.Digest;
import org.freehold.server.desk.Caller;
import org.freehold.server.visit.VisitorClient;
import org.freehold.server.visit.VisitorKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two domains, a list of one that the other follows, and somebody who is on it. */
@Timeout(120)
final class ListsIT {
    private static final Duration SIX_MINUTES = Duration.ofMinutes(6);

    private final TestClock clock = new TestClock();
    private final VisitorKey mallory = VisitorKey.generate();
    private final String fingerprint = Thumbprint.of(mallory.text());

    @TempDir
    private Path folder;

    @BeforeEach
    void folders() throws Exception {
        for (String name : new String[] {"a", "b"}) {
            Files.createDirectories(folder.resolve(name));
            Files.writeString(folder.resolve(name).resolve("freehold.toml"), "[lists]\nprivate_addresses = true\n");
        }
    }

    @Test
    void aListIsPublishedFollowedEnforcedOverriddenRetractedAndLeft() throws Exception {
        try (TestDomain first = start("a"); TestDomain second = start("b")) {
            Asked a = new Asked(first);
            Asked b = new Asked(second);
            JsonNode published = publish(a);

            JsonNode made = b.ask("banlist/subscribe", "{'url':'%s','key':'%s'}",
                    published.path("url").asText(), published.path("key").asText());
            String id = made.path("id").asText();
            JsonNode preview = made.path("preview");
            assertEquals("main", id);
            assertEquals(1, preview.path("added").size(), made.toString());
            assertEquals("first", preview.path("held").path(0).asText());
            assertEquals("key:" + fingerprint, preview.path("added").path(0).path("subject").asText());
            assertTrue(b.admits(fingerprint), "nothing is in force before it is applied");

            assertEquals("plan-changed", b.refused("banlist/apply", "{'id':'main','plan':'sha-256:other'}"));
            b.ask("banlist/apply", "{'id':'main','plan':'%s'}", preview.path("plan").asText());
            assertEquals("current", subscription(b).path("state").asText());
            assertTrue(b.admits(fingerprint), "monitor does nothing");

            try (VisitorClient visitor = second.visitor(mallory, "Mallory", "")) {
                assertInstanceOf(VisitorClient.Entered.class, visitor.enter());
                JsonNode would = b.ask("banlist/preview", "{'id':'main','level':'enforce'}");
                assertEquals("deny", would.path("here").path(0).path("effect").asText(), would.toString());
                String plan = would.path("plan").asText();
                assertEquals("plan-changed", b.refused("banlist/apply", "{'id':'main','plan':'%s'}", plan),
                        "what was shown is the level enforce");
                assertEquals(1, b.ask("banlist/apply", "{'id':'main','plan':'%s','level':'enforce'}", plan)
                        .path("hit").asInt());
                visitor.ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            assertFalse(b.admits(fingerprint));

            b.ask("banlist/override", "{'subject':'key:%s','verdict':'allow','reason':'we know her'}", fingerprint);
            assertTrue(b.admits(fingerprint));
            JsonNode ruling = b.ask("banlist/list", "{}").path("overrides").path(0);
            assertEquals("key:" + fingerprint, ruling.path("subject").asText());
            assertEquals("allow", ruling.path("verdict").asText());
            assertEquals("we know her", ruling.path("reason").asText());
            assertTrue(b.ask("audit/list", "{}").path("lines").toString().contains("we know her"));
            assertEquals("override",
                    b.ask("banlist/preview", "{'id':'main'}").path("stopped").path(0).path("by").asText());
            b.ask("banlist/override", "{'subject':'key:%s','verdict':'none'}", fingerprint);
            assertFalse(b.admits(fingerprint));

            a.ask("banlist/retract", "{'name':'main','subject':'key:%s','reason':'a mistake'}", fingerprint);
            clock.pass(SIX_MINUTES);
            a.ask("banlist/publish", "{'name':'main'}");
            b.ask("banlist/refresh", "{'id':'main'}");
            assertTrue(b.admits(fingerprint), "a retraction needs no review");
            assertEquals("too-soon", b.refused("banlist/refresh", "{'id':'main'}"));

            b.ask("banlist/leave", "{'id':'main','how':'now'}");
            assertEquals(0, b.ask("banlist/list", "{}").path("subscriptions").size());
            assertTrue(b.ask("audit/verify", "{}").path("ok").asBoolean());
        }
    }

    @Test
    void aListIsLeftInStepsWhenItsPublisherIsGone() throws Exception {
        try (TestDomain second = start("b")) {
            Asked b = new Asked(second);
            follow(b);
            assertFalse(b.admits(fingerprint), "the publisher is gone and nothing changes");
            clock.pass(SIX_MINUTES);
            b.ask("banlist/refresh", "{'id':'main'}");
            assertEquals("broken", subscription(b).path("state").asText());
            assertFalse(b.admits(fingerprint), "a failed fetch decides nothing");

            b.ask("banlist/leave", "{'id':'main'}");
            assertTrue(b.admits(fingerprint), "denial becomes quarantine at once");
            JsonNode why = b.ask("permission/why", "{'key':'%s'}", fingerprint);
            assertEquals("quarantine", why.path("action").asText());
            clock.pass(Duration.ofDays(8));
            assertEquals("monitor", b.ask("permission/why", "{'key':'%s'}", fingerprint).path("action").asText());
        }
    }

    @Test
    void aListIsLeftAndKeptAsOwnBans() throws Exception {
        try (TestDomain second = start("b")) {
            Asked b = new Asked(second);
            follow(b);
            assertEquals(1, b.ask("banlist/leave", "{'id':'main','how':'adopt'}").path("adopted").asInt());
            assertFalse(b.admits(fingerprint));
            assertEquals("key:" + fingerprint,
                    b.ask("ban/list", "{}").path("bans").path(0).path("subject").asText());
        }
    }

    @Test
    void whatIsFollowedHoldsAfterAnotherStart() throws Exception {
        try (TestDomain second = start("b")) {
            follow(new Asked(second));
        }
        try (TestDomain second = start("b")) {
            Asked b = new Asked(second);
            assertFalse(b.admits(fingerprint));
            assertEquals(1, subscription(b).path("seq").asInt());
        }
    }

    @Test
    void aListIsServedToEverybodyWithItsHashAndSignature() throws Exception {
        try (TestDomain first = start("a")) {
            Asked a = new Asked(first);
            String url = publish(a).path("url").asText();
            HttpResponse<byte[]> list = get(first, url, "");
            String digest = Digest.of(list.body()).substring("sha-256:".length());

            assertEquals("application/vnd.freehold.banlist+json", list.headers().firstValue("content-type").orElse(""));
            assertEquals("*", list.headers().firstValue("access-control-allow-origin").orElse(""));
            assertEquals('"' + digest + '"', list.headers().firstValue("etag").orElse(""));
            assertEquals(
                    "sha-256=:" + Base64.getEncoder().encodeToString(Base64.getUrlDecoder().decode(digest)) + ":",
                    list.headers().firstValue("repr-digest").orElse(""));
            assertEquals(304, get(first, url, '"' + digest + '"').statusCode());
            assertEquals(
                    list.headers().firstValue("freehold-signature").orElse(""),
                    new String(get(first, url + ".jws", "").body(), StandardCharsets.US_ASCII));
            assertEquals(404, get(first, url + "x", "").statusCode());
            assertEquals(400, get(first, url + "/changes?since=x", "").statusCode());
            assertEquals(200, get(first, url + "/changes?since=0", "").statusCode());
            String wellKnown = new String(
                    get(first, first.link() + ".well-known/freehold", "").body(),
                    StandardCharsets.UTF_8);
            assertTrue(wellKnown.contains(url), wellKnown);
        }
    }

    @Test
    void whoIsListedAppealsAndIsTakenOff() throws Exception {
        try (TestDomain first = start("a")) {
            Asked a = new Asked(first);
            publish(a);
            Asked listed = new Asked(first, Caller.of(fingerprint, false));
            Asked stranger = new Asked(first, Caller.of(Thumbprint.of("stranger"), false));
            String appeal = "{'list':'main','text':'It was my brother.'}";

            assertEquals("not-found", stranger.refused("appeal/make", appeal));
            assertEquals("bad-value", listed.refused("appeal/make", "{'list':'main','text':'%s'}", "x".repeat(2001)));
            assertEquals("open", listed.ask("appeal/make", appeal).path("state").asText());
            assertEquals("too-soon", listed.refused("appeal/make", appeal));
            assertEquals("not-permitted", listed.refused("appeal/list", "{}"));
            assertEquals(0, stranger.ask("appeal/mine", "{}").path("appeals").size());

            clock.pass(SIX_MINUTES);
            JsonNode waiting = a.ask("appeal/list", "{}");
            assertEquals(1, waiting.path("open").asInt());
            assertEquals(SIX_MINUTES.toSeconds(), waiting.path("medianAge").asLong());
            String id = waiting.path("appeals").path(0).path("id").asText();
            a.ask("appeal/decide", "{'id':'%s','accept':true,'answer':'Sorry.'}", id);
            JsonNode mine = listed.ask("appeal/mine", "{}").path("appeals").path(0);
            assertEquals("accepted", mine.path("state").asText());
            assertEquals("Sorry.", mine.path("answer").asText());
            JsonNode list = a.ask("banlist/list", "{}").path("published").path(0);
            assertEquals(2, list.path("seq").asInt());
            assertEquals(0, list.path("entries").asInt());
        }
    }

    @Test
    void whatIsExportedIsReadAgainAsTheSame() throws Exception {
        try (TestDomain first = start("a")) {
            Asked a = new Asked(first);
            publish(a);
            a.ask("banlist/add", "{'name':'main','subject':'home:bad.example','category':'spam','reason':'all of it'}");
            clock.pass(SIX_MINUTES);
            a.ask("banlist/publish", "{'name':'main'}");
            String text = a.ask("export", "{'list':'main','format':'text'}").path("text").asText();
            JsonNode again = a.ask("import", "{'format':'plain','text':'%s'}", text.replace("\n", "\\n"));
            assertEquals(2, again.path("drafts").size(), again.toString());
            String csv = a.ask("export", "{'list':'main','format':'csv'}").path("text").asText();
            assertTrue(csv.contains("bad.example,suspend"), csv);
        }
    }

    @Test
    void addressesAndNamesOfEverybodyNeverGetOntoAList() throws Exception {
        try (TestDomain first = start("a")) {
            Asked a = new Asked(first);
            publish(a);
            assertEquals("personal-data", a.refused("banlist/add",
                    "{'name':'main','subject':'home:bad.example','category':'spam','reason':'from 203.0.113.9'}"));
            assertEquals("broad-subject", a.refused("banlist/add",
                    "{'name':'main','subject':'home:co.uk','category':'spam','reason':'all of them'}"));
            assertEquals("bad-value", a.refused("banlist/add",
                    "{'name':'main','subject':'home:*.bad.example','category':'spam','reason':'all of them'}"));
            assertEquals("bad-value", a.refused("banlist/add",
                    "{'name':'main','subject':'home:bad.example','category':'nationality','reason':'x'}"));
        }
    }

    private JsonNode publish(Asked a) throws Exception {
        a.ask("banlist/create", "{'name':'main','title':'Main','criteria':'https://a.example/criteria'}");
        a.ask("banlist/add", "{'name':'main','subject':'key:%s','category':'flooding','reason':'object flood'}",
                fingerprint);
        return a.ask("banlist/publish", "{'name':'main'}");
    }

    /** Follows the list of a domain that is stopped afterwards. */
    private void follow(Asked b) throws Exception {
        try (TestDomain first = start("a")) {
            JsonNode published = publish(new Asked(first));
            JsonNode made = b.ask("banlist/subscribe", "{'url':'%s','key':'%s','level':'enforce'}",
                    published.path("url").asText(), published.path("key").asText());
            b.ask("banlist/apply", "{'id':'main','plan':'%s'}", made.path("preview").path("plan").asText());
        }
    }

    private static JsonNode subscription(Asked b) throws Exception {
        return b.ask("banlist/list", "{}").path("subscriptions").path(0);
    }

    private TestDomain start(String name) throws Exception {
        return TestDomain.start(folder.resolve(name), null, 0, clock);
    }

    private static HttpResponse<byte[]> get(TestDomain domain, String url, String etag) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (!etag.isEmpty()) {
            request.header("If-None-Match", etag);
        }
        return domain.http().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
