// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.freehold.server.desk.Caller;
import org.freehold.server.desk.Refusal;
import org.freehold.server.identity.DomainKeys;
import org.freehold.server.identity.HostLink;
import org.freehold.server.meeting.LyingRendezvous;
import org.freehold.server.sharing.SharingStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Host, rendezvous and visitor, each with its own sockets, in one process. */
@Timeout(120)
final class MeetingIT {
    private static final int NOT_REACHABLE = 3;
    private static final int NOT_WHO_IT_SAYS = 6;

    @TempDir
    private Path folder;

    private TestDomain rendezvous;
    private TestDomain host;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void start() throws Exception {
        rendezvous = TestDomain.start(
                Files.createDirectories(folder.resolve("rendezvous")), "[rendezvous]\nenabled = true\nstun_port = 0\n");
        host = TestDomain.start(
                Files.createDirectories(folder.resolve("host")),
                "[domain]\nname = \"Harbour\"\n[sharing]\nenabled = true\nrendezvous = \"" + origin(rendezvous)
                        + "\"\n");
    }

    @AfterEach
    void stop() {
        host.close();
        rendezvous.close();
    }

    @Test
    void visitorWalksInByTheLinkAndTalksStraightToTheHost() throws Exception {
        assertEquals(0, visit(link()), err.toString());
        JsonNode report = new JsonMapper().readTree(out.toString());
        assertEquals("Harbour", report.at("/domain/name").asText());
        assertEquals("webrtc", report.path("transport").asText());
        assertEquals("direct", report.path("path").asText());
        assertEquals("ipv4", report.path("family").asText());
        assertTrue(report.at("/entities/total").asInt() > 0, out.toString());
    }

    @Test
    void sessionStaysWhenTheRendezvousDies() throws Exception {
        String link = link();
        Thread visiting = Thread.ofVirtual().start(() -> visit(link, "--for", "4s"));
        while (peopleInHost() == 0 && visiting.isAlive()) {
            Thread.onSpinWait();
        }
        rendezvous.close();
        visiting.join();
        assertEquals("", err.toString());
        assertEquals("webrtc", new JsonMapper().readTree(out.toString()).path("transport").asText());
    }

    @Test
    void hostThatIsNotSharedIsSaidToBeSo() throws Exception {
        String link = link();
        host.server().sharing().off();
        assertEquals(NOT_REACHABLE, visit(link));
        assertTrue(err.toString().contains("no-such-host"), err.toString());
    }

    @Test
    void rendezvousThatShowsAnotherHostIsFoundOut() throws Exception {
        try (LyingRendezvous lying = LyingRendezvous.showingAnotherKey()) {
            assertEquals(NOT_WHO_IT_SAYS, visit(lying.origin() + path()));
            assertTrue(err.toString().contains("another world than the one of the link"), err.toString());
        }
    }

    @Test
    void rendezvousThatSwapsTheFingerprintIsFoundOut() throws Exception {
        link();
        try (LyingRendezvous lying = LyingRendezvous.between(origin(rendezvous), LyingRendezvous.Lie.FINGERPRINT)) {
            assertEquals(NOT_WHO_IT_SAYS, visit(lying.origin() + path()));
            assertTrue(err.toString().contains("signature is wrong"), err.toString());
        }
    }

    @Test
    void rendezvousThatSignsForTheHostIsFoundOut() throws Exception {
        link();
        try (LyingRendezvous lying = LyingRendezvous.between(origin(rendezvous), LyingRendezvous.Lie.KEY)) {
            assertEquals(NOT_WHO_IT_SAYS, visit(lying.origin() + path()));
        }
    }

    @Test
    void rendezvousThatPassesOnAnOldAnswerIsFoundOut() throws Exception {
        link();
        try (LyingRendezvous lying = LyingRendezvous.between(origin(rendezvous), LyingRendezvous.Lie.OLD_ANSWER)) {
            assertEquals(0, visit(lying.origin() + path()), err.toString());
            assertEquals(NOT_WHO_IT_SAYS, visit(lying.origin() + path()));
        }
    }

    @Test
    void rendezvousThatOnlyPassesOnIsTaken() throws Exception {
        link();
        try (LyingRendezvous honest = LyingRendezvous.between(origin(rendezvous), LyingRendezvous.Lie.NONE)) {
            assertEquals(0, visit(honest.origin() + path()), err.toString());
        }
    }

    private int peopleInHost() {
        try {
            return host.server().desk().ask(
                    Caller.SHELL, "people/list",
                    JsonNodeFactory.instance.objectNode()).path("here").size();
        } catch (Refusal refusal) {
            throw new AssertionError(refusal);
        }
    }

    private String path() throws Exception {
        return HostLink.of("Harbour", DomainKeys.open(folder.resolve("host"), new SecureRandom())
                .current().publicKey()).path();
    }

    private String link() throws Exception {
        BlockingQueue<SharingStatus> changes = new LinkedBlockingQueue<>();
        host.server().sharing().listen(changes::add);
        SharingStatus now = host.server().sharing().status();
        while (!(now instanceof SharingStatus.Shared)) {
            now = changes.poll(60, TimeUnit.SECONDS);
            if (now == null) {
                throw new AssertionError(host.server().sharing().status().toString());
            }
        }
        return assertInstanceOf(SharingStatus.Shared.class, now).link();
    }

    private int visit(String link, String... more) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String[] line = new String[3 + more.length];
        line[0] = "visit";
        line[1] = link;
        line[2] = "--json";
        System.arraycopy(more, 0, line, 3, more.length);
        return Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(line);
    }

    private static String origin(TestDomain domain) {
        return "http://localhost:" + domain.server().address().getPort();
    }
}
