// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.freehold.moderation.Thumbprint;
import org.freehold.server.desk.Caller;
import org.freehold.server.desk.Refusal;
import org.freehold.server.visit.End;
import org.freehold.server.visit.VisitLink;
import org.freehold.server.visit.VisitorClient;
import org.freehold.server.visit.VisitorClient.Entered;
import org.freehold.server.visit.VisitorClient.NotEntered;
import org.freehold.server.visit.VisitorKey;
import org.freehold.server.visit.Wishes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A home that vouches for its people at two other domains, all three real (docs/protocol.md section 3.3). */
@Timeout(60)
final class HomeIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String BETWEEN_NEIGHBOURS = "[lists]\nprivate_addresses = true\n";

    private final VisitorKey atHome = VisitorKey.generate();
    private final VisitorKey abroad = VisitorKey.generate();

    private TestDomain home;
    private TestDomain harbour;
    private TestDomain meadow;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        home = start("home");
        harbour = start("harbour");
        meadow = start("meadow");
        shell(home, "role/set", "{\"subject\":\"key:%s\",\"standing\":\"member\",\"name\":\"Alice\"}"
                .formatted(Thumbprint.of(atHome.text())));
    }

    @AfterEach
    void stop() {
        home.close();
        harbour.close();
        meadow.close();
    }

    @Test
    void whoIsVouchedForIsKnownThereByAccount() throws Exception {
        try (VisitorClient alice = visitor(harbour, abroad, vouch(harbour))) {
            assertInstanceOf(Entered.class, alice.enter());
            JsonNode here = shell(harbour, "people/list", "{}").at("/here/0");
            assertEquals("alice@" + name(home), here.path("account").asText(), here.toString());
            assertEquals("known", here.path("standing").asText());
        }
    }

    @Test
    void aWordIsForOneDomainOneVisitorAndOneUse() throws Exception {
        String word = vouch(harbour);
        assertEquals("bad-vouch", refusalOf(visitor(meadow, abroad, word)), "another domain");
        assertEquals("bad-vouch", refusalOf(visitor(harbour, VisitorKey.generate(), word)), "another visitor");
        try (VisitorClient alice = visitor(harbour, abroad, word)) {
            assertInstanceOf(Entered.class, alice.enter());
        }
        assertEquals("bad-vouch", refusalOf(visitor(harbour, abroad, word)), "used before");
    }

    @Test
    void whoIsListedByAccountAppealsWithTheWordOfTheirHome() throws Exception {
        String host = "home.localhost:" + URI.create(home.link()).getPort();
        shell(harbour, "banlist/create", "{\"name\":\"main\"}");
        shell(harbour, "banlist/add",
                "{\"name\":\"main\",\"subject\":\"account:alice@%s\",\"category\":\"spam\",\"reason\":\"Spam\"}"
                        .formatted(host));
        shell(harbour, "banlist/publish", "{\"name\":\"main\"}");
        ObjectNode appeal = JSON.createObjectNode().put("list", "main").put("text", "It was my brother.");
        Caller there = Caller.of(Thumbprint.of(abroad.text()), false);
        assertEquals("not-found", refusalOf(there, appeal), "the key alone is on no list");

        String word = home.server().desk().ask(member(), "home/vouch", question(harbour).put("home", host))
                .path("vouch").asText();
        appeal.put("vouch", word);
        assertEquals("bad-vouch", refusalOf(member(), appeal), "the word is for another key");
        assertEquals("open", harbour.server().desk().ask(there, "appeal/make", appeal).path("state").asText());
        assertEquals("too-soon", refusalOf(there, appeal));
        JsonNode waiting = shell(harbour, "appeal/list", "{}").at("/appeals/0");
        assertEquals("account:alice@" + host, waiting.path("subject").asText());
        shell(harbour, "appeal/decide", "{\"id\":\"%s\",\"accept\":true}".formatted(waiting.path("id").asText()));
        JsonNode mine = harbour.server().desk().ask(there, "appeal/mine", JSON.createObjectNode());
        assertEquals("accepted", mine.at("/appeals/0/state").asText());
        assertEquals(0, shell(harbour, "banlist/list", "{}").at("/published/0/entries").asInt());
    }

    @Test
    void whatAHomeSaidOutlastsABrokenLine() throws Exception {
        try (VisitorClient alice = visitor(harbour, abroad, vouch(harbour))) {
            assertInstanceOf(Entered.class, alice.enter());
            alice.breakOff();
            alice.ended().join();
            assertTrue(assertInstanceOf(Entered.class, alice.enter()).welcome().resumed());
            assertTrue(shell(harbour, "people/list", "{}").at("/here/0").has("account"));
        }
    }

    @Test
    void whoIsNoMemberIsVouchedForByNobody() {
        Refusal refusal = assertThrows(
                Refusal.class, () -> vouch(Caller.of(Thumbprint.of(abroad.text()), false), harbour));
        assertEquals("not-found", refusal.code());
    }

    @Test
    void aHomeKeepsItsPeopleFromWhereItDoesNotLetThem() throws Exception {
        shell(home, "permission/set",
                "{\"outgoing\":[{\"level\":0,\"mode\":\"all-except\",\"domains\":[\"%s\"]}]}".formatted(name(harbour)));
        Refusal refusal = assertThrows(Refusal.class, () -> vouch(harbour));
        assertEquals("home-refused", refusal.code());
        assertTrue(vouch(meadow).length() > 100, "elsewhere they may go");
    }

    @Test
    void aDestinationUnderAFalseNameGetsNoWordWhereTheNameMatters() throws Exception {
        shell(home, "permission/set",
                "{\"outgoing\":[{\"level\":0,\"mode\":\"none-except\",\"domains\":[\"%s\"]}]}".formatted(name(meadow)));
        ObjectNode asked = question(harbour).put("address", name(meadow));
        Refusal refusal = assertThrows(
                Refusal.class, () -> home.server().desk().ask(member(), "home/vouch", asked));
        assertEquals("home-refused", refusal.code());
    }

    @Test
    void homesFarFromHereAreNotLookedForInTheHouse() throws Exception {
        Path data = Files.createDirectory(folder.resolve("strict"));
        try (TestDomain strict = TestDomain.start(data)) {
            assertEquals("bad-vouch", refusalOf(visitor(strict, abroad, vouch(strict))));
            assertFalse(shell(strict, "home/list", "{}").at("/homes/0").has("home"));
        }
    }

    private TestDomain start(String name) throws Exception {
        return TestDomain.start(Files.createDirectory(folder.resolve(name)), BETWEEN_NEIGHBOURS);
    }

    private String vouch(TestDomain destination) throws Refusal {
        return vouch(member(), destination);
    }

    private String vouch(Caller caller, TestDomain destination) throws Refusal {
        return home.server().desk().ask(caller, "home/vouch", question(destination)).path("vouch").asText();
    }

    private ObjectNode question(TestDomain destination) {
        return JSON.createObjectNode()
                .put("home", name(home))
                .put("address", name(destination))
                .put("destination", key(destination))
                .put("visitor", abroad.text());
    }

    private Caller member() {
        return Caller.of(Thumbprint.of(atHome.text()), false);
    }

    private static String key(TestDomain domain) {
        try (InputStream said = URI.create(domain.link() + ".well-known/freehold").toURL().openStream()) {
            return JSON.readTree(said).path("key").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static VisitorClient visitor(TestDomain domain, VisitorKey key, String vouch) {
        return new VisitorClient(
                domain.http(), new Wishes(VisitLink.parse(domain.link()), key, "Alice", false, null, vouch));
    }

    private static String refusalOf(VisitorClient visitor) throws InterruptedException {
        try (visitor) {
            NotEntered refused = assertInstanceOf(NotEntered.class, visitor.enter());
            return assertInstanceOf(End.Closed.class, refused.why()).code();
        }
    }

    private String refusalOf(Caller caller, ObjectNode appeal) {
        return assertThrows(Refusal.class, () -> harbour.server().desk().ask(caller, "appeal/make", appeal)).code();
    }

    private static JsonNode shell(TestDomain domain, String operation, String arguments) throws Exception {
        return domain.server().desk().ask(Caller.SHELL, operation, (ObjectNode) JSON.readTree(arguments));
    }

    private static String name(TestDomain domain) {
        return domain.link().replaceAll("^http://|/$", "");
    }
}
