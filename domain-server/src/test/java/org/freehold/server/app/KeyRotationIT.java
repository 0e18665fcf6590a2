// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.freehold.moderation.Thumbprint;
import org.freehold.moderation.signed.KeyChain;
import org.freehold.moderation.signed.KeySet;
import org.freehold.server.desk.Caller;
import org.freehold.server.visit.VisitLink;
import org.freehold.server.visit.VisitorClient;
import org.freehold.server.visit.VisitorClient.Entered;
import org.freehold.server.visit.VisitorKey;
import org.freehold.server.visit.Wishes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A domain that changes its key while it runs, and those who knew the old one: visitors, subscribers, destinations (B-04, B-07). */
@Timeout(120)
final class KeyRotationIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration SIX_MINUTES = Duration.ofMinutes(6);

    private final TestClock clock = new TestClock();
    private final VisitorKey mallory = VisitorKey.generate();
    private final String fingerprint = Thumbprint.of(mallory.text());
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

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
    void whoIsInsideStaysAndWhoComesIsGreetedWithTheNewKey() throws Exception {
        try (TestDomain domain = start("a");
                VisitorClient inside = domain.visitor("Ann");
                VisitorClient later = domain.visitor("Ben")) {
            assertInstanceOf(Entered.class, inside.enter());
            String before = wellKnown(domain).path("key").asText();
            assertEquals(0, freehold("key", "rotate", "--data", folder.resolve("a").toString()), err.toString());
            String after = wellKnown(domain).path("key").asText();
            assertNotEquals(before, after);
            // Checks that what it is greeted with proves itself.
            assertInstanceOf(Entered.class, later.enter());
            assertEquals(2, new Asked(domain).ask("people/list", "{}").path("here").size());
            KeySet led = chain(domain.link() + ".well-known/freehold.keys").follow(pin(before));
            assertEquals(new KeySet(1, 1, pin(after).keys()), led);
            assertTrue(new Asked(domain).ask("audit/verify", "{}").path("ok").asBoolean());
            assertTrue(new Asked(domain).ask("audit/list", "{}").toString().contains("key/rotate"));
        }
        try (TestDomain domain = start("a")) {
            assertEquals(1, chain(domain.link() + ".well-known/freehold.keys").steps().size());
        }
    }

    @Test
    void onlyTheShellOfTheHostChangesTheKey() throws Exception {
        try (TestDomain domain = start("a")) {
            Asked shell = new Asked(domain);
            shell.ask("role/set", "{'subject':'key:%s','standing':'owner'}", fingerprint);
            Asked owner = new Asked(domain, Caller.of(fingerprint, true));
            assertEquals("not-permitted", owner.refused("key/rotate", "{}"));
        }
    }

    @Test
    void subscribersFollowTheKeyAndWhatIsInForceStays() throws Exception {
        try (TestDomain first = start("a"); TestDomain second = start("b")) {
            Asked a = new Asked(first);
            Asked b = new Asked(second);
            follow(a, b);
            String before = subscription(b).path("key").asText();
            assertFalse(b.admits(fingerprint));

            a.ask("banlist/add",
                    "{'name':'main','subject':'account:eve@bad.example','category':'spam','reason':'spam'}");
            clock.pass(SIX_MINUTES);
            rotate(first);
            JsonNode published = a.ask("banlist/list", "{}").path("published").path(0);
            assertEquals(1, published.path("drafts").asInt(), "a draft stays one");
            b.ask("banlist/refresh", "{'id':'main'}");
            JsonNode followed = subscription(b);
            assertEquals("current", followed.path("state").asText(), followed.toString());
            assertNotEquals(before, followed.path("key").asText());
            assertEquals(published.path("key").asText(), followed.path("key").asText());
            assertFalse(b.admits(fingerprint));

            clock.pass(SIX_MINUTES);
            rotate(first);
            rotate(first);
            a.ask("banlist/retract", "{'name':'main','subject':'key:%s','reason':'a mistake'}", fingerprint);
            a.ask("banlist/publish", "{'name':'main'}");
            b.ask("banlist/refresh", "{'id':'main'}");
            assertEquals("current", subscription(b).path("state").asText(), subscription(b).toString());
            assertTrue(b.admits(fingerprint), "what is said with the newest key holds");
        }
        try (TestDomain second = start("b")) {
            assertEquals(1, new Asked(second).ask("banlist/list", "{}").path("subscriptions").size());
        }
    }

    @Test
    void whoLostTheKeyIsTrustedAgainWhenAnOperatorSaysSo() throws Exception {
        String port;
        try (TestDomain first = start("a"); TestDomain second = start("b")) {
            follow(new Asked(first), new Asked(second));
            port = Integer.toString(first.server().address().getPort());
        }
        Files.delete(folder.resolve("a").resolve("domain.key"));
        try (TestDomain first = TestDomain.start(folder.resolve("a"), null, Integer.parseInt(port), clock);
                TestDomain second = start("b")) {
            Asked a = new Asked(first);
            Asked b = new Asked(second);
            clock.pass(SIX_MINUTES);
            a.ask("banlist/publish", "{'name':'main'}");
            b.ask("banlist/refresh", "{'id':'main'}");
            assertTrue(subscription(b).path("problem").asText().startsWith("untrusted"), subscription(b).toString());
            assertFalse(b.admits(fingerprint), "what is in force stays");

            String key = a.ask("banlist/list", "{}").path("published").path(0).path("key").asText();
            assertEquals("bad-value", b.refused("banlist/repin", "{'id':'main','key':'short'}"));
            assertEquals("not-found", b.refused("banlist/repin", "{'id':'other','key':'%s'}", key));
            clock.pass(SIX_MINUTES);
            b.ask("banlist/repin", "{'id':'main','key':'%s'}", key);
            JsonNode repinned = subscription(b);
            assertEquals("new-key", repinned.path("held").path(0).asText(), repinned.toString());
            assertFalse(b.admits(fingerprint), "what is in force stays until the operator has seen what came");
            JsonNode preview = b.ask("banlist/preview", "{'id':'main'}");
            b.ask("banlist/apply", "{'id':'main','plan':'%s'}", preview.path("plan").asText());
            assertEquals("current", subscription(b).path("state").asText());
        }
    }

    @Test
    void destinationsFollowTheKeyOfAHomeAndMeanItByTheOldOneToo() throws Exception {
        VisitorKey atHome = VisitorKey.generate();
        try (TestDomain home = start("a"); TestDomain harbour = start("b")) {
            new Asked(home).ask("role/set", "{'subject':'key:%s','standing':'member','name':'alice'}",
                    Thumbprint.of(atHome.text()));
            Asked b = new Asked(harbour);
            enterFromHome(home, harbour, atHome);
            String old = b.ask("home/list", "{}").at("/homes/0/key").asText();

            rotate(home);
            enterFromHome(home, harbour, atHome);
            JsonNode known = b.ask("home/list", "{}").at("/homes/0");
            assertNotEquals(old, known.path("key").asText());
            assertEquals(old, known.at("/former/0").asText(), known.toString());

            b.ask("ban/add", "{'subject':'home:%s','reason':'not these','category':'other'}", old);
            assertInstanceOf(VisitorClient.NotEntered.class, visit(home, harbour, atHome));
        }
    }

    private void enterFromHome(TestDomain home, TestDomain harbour, VisitorKey atHome) throws Exception {
        assertInstanceOf(Entered.class, visit(home, harbour, atHome));
    }

    private VisitorClient.Entry visit(TestDomain home, TestDomain harbour, VisitorKey atHome) throws Exception {
        VisitorKey abroad = VisitorKey.generate();
        JsonNode word = new Asked(home, Caller.of(Thumbprint.of(atHome.text()), false)).ask(
                "home/vouch", "{'home':'%s','address':'%s','destination':'%s','visitor':'%s'}", host(home),
                host(harbour),
                wellKnown(harbour).path("key").asText(), abroad.text());
        try (VisitorClient visitor = new VisitorClient(harbour.http(), new Wishes(
                VisitLink.parse(harbour.link()), abroad, null, false, null, word.path("vouch").asText()), clock)) {
            return visitor.enter();
        }
    }

    private void follow(Asked a, Asked b) throws Exception {
        a.ask("banlist/create",
                "{'name':'main','title':'Main','criteria':'https://a.example/c','appeals':'https://a.example/a'}");
        a.ask("banlist/add", "{'name':'main','subject':'key:%s','category':'flooding','reason':'floods'}", fingerprint);
        JsonNode published = a.ask("banlist/publish", "{'name':'main'}");
        JsonNode made = b.ask("banlist/subscribe", "{'url':'%s','key':'%s','level':'enforce'}",
                published.path("url").asText(), published.path("key").asText());
        b.ask("banlist/apply", "{'id':'main','plan':'%s'}", made.path("preview").path("plan").asText());
    }

    private static JsonNode subscription(Asked who) throws Exception {
        return who.ask("banlist/list", "{}").path("subscriptions").path(0);
    }

    private TestDomain start(String name) throws Exception {
        return TestDomain.start(folder.resolve(name), null, 0, clock);
    }

    private static void rotate(TestDomain domain) throws Exception {
        new Asked(domain).ask("key/rotate", "{}");
    }

    private int freehold(String... line) {
        return FreeholdLine.run(List.of(line), new PrintWriter(out), new PrintWriter(err));
    }

    private static ObjectNode wellKnown(TestDomain domain) throws Exception {
        return (ObjectNode) JSON.readTree(bytes(domain.link() + ".well-known/freehold"));
    }

    private static KeyChain chain(String url) throws Exception {
        return KeyChain.read(bytes(url));
    }

    private static byte[] bytes(String url) throws Exception {
        try (var http = java.net.http.HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray()).body();
        }
    }

    private static KeySet pin(String key) {
        return KeySet.pinned(Thumbprint.of(key));
    }

    private static String host(TestDomain domain) {
        return "localhost:" + domain.server().address().getPort();
    }
}
