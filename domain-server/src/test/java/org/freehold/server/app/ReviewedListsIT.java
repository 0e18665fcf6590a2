// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.freehold.moderation.Thumbprint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator decides about lists beyond following them: review, ignore, pass on; and registers of homes. */
@Timeout(120)
final class ReviewedListsIT {
    private static final String MALLORY = Thumbprint.of("mallory");
    private static final String EVE = Thumbprint.of("eve");

    private final TestClock clock = new TestClock();

    @TempDir
    private Path folder;

    @BeforeEach
    void folders() throws Exception {
        for (String name : new String[] {"a", "b", "c"}) {
            Files.createDirectories(folder.resolve(name));
            Files.writeString(folder.resolve(name).resolve("freehold.toml"), "[lists]\nprivate_addresses = true\n");
        }
    }

    @Test
    void updatesWaitForReviewAndWhatIsIgnoredIsNotAskedAboutAgain() throws Exception {
        try (TestDomain first = start("a"); TestDomain second = start("b")) {
            Asked a = new Asked(first);
            Asked b = new Asked(second);
            list(a, MALLORY);
            follow(b, "main", publish(a));
            assertTrue(b.ask("banlist/level", "{'id':'main','review':true}").path("review").asBoolean());
            assertFalse(b.admits(MALLORY), "the level stays as it was");

            list(a, EVE);
            JsonNode waiting = update(a, b, "main");
            assertEquals("review", waiting.path("held").path(0).asText(), waiting.toString());
            assertTrue(b.admits(EVE));
            JsonNode added = b.ask("banlist/preview", "{'id':'main'}").path("added");
            assertEquals(1, added.size());
            String entry = added.path(0).path("id").asText();

            b.ask("banlist/ignore", "{'id':'main','entry':'%s'}", entry);
            JsonNode preview = b.ask("banlist/preview", "{'id':'main'}");
            assertEquals(0, preview.path("added").size());
            assertEquals("ignored", preview.path("stopped").path(0).path("by").asText());
            b.ask("banlist/apply", "{'id':'main','plan':'%s'}", preview.path("plan").asText());
            assertTrue(b.admits(EVE));
            assertFalse(b.admits(MALLORY));

            a.ask("banlist/add", "{'name':'main','subject':'key:%s','category':'spam','reason':'once more'}", EVE);
            assertEquals(0, update(a, b, "main").path("held").size(), "nothing else has changed");
            assertTrue(b.admits(EVE));

            assertEquals("not-found", b.refused("banlist/ignore", "{'id':'main','entry':'e-99-1'}"));
            b.ask("banlist/ignore", "{'id':'main','entry':'%s','on':false}", entry);
            assertFalse(b.admits(EVE));
            assertEquals("not-found", b.refused("banlist/ignore", "{'id':'main','entry':'%s','on':false}", entry));
        }
    }

    @Test
    void aCategoryCanBeTrustedLess() throws Exception {
        try (TestDomain first = start("a"); TestDomain second = start("b")) {
            Asked a = new Asked(first);
            Asked b = new Asked(second);
            list(a, MALLORY);
            follow(b, "main", publish(a));
            assertFalse(b.admits(MALLORY));
            assertEquals("warn", b.ask("banlist/level", "{'id':'main','caps':{'flooding':'warn'}}")
                    .path("caps").path("flooding").asText());
            assertTrue(b.admits(MALLORY));
            b.ask("banlist/level", "{'id':'main','caps':{'flooding':'deny'}}");
            assertFalse(b.admits(MALLORY));
            assertEquals("bad-value", b.refused("banlist/level", "{'id':'main','caps':{'nationality':'warn'}}"));
        }
    }

    @Test
    void aListNeedsNoMoreThanAName() throws Exception {
        try (TestDomain first = start("a")) {
            Asked a = new Asked(first);
            a.ask("settings/set", "{'rulesText':'Be kind.'}");
            a.ask("banlist/create", "{'name':'main'}");
            a.ask("ban/add", "{'subject':'key:%s','reason':'object flood','category':'flooding'}", MALLORY);
            JsonNode drafted = a.ask("banlist/add", "{'name':'main','subject':'key:%s'}", MALLORY);
            assertEquals("object flood", drafted.path("reason").asText());
            assertEquals("flooding", drafted.path("category").asText());
            assertEquals("bad-value", a.refused("banlist/add", "{'name':'main','subject':'key:%s'}", EVE));
            JsonNode change = a.ask("banlist/list", "{}").path("published").path(0).path("changes").path(0);
            assertEquals("key:" + MALLORY, change.path("subject").asText());
            assertEquals("object flood", change.path("reason").asText());

            a.ask("banlist/add", "{'name':'main','subject':'key:%s','category':'spam','reason':'oops'}", EVE);
            assertEquals(1, a.ask("banlist/retract", "{'name':'main','subject':'key:%s'}", EVE).path("drafts").asInt());
            JsonNode published = a.ask("banlist/publish", "{'name':'main'}");
            assertEquals(1, published.path("entries").asInt());

            String criteria = get(first, published.path("criteria").asText());
            assertTrue(criteria.contains("malicious-script") && criteria.contains("Be kind."), criteria);
            assertTrue(get(first, published.path("appeals").asText()).contains("/api/appeal/make"));
        }
    }

