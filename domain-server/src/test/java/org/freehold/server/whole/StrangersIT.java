// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.whole;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.freehold.server.whole.ServerProcess.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.freehold.server.transport.RawWebSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that strangers and bad visitors do wrong, against one running server, while two innocent people go on with what
 * they do. Each fault has its code of docs/protocol.md section 9, is counted, and leaves no trace in the log.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StrangersIT {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String LOCKED = "{00000000-0000-4000-8000-000000000001}";
    private static final String GONE = "{00000000-0000-4000-8000-000000000002}";
    private static final String PARENT = "{00000000-0000-4000-8000-000000000003}";
    private static final String CHILD = "{00000000-0000-4000-8000-000000000004}";
    private static final int IDLE_CONNECTIONS = 1100;
    /** As in the default settings. */
    private static final int MAX_WAITING = 100;

    private static final String CLOSED = "freehold_closed_total{code=\"%s\"}";
    private static final String REQUEST_TIMEOUT = "freehold_failed_handshakes_total{reason=\"request_timeout\"}";
    private static final String HELLO_TIMEOUT = "freehold_failed_handshakes_total{reason=\"hello_timeout\"}";

    private final HttpClient http = HttpClient.newHttpClient();
    private ServerProcess server;
    private Innocents innocents;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        server = ServerProcess.start(http, folder, folder.resolve("data"));
        innocents = new Innocents(server);
        try (Stranger builder = Stranger.inside(server.port())) {
            long ref = 0;
            builder.send(add(++ref, LOCKED, "\"locked\":true"));
            builder.send(add(++ref, GONE, "\"visible\":true"));
            builder.send("{\"type\":\"delete\",\"ref\":" + ++ref + ",\"id\":\"" + GONE + "\"}");
            builder.send(add(++ref, PARENT, "\"visible\":true"));
            builder.send(add(++ref, CHILD, "\"parentID\":\"" + PARENT + "\""));
            for (long each = 1; each <= ref; each++) {
                assertEquals("accepted", builder.answer(each));
            }
        }
    }

    @AfterEach
    void innocentsAreWell() throws Exception {
        innocents.assertWell(SOON);
    }

    @AfterAll
    void nothingWasLostAndTheLogIsShort() throws Exception {
        try (ServerProcess _ = server; Innocents _ = innocents) {
            innocents.assertNothingWasLost();
            String log = server.log();
            assertFalse(log.contains("\tat "), log);
            assertTrue(log.lines().count() < 60, log);
            assertEquals(0, refused("internal"));
            assertEquals(0, closed("internal"));
        } finally {
            http.shutdownNow();
        }
    }

    static Stream<Arguments> firstMessages() {
        return Stream.of(
                arguments("{", "not-json", 1002),
                arguments("[1]", "not-json", 1002),
                arguments("", "not-json", 1002),
                arguments("{\"type\":\"hello\",\"type\":\"hello\"}", "not-json", 1002),
                arguments("{\"a\":".repeat(1000) + "1" + "}".repeat(1000), "not-json", 1002),
                arguments("{\"type\":\"dance\"}", "unknown-type", 1002),
                arguments("{}", "unknown-type", 1002),
                arguments("{\"type\":\"hello\"}", "bad-value", 1002),
                arguments("{\"type\":\"hello\",\"protocol\":2}", "protocol-version", 1002),
                arguments("{\"type\":\"hello\",\"protocol\":\"1\"}", "bad-value", 1002),
                arguments("{\"type\":\"hello\",\"protocol\":1,\"key\":\"AAAA\"}", "bad-value", 1002),
                arguments("{\"type\":\"chat\",\"ref\":1,\"text\":\"let me in\"}", "bad-value", 1002),
                arguments("{\"type\":\"leave\"}", "bad-value", 1002),
                arguments("x".repeat(8193), "too-large", 1009),
                arguments("x".repeat(2_000_000), "too-large", 1009));
    }

    @ParameterizedTest(name = "{index} {1}")
    @MethodSource("firstMessages")
    void firstMessageThatIsNoHelloCloses(String message, String code, int status) throws Exception {
        double before = closed(code);
        try (Stranger stranger = Stranger.atTheDoor(server.port())) {
            sendAll(stranger, message);
            assertClosed(stranger, code, status);
        }
        assertEquals(before + 1, closed(code));
    }

    static Stream<Arguments> hellos() {
        return Stream.of(
                arguments((Consumer<ObjectNode>) hello -> hello.put("signature", "A".repeat(86)), "bad-signature",
                        1008),
                arguments((Consumer<ObjectNode>) hello -> hello.put("key", "A".repeat(43)), "bad-signature", 1008),
                arguments((Consumer<ObjectNode>) hello -> hello.put("nonce", "A"), "bad-value", 1002),
                arguments((Consumer<ObjectNode>) hello -> hello.put("name", 7), "bad-value", 1002),
                arguments((Consumer<ObjectNode>) hello -> hello.put("position", "here"), "bad-value", 1002),
                arguments(
                        (Consumer<ObjectNode>) hello -> hello.putObject("position").put("x", 1e9).put("y", 0).put("z",
                                0),
                        "bad-value",
                        1002),
                arguments((Consumer<ObjectNode>) hello -> hello.put("resume", true), "bad-value", 1002));
    }

    @ParameterizedTest(name = "{index} {1}")
    @MethodSource("hellos")
    void falseHelloCloses(Consumer<ObjectNode> change, String code, int status) throws Exception {
        double before = closed(code);
        try (Stranger stranger = Stranger.atTheDoor(server.port())) {
            stranger.sayHello(change);
            assertClosed(stranger, code, status);
        }
        assertEquals(before + 1, closed(code));
    }

    @Test
    void binaryHelloCloses() throws Exception {
        try (Stranger stranger = Stranger.atTheDoor(server.port())) {
            stranger.socket().frame(RawWebSocket.BINARY, true, new byte[20]);
            assertClosed(stranger, "not-json", 1002);
        }
    }

    static Stream<Arguments> requests() {
        String box = "\"entity\":{\"type\":\"Box\",";
        return Stream.of(
                arguments("{", "not-json"),
                arguments("null", "not-json"),
                arguments("{\"type\":\"ping\",\"ref\":1,\"ref\":1}", "not-json"),
                arguments("{\"a\":".repeat(190_000), "not-json"),
                arguments("{".repeat(1_000_000), "not-json"),
                arguments("[".repeat(1_000_000), "not-json"),
                arguments("{\"type\":\"add\",\"ref\":1," + box + "\"position\":{\"x\":NaN,\"y\":0,\"z\":0}}}",
                        "not-json"),
                arguments("{\"type\":\"add\",\"ref\":1," + box + "\"position\":{\"x\":Infinity}}}", "not-json"),
                arguments(
                        "{\"type\":\"add\",\"ref\":1," + box + "\"position\":{\"x\":1e999,\"y\":0,\"z\":0}}}",
                        "not-finite"),
                arguments("{\"type\":\"add\",\"ref\":1," + box + "\"script\":{\"n\":-1e400}}}", "not-finite"),
                arguments(
                        "{\"type\":\"add\",\"ref\":1," + box + "\"dimensions\":{\"x\":1e300,\"y\":1,\"z\":1}}}",
                        "bad-value"),
                arguments("{\"type\":\"add\",\"ref\":1," + box + "\"position\":{\"x\":1e9,\"y\":0,\"z\":0}}}",
                        "bad-value"),
                arguments("{\"type\":\"add\",\"ref\":1," + box + "\"position\":\"here\"}}", "bad-value"),
                arguments("{\"type\":\"add\",\"ref\":1,\"entity\":{\"type\":\"Teapot\"}}", "bad-value"),
                arguments("{\"type\":\"add\",\"ref\":1,\"entity\":{}}", "bad-value"),
                arguments("{\"type\":\"add\",\"ref\":1," + box + "\"id\":\"7\"}}", "bad-value"),
                arguments(
                        "{\"type\":\"add\",\"ref\":1," + box + "\"userData\":\"" + "x".repeat(1_100_000) + "\"}}",
                        "bad-value"),
                arguments(
                        "{\"type\":\"add\",\"ref\":1," + box + "\"userData\":\"" + "x".repeat(550_000)
                                + "\",\"description\":\"" + "x".repeat(550_000) + "\"}}",
                        "entity-too-large"),
                arguments(add(1, LOCKED, "\"visible\":true"), "entity-exists"),
                arguments(add(1, "{00000000-0000-0000-0000-000000000000}", "\"visible\":true"), "bad-value"),
                arguments(edit(GONE, "{\"name\":\"x\"}"), "unknown-entity"),
                arguments(edit(LOCKED, "{\"name\":\"x\"}"), "entity-locked"),
                arguments(edit(PARENT, "{\"parentID\":\"" + CHILD + "\"}"), "parent-cycle"),
                arguments(edit(PARENT, "{\"parentID\":\"" + PARENT + "\"}"), "parent-cycle"),
                arguments(edit(PARENT, "7"), "bad-value"),
                arguments("{\"type\":\"edit\",\"ref\":1,\"id\":\"rubbish\",\"properties\":{}}", "bad-value"),
                arguments("{\"type\":\"delete\",\"ref\":1,\"id\":\"" + GONE + "\"}", "unknown-entity"),
                arguments("{\"type\":\"delete\",\"ref\":1,\"id\":\"" + LOCKED + "\"}", "entity-locked"),
                arguments("{\"type\":\"dance\",\"ref\":1}", "unknown-type"),
                arguments("{\"type\":7,\"ref\":1}", "unknown-type"),
                arguments("{\"type\":\"welcome\",\"ref\":1}", "unknown-type"),
                arguments("{\"type\":\"ping\"}", "bad-value"),
                arguments("{\"type\":\"ping\",\"ref\":0}", "bad-value"),
                arguments("{\"type\":\"ping\",\"ref\":-1}", "bad-value"),
                arguments("{\"type\":\"ping\",\"ref\":1.5}", "bad-value"),
                arguments("{\"type\":\"ping\",\"ref\":9007199254740992}", "bad-value"),
                arguments("{\"type\":\"ping\",\"ref\":\"1\"}", "bad-value"),
                arguments("{\"type\":\"chat\",\"ref\":1,\"text\":\"\"}", "bad-text"),
                arguments("{\"type\":\"chat\",\"ref\":1,\"text\":\"" + "x".repeat(1001) + "\"}", "bad-text"),
                arguments("{\"type\":\"chat\",\"ref\":1,\"text\":7}", "bad-value"),
                arguments("{\"type\":\"name\",\"ref\":1,\"name\":\"\"}", "bad-name"),
                arguments("{\"type\":\"name\",\"ref\":1,\"name\":\"" + "x".repeat(33) + "\"}", "bad-name"),
                arguments("{\"type\":\"name\",\"ref\":1,\"name\":\"\\u202eevil\"}", "bad-name"),
                arguments("{\"type\":\"name\",\"ref\":1,\"name\":\"a\\nb\"}", "bad-name"),
                arguments("{\"type\":\"hello\",\"protocol\":1}", "bad-value"));
    }

    @ParameterizedTest(name = "{index} {1}")
    @MethodSource("requests")
    void badRequestIsRefusedAndTheSessionGoesOn(String message, String code) throws Exception {
        double before = refused(code);
        try (Stranger visitor = Stranger.inside(server.port())) {
            sendAll(visitor, message);
            JsonNode refusal = visitor.next("refused");
            assertEquals(code, refusal.path("code").asText(), refusal.toString());
            assertFalse(refusal.path("message").asText().isBlank());
            assertFalse(refusal.path("do").asText().isBlank());
            assertTrue(refusal.toString().length() < 2000, "the value comes back at full length");
            visitor.send("{\"type\":\"ping\",\"ref\":1000}");
            assertEquals("accepted", visitor.answer(1000));
        }
        assertEquals(before + 1, refused(code));
    }

    @Test
    void helloTwiceIsRefused() throws Exception {
        try (Stranger visitor = Stranger.inside(server.port())) {
            visitor.sayHello(hello -> {});
            assertEquals("bad-value", visitor.next("refused").path("code").asText());
        }
    }

    @Test
    void tooLargeMessageOfABuilderCloses() throws Exception {
        try (Stranger visitor = Stranger.inside(server.port())) {
            sendAll(visitor, "{\"type\":\"chat\",\"ref\":1,\"text\":\"" + "x".repeat(2 << 20) + "\"}");
            assertClosed(visitor, "too-large", 1009);
        }
    }

    @Test
    void whoMayOnlyLookIsHeldToLess() throws Exception {
        try (Stranger visitor = Stranger.insideFromElsewhere(server.port())) {
            visitor.send(add(1, "{00000000-0000-4000-8000-000000000009}", "\"visible\":true"));
            assertEquals("not-permitted", visitor.answer(1));
            sendAll(visitor, "{".repeat(17_000));
            assertClosed(visitor, "too-large", 1009);
        }
    }

    @Test
    void posesThatAreNotNumbersAreIgnoredAndCounted() throws Exception {
        double before = server.metric("freehold_poses_ignored_total{reason=\"malformed\"}");
        try (Stranger visitor = Stranger.inside(server.port())) {
            for (int bits : new int[] {
                    Float.floatToRawIntBits(Float.NaN), Float.floatToRawIntBits(Float.POSITIVE_INFINITY),
                    Float.floatToRawIntBits(Float.NEGATIVE_INFINITY), Float.floatToRawIntBits(20_000f)
            }) {
                visitor.socket().frame(RawWebSocket.BINARY, true, pose(bits));
            }
            visitor.socket().frame(RawWebSocket.BINARY, true, new byte[0]);
            visitor.socket().frame(RawWebSocket.BINARY, true, new byte[64]);
            visitor.send("{\"type\":\"ping\",\"ref\":1}");
            assertEquals("accepted", visitor.answer(1));
            assertEquals(before + 6, server.metric("freehold_poses_ignored_total{reason=\"malformed\"}"));
            visitor.socket().frame(RawWebSocket.BINARY, true, new byte[2049]);
            assertClosed(visitor, "too-large", 1009);
        }
    }

    @Test
    void sessionOfAnotherIsNotResumed() throws Exception {
        try (Stranger victim = Stranger.atTheDoor(server.port())) {
            victim.sayHello(hello -> {});
            String session = victim.next("welcome").path("session").asText();
            try (Stranger thief = Stranger.atTheDoor(server.port())) {
                thief.sayHello(hello -> hello.putObject("resume").put("session", session).put("chat", 0));
                assertFalse(thief.next("welcome").path("resumed").asBoolean());
            }
            victim.send("{\"type\":\"ping\",\"ref\":1}");
            assertEquals("accepted", victim.answer(1));
        }
    }

    @Test
    void sessionGoesOnOverTheNewestConnection() throws Exception {
        try (Stranger first = Stranger.atTheDoor(server.port())) {
            first.sayHello(hello -> {});
            JsonNode welcome = first.next("welcome");
            String session = welcome.path("session").asText();
            List<Stranger> later = new ArrayList<>();
            try {
                for (int i = 0; i < 3; i++) {
                    Stranger next = Stranger.atTheDoor(server.port(), first.keys(), true);
                    later.add(next);
                    next.sayHello(hello -> hello.putObject("resume").put("session", session).put("chat", 0));
                    JsonNode again = next.next("welcome");
                    assertTrue(again.path("resumed").asBoolean());
                    assertEquals(welcome.at("/you/handle"), again.at("/you/handle"));
                }
                assertClosed(first, "resumed-elsewhere", 1000);
                assertClosed(later.get(0), "resumed-elsewhere", 1000);
                assertClosed(later.get(1), "resumed-elsewhere", 1000);
                later.get(2).send("{\"type\":\"ping\",\"ref\":1}");
                assertEquals("accepted", later.get(2).answer(1));
            } finally {
                for (Stranger each : later) {
                    each.close();
                }
            }
        }
    }

    @Test
    void guessedClaimLetsInAndGivesNothing() throws Exception {
        for (String claim : List.of("", "x", "A".repeat(43), "A".repeat(5000))) {
            try (Stranger visitor = Stranger.atTheDoor(server.port(), Stranger.newKeys(), false)) {
                visitor.sayHello(hello -> hello.put("claim", claim));
                assertEquals(
                        "[\"enter\",\"chat\"]", visitor.next("welcome").at("/you/permissions").toString());
                assertEquals("bad-claim", visitor.next("notice").path("code").asText());
            }
        }
    }

    @Test
    void floodOfChatIsRefusedAndThenEnded() throws Exception {
        try (Stranger visitor = Stranger.insideFromElsewhere(server.port())) {
            Set<String> codes = new HashSet<>();
            for (int n = 1; n <= 30; n++) {
                visitor.send(chat(n));
                codes.add(visitor.answer(n));
            }
            assertEquals(Set.of("accepted", "too-fast"), codes);
            Thread sender = sending(visitor, 31, 2000, StrangersIT::chat);
            assertClosed(visitor, "flooding", 1008);
            sender.join(PATIENCE);
        }
    }

    @Test
    void floodOfEditsIsAnsweredAndHarmsNobody() throws Exception {
        int edits = 10_000;
        try (Stranger visitor = Stranger.inside(server.port())) {
            Thread sender = sending(visitor, 1, edits,
                    n -> edit(CHILD, "{\"name\":\"n" + n + "\"}").replace("\"ref\":1,", "\"ref\":" + n + ","));
            Set<String> codes = new HashSet<>();
            for (int n = 1; n <= edits; n++) {
                JsonNode answer = visitor.nextOf("accepted", "refused");
                assertEquals(n, answer.path("ref").asInt(), "answers come in the order of the requests");
                codes.add(answer.path("code").asText("accepted"));
            }
            sender.join(PATIENCE);
            assertTrue(codes.remove("accepted"), codes.toString());
            assertFalse(codes.isEmpty(), "so many edits were taken at once");
            assertTrue(Set.of("too-fast", "too-many-in-flight").containsAll(codes), codes.toString());
        }
    }

    @Test
    void floodOfPosesIsIgnoredAndThenEnded() throws Exception {
        double before = server.metric("freehold_poses_ignored_total{reason=\"too_many\"}");
        try (Stranger visitor = Stranger.inside(server.port())) {
            byte[] pose = pose(Float.floatToRawIntBits(1f));
            double flooding = closed("flooding");
            try {
                for (int n = 1; n <= 10_000; n++) {
                    pose[2] = (byte) (n >> 8);
                    pose[3] = (byte) n;
                    visitor.socket().frame(RawWebSocket.BINARY, true, pose);
                }
            } catch (SocketException e) {
                // It was ended while it was sending.
            }
            awaitMetric(CLOSED.formatted("flooding"), flooding + 1);
        }
        assertTrue(server.metric("freehold_poses_ignored_total{reason=\"too_many\"}") > before);
    }

    /** In one test, because each takes its time. */
    @Test
    void thoseWhoOnlyWaitAreEndedInTheirTimeAndNobodyWaitsForThem() throws Exception {
        double slow = closed("slow-reader");
        double full = closed("domain-full");
        double silentRequests = server.metric(REQUEST_TIMEOUT);
        double silentVisitors = server.metric(HELLO_TIMEOUT);
        List<AutoCloseable> waiting = new ArrayList<>();
        try (Stranger builder = Stranger.inside(server.port())) {
            // From here on it reads nothing, while somebody writes large things.
            waiting.add(Stranger.inside(server.port()));
            String large = "x".repeat(900_000);
            for (int n = 1; n <= 12; n++) {
                builder.send(edit(CHILD, "{\"description\":\"" + n + large + "\"}")
                        .replace("\"ref\":1,", "\"ref\":" + n + ","));
                assertEquals("accepted", builder.answer(n));
            }
            for (int i = 0; i < IDLE_CONNECTIONS; i++) {
                Socket idle = new Socket(InetAddress.getLoopbackAddress(), server.port());
                waiting.add(idle);
                if (i % 10 == 0) {
                    // Half of a request, which never goes on.
                    idle.getOutputStream().write("GET /session HTTP/1.1\r\nHost: x".getBytes(UTF_8));
                }
            }
            try (Stranger visitor = Stranger.inside(server.port())) {
                visitor.send("{\"type\":\"ping\",\"ref\":1}");
                assertEquals("accepted", visitor.answer(1));
            }
            for (int i = 0; i < MAX_WAITING + 20; i++) {
                waiting.add(RawWebSocket.open(server.port()));
            }
            awaitMetric(CLOSED.formatted("domain-full"), full + 20);
            awaitMetric(HELLO_TIMEOUT, silentVisitors + MAX_WAITING);
            awaitMetric(REQUEST_TIMEOUT, silentRequests + IDLE_CONNECTIONS);
            awaitMetric(CLOSED.formatted("slow-reader"), slow + 1);
            builder.send(edit(CHILD, "{\"description\":\"\"}").replace("\"ref\":1,", "\"ref\":100,"));
            assertEquals("accepted", builder.answer(100));
        } finally {
            for (AutoCloseable each : waiting) {
                each.close();
            }
        }
    }

    /** Goes on sending until the other end has had enough. */
    private static Thread sending(Stranger visitor, int first, int last, IntFunction<String> message) {
        return Thread.ofVirtual().start(() -> {
            try {
                for (int n = first; n <= last; n++) {
                    visitor.send(message.apply(n));
                }
            } catch (IOException e) {
                // It was ended while it was sending.
            }
        });
    }

    private static void assertClosed(Stranger stranger, String code, int status) throws IOException {
        JsonNode close = stranger.nextOf("close");
        assertEquals(code, close.path("code").asText(), close.toString());
        assertFalse(close.path("message").asText().isBlank());
        assertFalse(close.path("do").asText().isBlank());
        assertTrue(close.toString().length() < 2000, "the value comes back at full length");
        assertEquals(status, stranger.socket().readClose().status());
    }

    /** Sends what may be cut off by the other end in the midst of it. */
    private static void sendAll(Stranger stranger, String message) {
        try {
            stranger.send(message);
        } catch (IOException e) {
            // The reason is still there to be read.
        }
    }

    private void awaitMetric(String series, double atLeast) throws Exception {
        long begin = System.nanoTime();
        while (server.metric(series) < atLeast) {
            assertTrue(System.nanoTime() - begin < Duration.ofSeconds(40).toNanos(),
                    () -> series + " does not reach " + atLeast);
            innocents.assertWell(SOON);
        }
    }

    private double closed(String code) throws Exception {
        return server.metric(CLOSED.formatted(code));
    }

    private double refused(String code) throws Exception {
        return server.metric("freehold_refused_total{code=\"%s\"}".formatted(code));
    }

    private static String add(long ref, String id, String property) {
        return "{\"type\":\"add\",\"ref\":" + ref + ",\"entity\":{\"type\":\"Box\",\"id\":\"" + id + "\"," + property
                + "}}";
    }

    private static String chat(int ref) {
        return "{\"type\":\"chat\",\"ref\":" + ref + ",\"text\":\"spam " + ref + "\"}";
    }

    private static String edit(String id, String properties) {
        return "{\"type\":\"edit\",\"ref\":1,\"id\":\"" + id + "\",\"properties\":" + properties + "}";
    }

    /** An upright pose with these bits as x. */
    private static byte[] pose(int x) {
        byte[] pose = new byte[18];
        pose[0] = 1;
        pose[1] = 1;
        for (int i = 0; i < 4; i++) {
            pose[4 + i] = (byte) (x >> (24 - 8 * i));
        }
        return pose;
    }
}
