// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import static org.freehold.server.app.TestDomain.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.freehold.moderation.Thumbprint;
import org.freehold.server.desk.Caller;
import org.freehold.server.desk.Refusal;
import org.freehold.server.visit.Answer;
import org.freehold.server.visit.End;
import org.freehold.server.visit.VisitorClient;
import org.freehold.server.visit.VisitorKey;
import org.freehold.server.visit.Welcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the desk changes, as visitors of a whole server meet it. */
@Timeout(120)
final class DeskIT {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private final VisitorKey malloryKey = VisitorKey.generate();
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
    void aBannedVisitorIsOutAndCannotReturnUntilTheBanIsOver() throws Exception {
        try (VisitorClient mallory = mallory()) {
            enter(mallory);
            JsonNode added = ask("ban/add", """
                    {"subject":"%s","reason":"floods","category":"flooding","until":"2026-11-20T13:00:00Z"}"""
                    .formatted(subject(malloryKey)));
            assertEquals(1, added.path("hit").asInt());
            End.Closed end = assertInstanceOf(End.Closed.class, ended(mallory));
            assertEquals("banned", end.code());
            assertTrue(end.message().contains("floods"), end.message());
        }
        now = now.plus(Duration.ofMinutes(59));
        assertEquals("banned", refusedAtTheDoor());
        domain.close();
        domain = TestDomain.start(folder, null, 0, () -> now);
        assertEquals("banned", refusedAtTheDoor(), "after another start");
        now = now.plus(Duration.ofMinutes(1));
        try (VisitorClient mallory = mallory()) {
            enter(mallory);
        }
    }

    @Test
    void aBanThatIsRemovedLetsInAgain() throws Exception {
        String subject = subject(malloryKey);
        ask("ban/add", "{\"subject\":\"%s\",\"reason\":\"a mistake\",\"category\":\"other\"}".formatted(subject));
        assertEquals("banned", refusedAtTheDoor());
        assertEquals(subject, ask("ban/list", "{}").at("/bans/0/subject").asText());
        ask("ban/remove", "{\"subject\":\"%s\"}".formatted(subject));
        try (VisitorClient mallory = mallory()) {
            enter(mallory);
        }
        assertEquals("not-found", refusal("ban/remove", "{\"subject\":\"%s\"}".formatted(subject)).code());
    }

    @Test
    void whoIsKickedMayComeBackAndNotResume() throws Exception {
        try (VisitorClient mallory = mallory()) {
            Welcome welcome = enter(mallory);
            assertEquals(1, ask("people/kick", "{\"handle\":%d,\"reason\":\"calm down\"}".formatted(welcome.handle()))
                    .path("hit")
                    .asInt());
            assertEquals("kicked", assertInstanceOf(End.Closed.class, ended(mallory)).code());
        }
        try (VisitorClient mallory = mallory()) {
            assertFalse(enter(mallory).resumed());
        }
    }

    @Test
    void aWarningIsReadAtOnceAndAgainAtTheNextVisit() throws Exception {
        try (VisitorClient mallory = mallory()) {
            int handle = enter(mallory).handle();
            assertEquals(
                    "somebody-else",
                    refusal("people/warn", "{\"handle\":%d,\"subject\":\"%s\",\"reason\":\"x\"}"
                            .formatted(handle, subject(VisitorKey.generate()))).code());
            ask("people/warn", "{\"handle\":%d,\"reason\":\"be kind\"}".formatted(handle));
            awaitNotice(mallory, "warned");
            mallory.leave();
        }
        ask("ban/add", "{\"subject\":\"%s\",\"reason\":\"be kind\",\"category\":\"other\",\"action\":\"warn\"}"
                .formatted(subject(malloryKey)));
        try (VisitorClient mallory = mallory()) {
            enter(mallory);
            awaitNotice(mallory, "warned");
        }
    }