    @Test
    void aListRunsInACircleOnceAndARetractionFollowsIt() throws Exception {
        try (TestDomain first = start("a"); TestDomain second = start("b"); TestDomain third = start("c")) {
            Asked a = new Asked(first);
            Asked b = new Asked(second);
            Asked c = new Asked(third);
            list(a, MALLORY);
            follow(b, "main", publish(a));
            b.ask("banlist/create", "{'name':'ours'}");
            b.ask("banlist/relay", "{'name':'ours','id':'main','action':'quarantine'}");
            follow(c, "ours", b.ask("banlist/publish", "{'name':'ours'}"));
            assertEquals("quarantine",
                    c.ask("permission/why", "{'key':'%s'}", MALLORY).path("action").asText(), "no harder than B says");
            c.ask("banlist/create", "{'name':'all'}");
            c.ask("banlist/relay", "{'name':'all','id':'ours'}");
            follow(a, "all", c.ask("banlist/publish", "{'name':'all'}"));
            assertTrue(a.admits(MALLORY), "what A said does not come back to A as somebody else's word");
            a.ask("banlist/relay", "{'name':'main','id':'all'}");
            assertEquals(1, publish(a).path("entries").asInt());

            assertEquals("relayed-entry", b.refused("banlist/retract", "{'name':'ours','subject':'key:%s'}", MALLORY));
            a.ask("banlist/retract", "{'name':'main','subject':'key:%s','reason':'a mistake'}", MALLORY);
            update(a, b, "main");
            assertEquals(0, b.ask("banlist/publish", "{'name':'ours'}").path("entries").asInt());
            clock.pass(Duration.ofMinutes(6));
            c.ask("banlist/refresh", "{'id':'ours'}");
            assertEquals("monitor", c.ask("permission/why", "{'key':'%s'}", MALLORY).path("action").asText());
        }
    }

    @Test
    void aRegisterOfHomesIsAskedAtTheDoor() throws Exception {
        try (TestDomain second = start("b")) {
            Asked b = new Asked(second);
            try (TestDomain first = start("a")) {
                Asked a = new Asked(first);
                a.ask("banlist/create", "{'name':'homes','kind':'register'}");
                assertEquals("bad-kind", a.refused("banlist/add",
                        "{'name':'homes','subject':'home:bad.example','category':'spam','reason':'x'}"));
                a.ask("banlist/judge", "{'name':'homes','subject':'home:poor.example','reliability':'good',"
                        + "'protection':'poor','reason':'No moderators.'}");
                a.ask("banlist/judge", "{'name':'homes','subject':'home:new.example','reliability':'unchecked',"
                        + "'protection':'good','reason':'Nobody has looked.'}");
                JsonNode published = a.ask("banlist/publish", "{'name':'homes'}");
                assertEquals("register", published.path("kind").asText());
                follow(b, "homes", published);

                JsonNode poor = why(b, "poor.example");
                assertEquals("home-refused", poor.path("refusal").path("code").asText(), poor.toString());
                assertTrue(poor.path("refusal").path("sentence").asText().contains("No moderators."), poor.toString());
                assertEquals("newcomer", why(b, "new.example").path("standing").asText());
                assertEquals("known", why(b, "fine.example").path("standing").asText());
            }

            // W-126: a register that is gone locks nobody out, and lets nobody in.
            clock.pass(Duration.ofMinutes(6));
            b.ask("banlist/refresh", "{'id':'homes'}");
            assertEquals("home-refused", why(b, "poor.example").path("refusal").path("code").asText());
            clock.pass(Duration.ofDays(15));
            assertFalse(why(b, "poor.example").has("refusal"), "then it only warns");

            b.ask("banlist/override", "{'subject':'home:new.example','verdict':'allow'}");
            assertEquals("known", why(b, "new.example").path("standing").asText());
        }
    }

    private static JsonNode why(Asked b, String home) throws Exception {
        return b.ask("permission/why", "{'account':'ann@%s'}", home);
    }

    private static void list(Asked a, String fingerprint) throws Exception {
        if (a.ask("banlist/list", "{}").path("published").isEmpty()) {
            a.ask("banlist/create", "{'name':'main','title':'Main'}");
        }
        a.ask("banlist/add", "{'name':'main','subject':'key:%s','category':'flooding','reason':'object flood'}",
                fingerprint);
    }

    private JsonNode publish(Asked a) throws Exception {
        clock.pass(Duration.ofSeconds(1));
        return a.ask("banlist/publish", "{'name':'main'}");
    }

    private JsonNode update(Asked a, Asked b, String id) throws Exception {
        publish(a);
        clock.pass(Duration.ofMinutes(6));
        return b.ask("banlist/refresh", "{'id':'%s'}", id);
    }

    private static void follow(Asked b, String id, JsonNode published) throws Exception {
        JsonNode made = b.ask("banlist/subscribe", "{'url':'%s','key':'%s','level':'enforce'}",
                published.path("url").asText(), published.path("key").asText());
        assertEquals(id, made.path("id").asText(), made.toString());
        b.ask("banlist/apply", "{'id':'%s','plan':'%s'}", id, made.path("preview").path("plan").asText());
    }

    private TestDomain start(String name) throws Exception {
        return TestDomain.start(folder.resolve(name), null, 0, clock);
    }

    private static String get(TestDomain domain, String url) throws Exception {
        HttpResponse<String> answer = domain.http()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), url);
        return answer.body();
    }
}
