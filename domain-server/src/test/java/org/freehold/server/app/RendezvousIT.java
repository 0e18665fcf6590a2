// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.freehold.moderation.Thumbprint;
import org.freehold.moderation.signed.SigningKey;
import org.freehold.server.desk.Caller;
import org.freehold.server.identity.HostLink;
import org.freehold.server.meeting.IceServer;
import org.freehold.server.meeting.MeetingFault;
import org.freehold.server.meeting.PlainLine;
import org.freehold.server.meeting.RendezvousUrl;
import org.freehold.server.meeting.TestHost;
import org.freehold.server.meeting.VisitConnection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A domain that is a rendezvous, with hosts and visitors over real sockets. */
@Timeout(120)
final class RendezvousIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SETTINGS = "[rendezvous]\nenabled = true\nstun_port = 0\n";

    private final HttpClient http = HttpClient.newHttpClient();
    private final SigningKey key = SigningKey.create(new SecureRandom());

    @TempDir
    private Path folder;

    private TestDomain domain;
    private RendezvousUrl rendezvous;

    @BeforeEach
    void start() throws Exception {
        start(SETTINGS);
    }

    private void start(String settings) throws Exception {
        domain = TestDomain.start(folder, settings);
        rendezvous = RendezvousUrl.parse("http://localhost:" + domain.server().address().getPort());
    }

    @AfterEach
    void stop() {
        domain.close();
        http.shutdownNow();
    }

    @Test
    void visitorIsIntroducedToAHost() throws Exception {
        try (TestHost host = host(key, "Harbour")) {
            assertEquals(rendezvous.origin() + HostLink.of("Harbour", key.publicKey()).path(), host.link());
            try (VisitConnection visit = visit(key)) {
                assertEquals(key.publicKey(), visit.key());
                assertEquals("Harbour", visit.name());
                visit.send(offer("one"));
                ObjectNode answer = received(visit);
                assertEquals("one", answer.path("introduction").asText());
                assertTrue(answer.path("answered").asBoolean());
                visit.send(offer("two"));
                assertEquals("two", received(visit).path("introduction").asText());
            }
        }
    }

    @Test
    void bothAreToldOfItsStunServerAndOfTheHostsTurnServer() throws Exception {
        try (TestHost host = TestHost.register(
                http, rendezvous, key, "Harbour", InstantSource.system(), "turn:turn.example:3478")) {
            host.link();
            String stun = "stun:localhost:" + domain.server().stunPort().orElseThrow();
            assertEquals(List.of(new IceServer(List.of(stun), "", "")), host.namedServers());
            assertEquals(List.of("turn:turn.example:3478"), lastServer(key).urls());
        }
    }

    @Test
    void visitorsGetShortLivedPasswordsForItsTurnServers() throws Exception {
        domain.close();
        Path secret = folder.resolve("turn.secret");
        Files.writeString(secret, "north\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        start(SETTINGS + "[turn]\nservers = \"turn:turn.example:3478, turns:turn.example:443?transport=tcp\"\n"
                + "secret_file = \"turn.secret\"\n");
        try (TestHost host = host(key, "Harbour")) {
            host.link();
            IceServer turn = lastServer(key);
            assertEquals(List.of("turn:turn.example:3478", "turns:turn.example:443?transport=tcp"), turn.urls());
            assertTrue(turn.username().matches("[0-9]{10}:.+"), turn.username());
            assertEquals(28, turn.credential().length());
            assertNotEquals(turn.username(), lastServer(key).username());
        }
    }

    @Test
    void pageOfALinkIsTheBrowserClientWithItsFiles() throws Exception {
        HttpResponse<String> page = get(HostLink.of("Harbour", key.publicKey()).path());
        assertEquals(get("/").body(), page.body());
        assertEquals(get("/").statusCode(), page.statusCode());
        assertEquals(404, get("/d/harbour").statusCode());
        assertEquals(get("/favicon.svg").statusCode(), get("/d/favicon.svg").statusCode());
    }

    @Test
    void nobodyIsThereWhenTheHostHasLeft() throws Exception {
        assertEquals("no-such-host", assertThrows(MeetingFault.class, () -> visit(key)).code());
        TestHost host = host(key, "Harbour");
        host.link();
        try (VisitConnection visit = visit(key)) {
            visit.send(offer("one"));
            visit.receive();
            host.close();
            assertEquals("host-left", assertThrows(MeetingFault.class, () -> {
                while (true) {
                    visit.receive();
                }
            }).code());
        }
        assertEquals("no-such-host", assertThrows(MeetingFault.class, () -> visit(key)).code());
    }

    @Test
    void newerRegistrationOfAKeyWinsAndTheOlderIsTold() throws Exception {
        try (TestHost first = host(key, "Harbour")) {
            String link = first.link();
            try (TestHost second = host(key, "Harbour")) {
                assertEquals(link, second.link());
                assertEquals("registered-elsewhere", first.end().code());
                try (VisitConnection visit = visit(key)) {
                    visit.send(offer("one"));
                    assertTrue(received(visit).path("answered").asBoolean());
                }
            }
        }
    }

    @Test
    void registrationOfAnotherKeyIsRefused() throws Exception {
        SigningKey thief = SigningKey.create(new SecureRandom());
        assertEquals("bad-signature", registered(rendezvous.authority(), 0, thief));
    }

    @Test
    void proofForAnotherRendezvousIsRefused() throws Exception {
        assertEquals("other-rendezvous", registered("meet.example", 0, null));
    }

    @Test
    void proofOfAnotherTimeIsRefused() throws Exception {
        assertEquals("clock", registered(rendezvous.authority(), -360_000, null));
        assertEquals("clock", registered(rendezvous.authority(), 360_000, null));
    }

    @Test
    void proofThatIsShownAgainIsRefused() throws Exception {
        try (PlainLine first = hostLine(); PlainLine second = hostLine()) {
            ObjectNode proof = PlainLine.registration(
                    rendezvous.authority(), first.next().path("nonce").asText(), key, "Harbour",
                    System.currentTimeMillis(), null);
            second.next();
            first.send(proof);
            assertEquals("registered", first.next().path("type").asText());
            second.send(proof);
            assertEquals("bad-signature", second.closedWith());
        }
    }

    @Test
    void visitorWhoFloodsIsSentAwayAndTheHostStays() throws Exception {
        try (TestHost host = host(key, "Harbour")) {
            host.link();
            try (PlainLine flood = visitLine(key)) {
                ObjectNode message = PlainLine.message("introduce");
                message.set("introduction", offer("again"));
                for (int i = 0; i < 60; i++) {
                    flood.send(message);
                }
                assertEquals("flooding", flood.closedWith());
            }
            try (VisitConnection visit = visit(key)) {
                visit.send(offer("one"));
                assertTrue(received(visit).path("answered").asBoolean());
            }
        }
    }

    @Test
    void hostTakesOnlySoManyVisitsAtATime() throws Exception {
        List<VisitConnection> visits = new ArrayList<>();
        try (TestHost host = host(key, "Harbour")) {
            host.link();
            for (int i = 0; i < 64; i++) {
                visits.add(visit(key));
            }
            assertEquals("host-busy", assertThrows(MeetingFault.class, () -> visit(key)).code());
        } finally {
            visits.forEach(VisitConnection::close);
        }
    }

    @Test
    void tooLongAndSenselessMessagesEndTheLine() throws Exception {
        try (PlainLine line = hostLine()) {
            line.send(PlainLine.message("register").put("name", "x".repeat(9000)));
            assertEquals("too-large", line.closedWith());
        }
        try (PlainLine line = hostLine()) {
            line.send(PlainLine.message("introduce"));
            assertEquals("bad-value", line.closedWith());
        }
        try (TestHost host = host(key, "Harbour")) {
            host.link();
            try (PlainLine line = visitLine(key)) {
                line.send(PlainLine.message("dance"));
                assertEquals("unknown-type", line.closedWith());
            }
        }
    }

    @Test
    void hostThatIsBannedIsSentAwayAndNotTakenAgain() throws Exception {
        try (TestHost host = host(key, "Harbour")) {
            host.link();
            domain.server().desk().ask(Caller.SHELL, "ban/add", JsonNodeFactory.instance.objectNode()
                    .put("subject", "key:" + Thumbprint.of(key.publicKey()))
                    .put("reason", "shares what is against the law").put("category", "other"));
            assertEquals("banned", host.end().code());
        }
        try (TestHost again = host(key, "Harbour")) {
            assertEquals("banned", again.end().code());
        }
    }

    @Test
    void hostsAreToldWhenTheRendezvousStops() throws Exception {
        try (TestHost host = host(key, "Harbour")) {
            host.link();
            domain.close();
            assertEquals("stopping", host.end().code());
        }
    }

    @Test
    void domainThatIsNoRendezvousSaysSo() throws Exception {
        domain.close();
        start("");
        try (TestHost host = host(key, "Harbour")) {
            MeetingFault fault = host.end();
            assertEquals(MeetingFault.NOT_A_RENDEZVOUS, fault.code());
            assertTrue(fault.sentence().contains("--rendezvous"), fault.sentence());
        }
    }

    private String registered(String authority, long late, @Nullable SigningKey signer) throws Exception {
        try (PlainLine line = hostLine()) {
            line.send(PlainLine.registration(
                    authority, line.next().path("nonce").asText(), key, "Harbour",
                    System.currentTimeMillis() + late, signer));
            return line.closedWith();
        }
    }

    private static ObjectNode received(VisitConnection visit) throws Exception {
        return Objects.requireNonNull(visit.receive(), "nothing came");
    }

    private IceServer lastServer(SigningKey of) throws Exception {
        try (VisitConnection visit = visit(of)) {
            return visit.servers().getLast();
        }
    }

    private TestHost host(SigningKey of, String name) {
        return TestHost.register(http, rendezvous, of, name, InstantSource.system(), "");
    }

    private VisitConnection visit(SigningKey of) throws Exception {
        return VisitConnection.open(
                http, rendezvous, HostLink.of("Harbour", of.publicKey()), PATIENCE, System::nanoTime);
    }

    private PlainLine hostLine() throws Exception {
        return PlainLine.open(http, rendezvous.socket("/rendezvous/host"));
    }

    private PlainLine visitLine(SigningKey of) throws Exception {
        return PlainLine.open(
                http, rendezvous.socket("/rendezvous/visit/" + HostLink.keyPart(of.publicKey())));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(rendezvous.origin() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static ObjectNode offer(String id) {
        return JsonNodeFactory.instance.objectNode().put("type", "offer").put("introduction", id);
    }
}