    @Test
    void whoIsMutedIsToldAndRefusedUntilTheMuteIsOver() throws Exception {
        try (VisitorClient mallory = mallory()) {
            enter(mallory);
            accepted(mallory.chat("before"));
            ask("people/mute", "{\"subject\":\"%s\",\"reason\":\"shouting\",\"until\":\"2026-11-20T12:10:00Z\"}"
                    .formatted(subject(malloryKey)));
            awaitNotice(mallory, "muted");
            Answer.Refused refused = refused(mallory.chat("after"));
            assertEquals("not-permitted", refused.code());
            assertTrue(refused.message().contains("muted"), refused.message());
            assertTrue(ask("people/list", "{}").at("/here/0/muted").asBoolean());
            now = now.plus(Duration.ofMinutes(10));
            awaitNotice(mallory, "permissions");
            accepted(mallory.chat("again"));
        }
    }

    @Test
    void whoIsInQuarantineMayNoLongerBuildAndArrivesApart() throws Exception {
        try (VisitorClient mallory = mallory()) {
            enter(mallory);
            accepted(mallory.add(box()));
            ask("people/quarantine", "{\"subject\":\"%s\",\"reason\":\"litter\"}".formatted(subject(malloryKey)));
            awaitNotice(mallory, "quarantined");
            assertEquals("not-permitted", refused(mallory.add(box())).code());
            mallory.leave();
        }
        try (VisitorClient somebody = domain.visitor("Somebody"); VisitorClient mallory = mallory()) {
            JsonNode usual = enter(somebody).raw().at("/world/entry/position");
            Welcome welcome = enter(mallory);
            assertFalse(welcome.permissions().contains("build"));
            JsonNode apart = welcome.raw().at("/world/entry/position");
            double metres = Math.hypot(
                    usual.path("x").asDouble() - apart.path("x").asDouble(),
                    usual.path("z").asDouble() - apart.path("z").asDouble());
            assertTrue(metres > 10, "arrived " + metres + " m from the others");
            ask("people/quarantine", "{\"handle\":%d,\"on\":false}".formatted(welcome.handle()));
            awaitNotice(mallory, "unquarantined");
            accepted(mallory.add(box()));
        }
    }

    @Test
    void anotherPresetReachesThoseInsideAtOnce() throws Exception {
        try (VisitorClient mallory = mallory()) {
            enter(mallory);
            JsonNode list = ask("permission/set", "{\"preset\":\"look-only\"}");
            assertEquals("look-only", list.path("preset").asText());
            awaitNotice(mallory, "permissions");
            assertEquals("not-permitted", refused(mallory.chat("hello?")).code());
            ask("permission/set", "{\"preset\":\"members\"}");
            assertEquals("not-permitted", assertInstanceOf(End.Closed.class, ended(mallory)).code());
        }
        assertEquals("not-permitted", refusedAtTheDoor());
        ask("role/set", "{\"subject\":\"%s\",\"standing\":\"member\"}".formatted(subject(malloryKey)));
        try (VisitorClient mallory = mallory()) {
            assertEquals("member", enter(mallory).raw().at("/you/standing").asText());
        }
    }

    @Test
    void onlyOwnThingsAreChangedByWhoMayNotEditOthers() throws Exception {
        ask("permission/set", """
                {"rules":[{"who":"everybody","allow":["enter","chat","build"]},
                          {"who":"%s","allow":["edit-others"]}]}""".formatted(subject(malloryKey)));
        try (VisitorClient anna = domain.visitor("Anna");
                VisitorClient bert = domain.visitor("Bert");
                VisitorClient mallory = mallory()) {
            enter(anna);
            enter(bert);
            enter(mallory);
            String id = accepted(anna.add(box()));
            assertEquals("not-permitted", refused(bert.edit(id, named("mine"))).code());
            assertEquals("not-permitted", refused(bert.delete(id)).code());
            assertEquals("not-permitted", refused(anna.edit(id, object("locked", "true"))).code());
            accepted(mallory.edit(id, named("moderated")));
            accepted(anna.edit(id, named("mine again")));
            accepted(anna.delete(id));
        }
    }

