// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.freehold.server.desk.Caller;
import org.freehold.server.visit.Answer;
import org.freehold.server.visit.End;
import org.freehold.server.visit.Mirror;
import org.freehold.server.visit.Signalling;
import org.freehold.server.visit.VisitorClient;
import org.freehold.server.visit.VisitorKey;
import org.freehold.server.visit.Welcome;
import org.freehold.server.wire.AvatarPose;
import org.freehold.webrtc.peer.PeerLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Visitors who come in over WebRTC, among others, with a whole server. */
@Timeout(120)
final class PeerSessionsIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String FINGERPRINT = "A".repeat(43);

    @TempDir
    private Path folder;

    private final PeerLoop loop = new PeerLoop("test-visitors");
    private final VisitorKey key = VisitorKey.generate();
    private TestDomain domain;

    @BeforeEach
    void start() throws Exception {
        domain = TestDomain.start(folder);
    }

    @AfterEach
    void stop() {
        domain.close();
        loop.close();
    }

    @Test
    void whoComesOverWebrtcIsSeenHeardAndBuilds() throws Exception {
        try (VisitorClient peer = domain.peer(loop, key, "Peer"); VisitorClient other = domain.visitor("Other")) {
            Welcome welcome = enter(peer);
            Welcome theirs = enter(other);
            String id = accepted(peer.add(box("red box")));
            peer.chat("hello from afar").get(10, TimeUnit.SECONDS);
            assertTrue(other.mirror().await(
                    mirror -> mirror.entities().containsKey(id)
                            && mirror.messages().stream().anyMatch(line -> line.text().equals("hello from afar")),
                    TestDomain.PATIENCE));

            assertTrue(walksUntilSeen(peer, welcome, other), "others see the peer move");
            assertTrue(walksUntilSeen(other, theirs, peer), "the peer sees others move");

            JsonNode person = personNamed("Peer");
            while (!person.hasNonNull("roundTripMillis")) {
                peer.ping().get(10, TimeUnit.SECONDS);
                person = personNamed("Peer");
            }
            assertEquals("webrtc", person.path("transport").asText());
            assertEquals("direct", person.path("path").asText());
            assertEquals("ipv4", person.path("family").asText());
            assertEquals("websocket", personNamed("Other").path("transport").asText());
        }
    }

    @Test
    void longTextsGoBothWays() throws Exception {
        try (VisitorClient peer = domain.peer(loop, key, "Peer"); VisitorClient other = domain.visitor("Other")) {
            enter(peer);
            enter(other);
            ObjectNode large = box("large").put("description", "ü".repeat(200_000));
            String id = accepted(peer.add(large));
            assertTrue(other.mirror().await(mirror -> mirror.entities().containsKey(id), TestDomain.PATIENCE));
            String there = accepted(other.add(box("larger").put("description", "€".repeat(300_000))));
            assertTrue(peer.mirror().await(mirror -> mirror.entities().containsKey(there), TestDomain.PATIENCE));
            ObjectNode came = Objects.requireNonNull(peer.mirror().entities().get(there));
            assertEquals(300_000, came.path("description").asText().length());
        }
    }

    @Test
    void aSessionGoesOnAfterABreakWithoutLosingAnEdit() throws Exception {
        try (VisitorClient peer = domain.peer(loop, key, "Peer")) {
            Welcome before = enter(peer);
            peer.breakOff();
            peer.ended().get(10, TimeUnit.SECONDS);
            var waiting = peer.add(box("made while away"));

            Welcome after = enter(peer);

            assertTrue(after.resumed());
            assertEquals(before.handle(), after.handle());
            accepted(waiting);
        }
    }

    @Test
    void aSessionGoesOnOverANewPath() throws Exception {
        try (VisitorClient peer = domain.peer(loop, key, "Peer")) {
            enter(peer);
            for (int i = 0; i < 3; i++) {
                peer.lookForAnotherPath();
                accepted(peer.add(box("box " + i)));
            }
        }
    }

    @Test
    void whoIsNotKnownAnyMoreComesInAnewAtOnce() throws Exception {
        try (VisitorClient peer = domain.peer(loop, key, "Peer", Forgotten::new)) {
            enter(peer);
            peer.lookForAnotherPath();

            End.BrokeOff end = assertInstanceOf(End.BrokeOff.class, peer.ended().get(10, TimeUnit.SECONDS));
            assertTrue(end.message().contains("does not know"), end::message);
            assertTrue(enter(peer).resumed());
        }
    }

    /** Each restart is asked for under a name that the host has never heard. */
    private record Forgotten(Signalling usual) implements Signalling {
        @Override
        public JsonNode ask(ObjectNode object) throws IOException, InterruptedException {
            return usual.ask(object.path("restart").asBoolean()
                    ? object.deepCopy().put("introduction", "x".repeat(22)) : object);
        }
    }

    @Test
    void whoLooksForANewPathAsksTheRelayAnew() throws Exception {
        AtomicReference<ByRelay> relay = new AtomicReference<>();
        try (VisitorClient peer = domain.peer(loop, key, "Peer", usual -> {
            relay.set(new ByRelay(usual));
            return relay.get();
        })) {
            enter(peer);
            ByRelay.Way first = relay.get().ways().take();
            peer.lookForAnotherPath();

            ByRelay.Way second = relay.get().ways().take();
            assertTrue(first.givenBack().await(10, TimeUnit.SECONDS), "it knows us by an address that may be gone");
            accepted(peer.add(box("by the second way")));
            peer.breakOff();
            assertTrue(second.givenBack().await(10, TimeUnit.SECONDS), "nothing is left behind");
        }
    }

    @Test
    void whoIsSentAwayHearsWhy() throws Exception {
        try (VisitorClient peer = domain.peer(loop, key, "Peer")) {
            int handle = enter(peer).handle();
            domain.server().desk().ask(
                    Caller.SHELL, "people/kick",
                    (ObjectNode) JSON.readTree("{\"handle\":%d,\"reason\":\"floods\"}".formatted(handle)));

            End end = peer.ended().get(10, TimeUnit.SECONDS);

            assertEquals("kicked", assertInstanceOf(End.Closed.class, end).code());
        }
    }

    @Test
    void whoIsInsideIsToldThatTheServerStops() throws Exception {
        try (VisitorClient peer = domain.peer(loop, key, "Peer")) {
            enter(peer);
            domain.server().close();

            End end = peer.ended().get(20, TimeUnit.SECONDS);

            assertEquals("stopping", assertInstanceOf(End.Closed.class, end).code());
        }
    }

    @Test
    void aBadOfferGetsAReasonAndNothingElse() throws Exception {
        String name = "abcdefghijklmnopqrstuvwxyz";
        Map<String, String> bad = Map.of(
                "{}", "introduction: missing",
                "[]", "body:",
                "{\"type\":\"offer\",\"introduction\":\"short\"}", "introduction: missing",
                "{\"type\":\"invite\",\"introduction\":\"%s\"}".formatted(name), "type: \"invite\"",
                offer(name, "u", "p".repeat(22), FINGERPRINT, "[]"), "ufrag: \"u\"",
                offer(name, "user", "short", FINGERPRINT, "[]"), "pwd: 5 characters",
                offer(name, "user", "p".repeat(22), "nonsense", "[]"), "fingerprint: \"nonsense\"",
                offer(name, "user", "p".repeat(22), FINGERPRINT, "7"), "candidates: no array",
                offer(name, "user", "p".repeat(22), FINGERPRINT, "[7]"), "candidates: one is no text");
        for (Map.Entry<String, String> each : bad.entrySet()) {
            HttpResponse<String> response = post(each.getKey(), "application/json");
            JsonNode refused = JSON.readTree(response.body());
            assertEquals(400, response.statusCode(), each.getKey());
            assertEquals("bad-value", refused.path("code").asText());
            assertTrue(refused.path("message").asText().startsWith(each.getValue()), refused::toString);
        }
        assertEquals(404, post(offer(name, "user", "p".repeat(22), FINGERPRINT, "[]").replace("{\"type\"",
                "{\"restart\":true,\"type\""), "application/json").statusCode());
        assertEquals(400, post(offer(name, "user", "p".repeat(22), FINGERPRINT, "[]"), "text/plain").statusCode());
    }

    @Test
    void aFloodOfOffersIsRefusedAndHarmsNobodyInside() throws Exception {
        try (VisitorClient peer = domain.peer(loop, key, "Peer"); VisitorClient other = domain.visitor("Other")) {
            enter(peer);
            Map<Integer, Integer> byStatus = new TreeMap<>();
            for (int i = 0; i < 400; i++) {
                String name = "flood-" + "x".repeat(20) + i;
                int status = post(offer(name, "user", "p".repeat(22), FINGERPRINT,
                        "[\"candidate:1 1 udp 1 127.0.0.1 22 typ host\",\"candidate:1 1 udp 1 10.0.0.1 53 typ host\"]"),
                        "application/json").statusCode();
                byStatus.merge(status, 1, Integer::sum);
            }

            assertTrue(byStatus.getOrDefault(200, 0) <= 100, byStatus::toString);
            assertTrue(byStatus.getOrDefault(503, 0) + byStatus.getOrDefault(429, 0) >= 300, byStatus::toString);
            accepted(peer.add(box("still here")));
            enter(other);
        }
    }

    @Test
    void anOfferThatIsSaidAgainIsRefused() throws Exception {
        String said = offer("abcdefghijklmnopqrstuvwxyz", "user", "p".repeat(22), FINGERPRINT, "[]");
        assertEquals(200, post(said, "application/json").statusCode());

        HttpResponse<String> again = post(said, "application/json");

        assertEquals(400, again.statusCode());
        assertTrue(again.body().contains("used already"), again::body);
    }

    @Test
    void withoutWebrtcNobodyIsIntroduced() throws Exception {
        domain.close();
        domain = TestDomain.start(folder, "[webrtc]\nenabled = false\n");

        HttpResponse<String> response = post("{}", "application/json");

        assertEquals(404, response.statusCode());
        assertEquals("not-here", JSON.readTree(response.body()).path("code").asText());
    }

    private static String offer(String name, String ufrag, String password, String fingerprint, String candidates) {
        return "{\"type\":\"offer\",\"introduction\":\"%s\",\"ufrag\":\"%s\",\"pwd\":\"%s\",\"fingerprint\":\"%s\",\"candidates\":%s}"
                .formatted(name, ufrag, password, fingerprint, candidates);
    }

    private HttpResponse<String> post(String body, String type) throws Exception {
        return domain.http().send(
                HttpRequest.newBuilder(URI.create(domain.link() + "introduction"))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static Welcome enter(VisitorClient visitor) throws InterruptedException {
        VisitorClient.Entry entry = visitor.enter();
        Welcome welcome = assertInstanceOf(VisitorClient.Entered.class, entry, entry::toString).welcome();
        assertTrue(visitor.mirror().await(Mirror::isLoaded, TestDomain.PATIENCE));
        return welcome;
    }

    private static ObjectNode box(String name) throws Exception {
        return ((ObjectNode) JSON.readTree("{\"type\":\"Box\",\"position\":{\"x\":1,\"y\":1,\"z\":1}}"))
                .put("name", name);
    }

    private static String accepted(CompletableFuture<Answer> answer) throws Exception {
        return String.valueOf(
                assertInstanceOf(Answer.Accepted.class, answer.get(20, TimeUnit.SECONDS)).id());
    }

    /** Poses may get lost: it goes on walking until it is seen. */
    private static boolean walksUntilSeen(VisitorClient walker, Welcome welcome, VisitorClient watcher)
            throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            walker.pose(new AvatarPose(
                    AvatarPose.UPRIGHT, 0, 1 + i * 0.05f, 0, 2, 0, 0, 0, 1, 0, 0, 0));
            if (watcher.mirror().await(
                    mirror -> mirror.poses().containsKey(welcome.handle()), Duration.ofMillis(100))) {
                return true;
            }
        }
        return false;
    }

    private JsonNode personNamed(String name) throws Exception {
        for (JsonNode person : domain.server().desk().ask(Caller.SHELL, "people/list", JSON.createObjectNode())
                .path("here")) {
            if (person.path("name").asText().equals(name)) {
                return person;
            }
        }
        throw new AssertionError(name + " is not here");
    }
}
