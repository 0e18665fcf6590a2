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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.freehold.moderation.Thumbprint;
import org.freehold.server.desk.Caller;
import org.freehold.server.desk.Refusal;
import org.freehold.server.visit.Answer;
import org.freehold.server.visit.End;
import org.freehold.server.visit.VisitLink;
import org.freehold.server.visit.VisitorClient;
import org.freehold.server.visit.VisitorKey;
import org.freehold.server.visit.Welcome;
import org.freehold.server.visit.Wishes;
import org.freehold.server.wire.AvatarPose;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What moderators do about people, from the act to its end, with visitors of a whole server. */
@Timeout(120)
final class ActingIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ZONE =
            "{'type':'Zone','name':'Stage','position':{'x':20,'y':0,'z':0},'dimensions':{'x':10,'y':10,'z':10}}";

    @TempDir
    private Path folder;

    private final VisitorKey malloryKey = VisitorKey.generate();
    private final VisitorKey portableKey = VisitorKey.generate();
    private volatile Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private TestDomain domain;

    @BeforeEach
    void start() throws Exception {
        domain = TestDomain.start(folder, null, 0, () -> now);
    }

    @AfterEach
    void stop() {
        domain.close();
    }

    @Test
    void whoIsBannedWhileInsideIsLetInAgainByAnythingThatTheBanWasAbout() throws Exception {
        try (VisitorClient mallory = mallory()) {
            int handle = enter(mallory).handle();
            ask("ban/add", "{'handle':%d,'reason':'floods','category':'flooding'}".formatted(handle));
        }
        JsonNode ban = ask("ban/list", "{}").path("bans");
        assertEquals(1, ban.size(), "one act is one ban");
        assertEquals(subject(portableKey), ban.at("/0/also/0").asText());
        assertEquals("banned", refusedAtTheDoor());
        ask("ban/add", "{'subject':'%s','reason':'again','category':'flooding','action':'warn'}"
                .formatted(subject(malloryKey)));
        JsonNode lifted = ask("ban/remove", "{'subject':'%s'}".formatted(subject(portableKey)));
        assertEquals(1, lifted.path("removed").asInt());
        assertEquals(subject(malloryKey), lifted.at("/subjects/0").asText());
        assertEquals("warn", lifted.at("/stays/0/action").asText(), "an act of its own");
        try (VisitorClient mallory = mallory()) {
            enter(mallory);
        }
    }

    @Test
    void whoHasOnlyAPortableKeyIsOneAndCanBeActedOn() throws Exception {
        Wishes wishes =
                new Wishes(VisitLink.parse(domain.link()), portableKey, "Mallory", false, portableKey, null);
        try (VisitorClient mallory = new VisitorClient(domain.http(), wishes, () -> now)) {
            int handle = enter(mallory).handle();
            ask("people/mute", "{'handle':%d,'reason':'shouts'}".formatted(handle));
            awaitNotice(mallory, "muted", 1);
            assertEquals(1, ask("people/list", "{}").at("/lately/0/visits").asInt());
        }
    }

    @Test
    void aBanFromAPlaceHoldsThereAndNowhereElseUntilItEnds() throws Exception {
        String ban =
                "{'subject':'%s','reason':'heckles','category':'other','place':'%s','until':'2026-11-20T13:00:00Z'}";
        Refusal unknown = refusal("ban/add", ban.formatted(subject(malloryKey), "stage"));
        assertEquals("not-found", unknown.code());
        assertTrue(unknown.getMessage().contains("stage"), unknown.getMessage());
        try (VisitorClient mallory = mallory()) {
            enter(mallory);
            accepted(mallory, ZONE);
            assertTrue(ask("place/list", "{}").path("places").toString().contains("\"Stage\""));
            ask("ban/add", ban.formatted(subject(malloryKey), "stage"));
            awaitNotice(mallory, "place-closed", 1);
            walkTo(mallory, 20);
            assertTrue(
                    ask("permission/why", "{'subject':'%s'}".formatted(subject(malloryKey)))
                            .toString()
                            .contains("deny in stage only"));
            now = now.plus(Duration.ofHours(1));
            awaitNotice(mallory, "place-open", 1);
        }
    }

    @Test
    void aRoleplayBanIsNeitherPutOnAListNorExported() throws Exception {
        createList();
        ask("ban/add",
                "{'subject':'account:eve@bad.example','reason':'betrayed the king','category':'other','scope':'roleplay'}");
        String add = "{'name':'main','subject':'account:eve@bad.example','category':'other','reason':'treason'}";
        assertEquals("stays-in-the-game", refusal("banlist/add", add).code());
        for (String format : new String[] {"json", "text"}) {
            assertFalse(
                    ask("export", "{'bans':true,'format':'%s'}".formatted(format)).toString().contains("eve@"), format);
        }
        ask("ban/add", "{'subject':'account:eve@bad.example','reason':'cheats','category':'other','action':'warn'}");
        assertEquals(1, ask("banlist/add", add).path("drafts").asInt(), "there is more than play to it");
    }

    @Test
    void aReportIsErasedFromTheFilesWhenItsTimeHasCome() throws Exception {
        report("something nasty");
        assertTrue(isAnywhere("something nasty"));
        now = now.plus(Duration.ofDays(30)).minusMillis(1);
        assertEquals(1, ask("report/list", "{}").path("reports").size());
        now = now.plusMillis(1);
        assertEquals(0, ask("report/list", "{}").path("reports").size());
        assertFalse(isAnywhere("something nasty"));
        domain.close();
        assertFalse(isAnywhere("something nasty"), "also after the end");
    }

    @Test
    void aClosedReportIsErasedFromTheFilesAtOnce() throws Exception {
        String id = report("something nasty");
        ask("report/close", "{'id':'%s'}".formatted(id));
        assertFalse(isAnywhere("something nasty"));
    }

    @Test
    void evidenceOfAPublishedEntryStaysAsLongAsAppealsRunAndIsErasedThen() throws Exception {
        String id = report("something nasty");
        createList();
        ask("banlist/add",
                "{'name':'main','subject':'account:eve@bad.example','category':'other','reason':'x','report':'%s'}"
                        .formatted(id));
        Refusal evidence = refusal("report/close", "{'id':'%s'}".formatted(id));
        assertEquals("is-evidence", evidence.code());
        now = now.plus(Duration.ofDays(10));
        ask("banlist/publish", "{'name':'main'}");
        JsonNode kept = ask("report/list", "{}").at("/reports/0");
        assertEquals("main", kept.path("evidence").asText());
        assertEquals(now.plus(Duration.ofDays(90)), Instant.parse(kept.path("erase").asText()));
        String published = ask("export", "{'list':'main','format':'json'}").path("text").asText();
        assertTrue(published.contains("\"evidence\":\"sha-256:"), published);
        assertFalse(published.contains("nasty"), published);
        now = now.plus(Duration.ofDays(90)).minusMillis(1);
        assertEquals(1, ask("report/list", "{}").path("reports").size());
        assertTrue(isAnywhere("something nasty"));
        now = now.plusMillis(1);
        assertEquals(0, ask("report/list", "{}").path("reports").size());
        assertFalse(isAnywhere("something nasty"));
    }

    private void createList() throws Exception {
        ask("banlist/create", "{'name':'main','title':'Main','criteria':'https://a.example/criteria'}");
    }

    /** Somebody says it, and somebody else reports that; the id of the report. */
    private String report(String said) throws Exception {
        try (VisitorClient anna = domain.visitor("Anna"); VisitorClient mallory = mallory()) {
            enter(anna);
            int handle = enter(mallory).handle();
            assertInstanceOf(Answer.Accepted.class, mallory.chat(said).get(20, TimeUnit.SECONDS));
            anna.sendRaw(
                    "{\"type\":\"report\",\"ref\":900,\"handle\":%d,\"reason\":\"nasty\",\"category\":\"harassment\"}"
                            .formatted(handle));
            return await(() -> ask("report/list", "{}").at("/reports/0")).path("id").asText();
        }
    }

    private VisitorClient mallory() {
        return new VisitorClient(
                domain.http(),
                new Wishes(VisitLink.parse(domain.link()), malloryKey, "Mallory", false, portableKey, null),
                () -> now);
    }

    private String refusedAtTheDoor() throws Exception {
        try (VisitorClient mallory = mallory()) {
            VisitorClient.NotEntered not = assertInstanceOf(VisitorClient.NotEntered.class, mallory.enter());
            return assertInstanceOf(End.Closed.class, not.why()).code();
        }
    }

    private static void walkTo(VisitorClient visitor, float x) {
        visitor.pose(new AvatarPose(AvatarPose.UPRIGHT, 0, x, 0, 0, 0, 0, 0, 1, 0, 0, 0));
    }

    private static void accepted(VisitorClient visitor, String entity) throws Exception {
        assertInstanceOf(Answer.Accepted.class, visitor.add(json(entity)).get(20, TimeUnit.SECONDS));
    }

    private boolean isAnywhere(String words) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1).contains(words)) {
                    return true;
                }
            }
        }
        return false;
    }

    private JsonNode ask(String operation, String arguments) throws Exception {
        return domain.server().desk().ask(Caller.SHELL, operation, json(arguments));
    }

    private Refusal refusal(String operation, String arguments) {
        return assertThrows(Refusal.class, () -> ask(operation, arguments));
    }

    private interface Question {
        JsonNode ask() throws Exception;
    }

    /** What is there at last. */
    private static JsonNode await(Question question) throws Exception {
        long end = System.nanoTime() + TestDomain.PATIENCE.toNanos();
        JsonNode node = question.ask();
        while (node.isMissingNode() && System.nanoTime() < end) {
            Thread.onSpinWait();
            node = question.ask();
        }
        return node;
    }

    private static void awaitNotice(VisitorClient visitor, String code, int count) throws InterruptedException {
        assertTrue(
                visitor.mirror().await(
                        mirror -> mirror.notices().stream()
                                .filter(notice -> notice.code().equals(code))
                                .count() >= count,
                        TestDomain.PATIENCE),
                () -> "no notice " + code + " among " + visitor.mirror().notices());
    }

    private static Welcome enter(VisitorClient visitor) throws InterruptedException {
        return assertInstanceOf(VisitorClient.Entered.class, visitor.enter()).welcome();
    }

    private static String subject(VisitorKey key) {
        return "key:" + Thumbprint.of(key.text());
    }

    /** JSON with single quotes. */
    private static ObjectNode json(String text) throws Exception {
        return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    }
}