    @Test
    void whoMayBuildForAWhileSetsALifetime() throws Exception {
        ask("permission/set", "{\"rules\":[{\"who\":\"everybody\",\"allow\":[\"enter\",\"build-temporary\"]}]}");
        try (VisitorClient anna = domain.visitor("Anna")) {
            enter(anna);
            Answer.Refused refused = refused(anna.add(box()));
            assertEquals("not-permitted", refused.code());
            assertTrue(refused.message().startsWith("lifetime: "), refused.message());
            String id = accepted(anna.add(box().put("lifetime", 60)));
            assertEquals("not-permitted", refused(anna.edit(id, object("lifetime", "-1"))).code());
            accepted(anna.edit(id, named("for a while")));
        }
    }

    @Test
    void capacityChangesLiveAndTheOwnerPasses() throws Exception {
        VisitorKey owner = VisitorKey.generate();
        ask("role/set", "{\"subject\":\"%s\",\"standing\":\"owner\"}".formatted(subject(owner)));
        ask("settings/set", "{\"capacity\":1,\"rulesText\":\"Whisper.\"}");
        try (VisitorClient first = domain.visitor("First"); VisitorClient mallory = mallory();
                VisitorClient last = domain.visitor(owner, "Owner", "")) {
            assertEquals("Whisper.", enter(first).raw().path("rules").asText());
            VisitorClient.NotEntered full = assertInstanceOf(VisitorClient.NotEntered.class, mallory.enter());
            assertEquals("domain-full", assertInstanceOf(End.Closed.class, full.why()).code());
            enter(last);
        }
    }

    @Test
    void aReportHoldsWhatWasSaidAndIsErasedInTime() throws Exception {
        try (VisitorClient anna = domain.visitor("Anna"); VisitorClient mallory = mallory()) {
            enter(anna);
            int handle = enter(mallory).handle();
            accepted(mallory.chat("something nasty"));
            anna.sendRaw(
                    "{\"type\":\"report\",\"ref\":900,\"handle\":%d,\"reason\":\"nasty\",\"category\":\"harassment\"}"
                            .formatted(handle));
            JsonNode report = await(() -> ask("report/list", "{}").at("/reports/0"));
            assertEquals("nasty", report.path("reason").asText());
            assertEquals(Thumbprint.of(malloryKey.text()), report.at("/about/fingerprint").asText());
            assertEquals("something nasty", report.at("/said/0/text").asText());
            assertEquals("Mallory", report.at("/near/0/name").asText());
        }
        now = now.plus(Duration.ofDays(30));
        assertTrue(ask("report/list", "{}").path("reports").isEmpty());
    }

    @Test
    void nobodyActsAgainstAnOwnerOrMakesOwnersWithoutBeingOne() throws Exception {
        VisitorKey owner = VisitorKey.generate();
        ask("role/set", "{\"subject\":\"%s\",\"standing\":\"owner\"}".formatted(subject(owner)));
        ask("role/set", "{\"subject\":\"%s\",\"standing\":\"moderator\"}".formatted(subject(malloryKey)));
        Caller mallory = Caller.of(Thumbprint.of(malloryKey.text()), false);
        String ban = "{\"subject\":\"%s\",\"reason\":\"coup\",\"category\":\"other\"}".formatted(subject(owner));
        assertEquals("protected", refusal(mallory, "ban/add", ban).code());
        assertEquals(
                "not-permitted",
                refusal(mallory, "role/set", "{\"subject\":\"%s\",\"standing\":\"owner\"}"
                        .formatted(subject(malloryKey))).code());
        assertEquals(
                "last-owner",
                refusal("role/remove", "{\"subject\":\"%s\"}".formatted(subject(owner))).code());
        assertEquals("moderator", domain.server().desk().ask(mallory, "me", json("{}")).path("standing").asText());
        Caller stranger = Caller.of(Thumbprint.of(VisitorKey.generate().text()), false);
        assertEquals("not-permitted", refusal(stranger, "people/list", "{}").code());
        assertEquals("newcomer", domain.server().desk().ask(stranger, "me", json("{}")).path("standing").asText());
    }

    @Test
    void argumentsThatAreWrongOrUnknownAreRefused() {
        assertEquals("bad-value", refusal("ban/list", "{\"page\":1}").code());
        assertEquals("bad-value",
                refusal("ban/add", "{\"subject\":\"key:*\",\"reason\":\"x\",\"category\":\"spam\"}").code());
        assertEquals("bad-value", refusal("people/warn", "{\"handle\":1.5,\"reason\":\"x\"}").code());
        assertEquals("not-found", refusal("people/kick", "{\"handle\":77,\"reason\":\"x\"}").code());
        assertEquals("not-found", refusal("ban/burn", "{}").code());
        assertEquals("bad-value", refusal("permission/set", "{\"preset\":\"anarchy\"}").code());
    }

    @Test
    void whySaysWhatDecided() throws Exception {
        ask("ban/add", "{\"subject\":\"%s\",\"reason\":\"floods\",\"category\":\"flooding\"}"
                .formatted(subject(malloryKey)));
        JsonNode why = ask("permission/why", "{\"subject\":\"%s\"}".formatted(subject(malloryKey)));
        assertEquals("banned", why.at("/refusal/code").asText());
        assertFalse(why.path("steps").isEmpty());
        JsonNode member = ask("permission/why", "{\"standing\":\"member\"}");
        assertTrue(member.path("permissions").toString().contains("\"build\""), member.toString());
    }

    @Test
    void peopleAreListedNowAndLately() throws Exception {
        try (VisitorClient mallory = mallory()) {
            enter(mallory);
            JsonNode here = ask("people/list", "{}").at("/here/0");
            assertEquals("Mallory", here.path("name").asText());
            assertEquals(Thumbprint.of(malloryKey.text()), here.path("fingerprint").asText());
            assertEquals("2026-11-20T12:00:00Z", here.path("since").asText());
            mallory.leave();
        }
        now = now.plus(Duration.ofHours(1));
        domain.close();
        domain = TestDomain.start(folder, null, 0, () -> now);
        JsonNode lately = ask("people/list", "{}").at("/lately/0");
        assertEquals("Mallory", lately.path("name").asText());
        assertEquals(1, lately.path("visits").asInt());
        assertEquals("2026-11-20T12:00:00Z", lately.path("firstSeen").asText());
    }

    @Test
    void theAuditLogTellsWhatWasDoneAndWhenSomebodyChangedIt() throws Exception {
        ask("permission/set", "{\"preset\":\"friends\"}");
        ask("ban/add", "{\"subject\":\"%s\",\"reason\":\"floods\",\"category\":\"flooding\"}"
                .formatted(subject(malloryKey)));
        ask("settings/set", "{\"capacity\":7}");
        JsonNode lines = ask("audit/list", "{}").path("lines");
        assertEquals(3, lines.size());
        assertTrue(lines.path(1).asText().contains("floods"), lines.path(1).asText());
        JsonNode whole = ask("audit/verify", "{}");
        assertTrue(whole.path("ok").asBoolean(), whole.toString());
        assertEquals(3, whole.path("entries").asInt());

        sql("UPDATE audit SET line = replace(line, 'floods', 'sings') WHERE seq = 2");
        JsonNode changed = ask("audit/verify", "{}");
        assertFalse(changed.path("ok").asBoolean());
        assertTrue(changed.path("broken").asText().startsWith("line 3"), changed.toString());

        sql("UPDATE audit SET line = replace(line, 'sings', 'floods') WHERE seq = 2");
        assertTrue(ask("audit/verify", "{}").path("ok").asBoolean());
        sql("DELETE FROM audit WHERE seq = 3");
        assertFalse(ask("audit/verify", "{}").path("ok").asBoolean(), "the last line is missing");
    }

    @Test
    void ownersOfADomainFromBeforeStayItsOwners() throws Exception {
        domain.close();
        VisitorKey owner = VisitorKey.generate();
        Path file = folder.resolve("world.db");
        Files.delete(file);
        // As the first version made it.
        for (String statement : new String[] {
                "CREATE TABLE entity (id BLOB PRIMARY KEY NOT NULL, body BLOB NOT NULL) STRICT",
                "CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT",
                "CREATE TABLE owner (key TEXT PRIMARY KEY NOT NULL, since INTEGER NOT NULL) STRICT",
                "INSERT INTO owner VALUES ('" + owner.text() + "', 1700000000000)",
                "PRAGMA application_id = " + 0x46724864,
                "PRAGMA user_version = 1"
        }) {
            sql(statement);
        }
        domain = TestDomain.start(folder, null, 0, () -> now);
        assertTrue(Files.exists(folder.resolve("world.db.version-1")));
        assertTrue(domain.server().claimSecret().isEmpty());
        try (VisitorClient visitor = domain.visitor(owner, "Owner", "")) {
            assertEquals("owner", enter(visitor).raw().at("/you/standing").asText());
        }
        assertEquals("2023-11-14T22:13:20Z", ask("role/list", "{}").at("/roles/0/since").asText());
        // Once taken over, the roster alone counts.
        VisitorKey other = VisitorKey.generate();
        ask("role/set", "{\"subject\":\"%s\",\"standing\":\"owner\"}".formatted(subject(other)));
        ask("role/remove", "{\"subject\":\"%s\"}".formatted(subject(owner)));
        domain.close();
        domain = TestDomain.start(folder, null, 0, () -> now);
        assertEquals(1, ask("role/list", "{}").path("roles").size());
        assertEquals(subject(other), ask("role/list", "{}").at("/roles/0/subject").asText());
    }

    private VisitorClient mallory() {
        return domain.visitor(malloryKey, "Mallory", "");
    }

    private String refusedAtTheDoor() throws Exception {
        try (VisitorClient mallory = mallory()) {
            VisitorClient.NotEntered not = assertInstanceOf(VisitorClient.NotEntered.class, mallory.enter());
            return assertInstanceOf(End.Closed.class, not.why()).code();
        }
    }

    private JsonNode ask(String operation, String arguments) throws Exception {
        return domain.server().desk().ask(Caller.SHELL, operation, json(arguments));
    }

    private Refusal refusal(String operation, String arguments) {
        return refusal(Caller.SHELL, operation, arguments);
    }

    private Refusal refusal(Caller caller, String operation, String arguments) {
        return assertThrows(
                Refusal.class, () -> domain.server().desk().ask(caller, operation, json(arguments)));
    }

    private void sql(String statement) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("world.db"));
                Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    /** What is there at last. */
    private static JsonNode await(Callable<JsonNode> found) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        JsonNode node = found.call();
        while (node.isMissingNode() && System.nanoTime() < end) {
            Thread.onSpinWait();
            node = found.call();
        }
        return node;
    }

    private static void awaitNotice(VisitorClient visitor, String code) throws InterruptedException {
        assertTrue(
                visitor.mirror().await(
                        mirror -> mirror.notices().stream()
                                .anyMatch(notice -> notice.code().equals(code)),
                        PATIENCE),
                () -> "no notice " + code + " among " + visitor.mirror().notices());
    }

    private static String subject(VisitorKey key) {
        return "key:" + Thumbprint.of(key.text());
    }

    private static ObjectNode json(String text) throws Exception {
        return (ObjectNode) JSON.readTree(text);
    }

    private static Welcome enter(VisitorClient visitor) throws InterruptedException {
        return assertInstanceOf(VisitorClient.Entered.class, visitor.enter()).welcome();
    }

    private static End ended(VisitorClient visitor) throws Exception {
        return visitor.ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static String accepted(Future<Answer> answer) throws Exception {
        Answer.Accepted accepted = assertInstanceOf(
                Answer.Accepted.class, answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        return String.valueOf(accepted.id());
    }

    private static Answer.Refused refused(Future<Answer> answer) throws Exception {
        return assertInstanceOf(Answer.Refused.class, answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }

    private static ObjectNode box() {
        ObjectNode box = JsonNodeFactory.instance.objectNode().put("type", "Box");
        box.putObject("position").put("x", 1).put("y", 1).put("z", 0);
        return box;
    }

    private static ObjectNode named(String name) {
        return JsonNodeFactory.instance.objectNode().put("name", name);
    }

    private static ObjectNode object(String name, String value) throws Exception {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.set(name, JSON.readTree(value));
        return object;
    }
}
