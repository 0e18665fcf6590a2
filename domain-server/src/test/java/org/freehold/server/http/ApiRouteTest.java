// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.freehold.moderation.Permission;
import org.freehold.moderation.Thumbprint;
import org.freehold.server.desk.Desk;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.transport.HttpHead;
import org.freehold.server.transport.Treatment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ApiRouteTest {
    private static final InetAddress SOMEWHERE = InetAddress.ofLiteral("192.0.2.7");
    private static final InetAddress OURS = InetAddress.ofLiteral("192.0.2.1");

    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private final AtomicLong nanos = new AtomicLong();
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> trusted = new HashSet<>();
    private final Callers callers = new Callers(
            caller -> trusted.contains(caller.key()) ? Set.of(Permission.MODERATE) : Set.of(), "the shell's");
    private final Desk desk = FakeOperations.desk(callers.permissions());
    private final Metrics metrics = new Metrics();
    private final ApiRoute route = routeOf(SignedBy.DOMAIN, "harbour.example");
    private final SignedBy moderator = new SignedBy(() -> now);
    private final SignedBy stranger = new SignedBy(() -> now);

    @BeforeEach
    void trustOne() {
        trusted.add(Thumbprint.of(moderator.key()));
    }

    @AfterEach
    void stop() {
        blocking.close();
    }

    @Test
    void leavesOtherPathsToOthers() {
        assertNull(route.treat(head(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/a")), "/a"));
    }

    @Test
    void whatIsAskedRightlyIsDone() throws IOException {
        FullHttpResponse response = post(moderator, "/api/echo", "{\"a\":[1,\"ü\"]}");
        assertEquals(200, response.status().code());
        assertEquals("{\"a\":[1,\"ü\"]}", response.content().toString(StandardCharsets.UTF_8));
        assertEquals("application/json", response.headers().get("content-type"));
        assertEquals("no-store", response.headers().get("cache-control"));
        assertEquals("nosniff", response.headers().get("x-content-type-options"));
        assertFalse(response.headers().contains("access-control-allow-origin"));
    }

    @Test
    void whatTheDeskRefusesIsAProblem() throws IOException {
        FullHttpResponse response = post(stranger, "/api/echo", "{}");
        JsonNode problem = assertProblem(403, "not-permitted", response);
        assertEquals("/problems/not-permitted", problem.path("type").asText());
        assertEquals("Ask the owner of the domain for it, or use the key that has it.",
                problem.path("whatToDo").asText());
        assertEquals(403, problem.path("status").asInt());
        assertEquals("application/problem+json", response.headers().get("content-type"));
    }

    @Test
    void anUnknownOperationIsNotThereForAnybody() throws IOException {
        assertProblem(404, "not-found", post(moderator, "/api/none", "{}"));
        assertProblem(404, "not-found", post(stranger, "/api/none", "{}"));
        assertProblem(404, "not-found", post(moderator, "/api/", "{}"));
    }

    @Test
    void withoutASignatureNobodyLearnsWhatThereIs() throws IOException {
        for (String path : new String[] {"/api/me", "/api/echo", "/api/none"}) {
            HttpRequest bare = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, path);
            bare.headers().set("host", "harbour.example").set("content-length", 2);
            assertProblem(401, "not-signed", answer(bare, "{}"));
        }
    }

    @Test
    void onlyPostIsTaken() throws IOException {
        HttpRequest get = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/api/me");
        FullHttpResponse response = answer(get, "");
        assertProblem(405, "method-not-allowed", response);
        assertEquals("POST", response.headers().get("allow"));
    }

    @Test
    void aRequestIsDoneOnce() throws IOException {
        HttpRequest request = moderator.post("/api/echo", "{}");
        assertEquals(200, answer(request, "{}").status().code());
        assertProblem(401, "not-signed", answer(request, "{}"));
        HttpRequest ofStranger = stranger.post("/api/me", "{}");
        assertEquals(200, answer(ofStranger, "{}").status().code());
        assertProblem(401, "not-signed", answer(ofStranger, "{}"));
    }

    @Test
    void anotherBodyIsNotWhatWasSigned() throws IOException {
        assertProblem(401, "not-signed", answer(moderator.post("/api/echo", "{}"), "[]"));
    }

    @Test
    void anotherPathIsNotWhatWasSigned() throws IOException {
        HttpRequest request = moderator.post("/api/me", "{}");
        request.setUri("/api/echo");
        assertProblem(401, "not-signed", answer(request, "{}"));
    }

    @Test
    void aStaleRequestIsNotDone() throws IOException {
        HttpRequest request = moderator.post("/api/echo", "{}");
        now = now.plusSeconds(301);
        JsonNode problem = assertProblem(401, "not-signed", answer(request, "{}"));
        assertTrue(problem.path("detail").asText().contains("set the clock"), problem.toString());
    }

    @Test
    void aRequestThatWasMadeForAnotherDomainIsNotDoneHere() throws IOException {
        ApiRoute ofAnotherName = routeOf(SignedBy.DOMAIN, "other.example");
        assertProblem(421, "other-domain", answer(ofAnotherName, moderator.post("/api/echo", "{}"), "{}"));
        ApiRoute ofAnotherKey = routeOf(SignedBy.DOMAIN.replace('2', '3'), "harbour.example");
        assertProblem(421, "other-domain", answer(ofAnotherKey, moderator.post("/api/echo", "{}"), "{}"));
    }

    @Test
    void aDomainThatKnowsNoNameIsAskedByItsAddressOnly() throws IOException {
        ApiRoute nameless = routeOf(SignedBy.DOMAIN);
        for (String host : new String[] {"192.0.2.1:4080", "192.0.2.1"}) {
            HttpRequest request = moderator.post(host, SignedBy.DOMAIN, "/api/echo", "{}");
            assertEquals(200, answer(nameless, request.setUri("/api/echo"), "{}").status().code(), host);
        }
        for (String host : new String[] {
                "harbour.example", "192.0.2.2", "192.0.2.1:4081", "localhost:4080", "192.0.2.1.evil.example", ""
        }) {
            HttpRequest request = moderator.post(host, SignedBy.DOMAIN, "/api/echo", "{}");
            assertProblem(421, "other-domain", answer(nameless, request, "{}"));
        }
    }

    @Test
    void aNameWithAPortIsTakenWithThatPortOnly() throws IOException {
        ApiRoute forwarded = routeOf(SignedBy.DOMAIN, "harbour.example:8080");
        HttpRequest right = moderator.post("Harbour.example:8080", SignedBy.DOMAIN, "/api/echo", "{}");
        // The signature is over the name in lower case.
        assertProblem(401, "not-signed", answer(forwarded, right, "{}"));
        HttpRequest lower = moderator.post("harbour.example:8080", SignedBy.DOMAIN, "/api/echo", "{}");
        assertEquals(200, answer(forwarded, lower, "{}").status().code());
        HttpRequest wrong = moderator.post("harbour.example:8081", SignedBy.DOMAIN, "/api/echo", "{}");
        assertProblem(421, "other-domain", answer(forwarded, wrong, "{}"));
    }

    @Test
    void headersThatComeTwiceAreNotGuessedAt() throws IOException {
        for (String name : new String[] {"content-digest", "freehold-domain", "signature-input", "signature", "host"}) {
            HttpRequest request = moderator.post("/api/echo", "{}");
            request.headers().add(name, request.headers().get(name));
            assertProblem(401, "not-signed", answer(request, "{}"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "hello", "[]", "1", "null", "{", "{}{}", "{\"a\":1,\"a\":2}", "{\"a\":\"\\ud800\"}", "{\"a\":NaN}",
            "{\"a\":1.5}", "{\"a\":9007199254740992}",
            "{\"a\":01}", "{\"\\ud800\":1}", "\u0000"
    })
    void whatIsNotOneJsonObjectIsRefused(String body) throws IOException {
        assertProblem(400, "not-json", post(moderator, "/api/echo", body));
    }

    @Test
    void deepJsonIsRefusedWithoutAFault() throws IOException {
        assertProblem(400, "not-json", post(moderator, "/api/echo", "{\"a\":" + "[".repeat(200_000)));
        assertProblem(400, "not-json",
                post(moderator, "/api/echo", "{\"a\":" + "[".repeat(16) + "]".repeat(16) + "}"));
    }

    @Test
    void strangersSendLittleAndModeratorsMore() throws IOException {
        assertProblem(413, "too-large", post(stranger, "/api/me", padded((16 << 10) + 1)));
        assertEquals(200, post(stranger, "/api/me", padded(16 << 10)).status().code());
        assertEquals(200, post(moderator, "/api/echo", padded(1 << 20)).status().code());
        assertProblem(413, "too-large", post(moderator, "/api/echo", padded((1 << 20) + 1)));
        assertEquals(200, post(moderator, "/api/import", padded(8 << 20)).status().code());
        assertProblem(413, "too-large", post(moderator, "/api/import", padded((8 << 20) + 1)));
    }

    @Test
    void aBodyOfUnknownLengthIsRefused() throws IOException {
        HttpRequest request = moderator.post("/api/echo", "{}");
        request.headers().remove("content-length");
        assertProblem(411, "length-required", answer(request, "{}"));
    }

    @Test
    void strangersAreTakenAFewTimesAMinuteAndModeratorsAlways() throws IOException {
        FullHttpResponse last = post(stranger, "/api/me", "{}");
        for (int i = 0; i < 30; i++) {
            last = post(stranger, "/api/me", "{}");
        }
        assertProblem(429, "too-fast", last);
        assertEquals("60", last.headers().get("retry-after"));
        assertEquals(200, post(moderator, "/api/echo", "{}").status().code());
        nanos.addAndGet(1_000_000_000L);
        assertEquals(200, post(stranger, "/api/me", "{}").status().code());
    }

    @Test
    void aFaultOfOursIsAProblemToo() throws IOException {
        assertProblem(500, "internal", post(moderator, "/api/break", "{}"));
    }

    private ApiRoute routeOf(String domain, String... names) {
        return new ApiRoute(
                desk, callers, new Responses(false), new Authorities(Set.of(names), () -> 4080), () -> domain, blocking,
                metrics, () -> now, nanos::get);
    }

    private static String padded(int bytes) {
        return "{}" + " ".repeat(bytes - 2);
    }

    private FullHttpResponse post(SignedBy who, String path, String body) {
        return answer(who.post(path, body), body);
    }

    private FullHttpResponse answer(HttpRequest request, String body) {
        return answer(route, request, body);
    }

    /** As the front door does it. */
    private static FullHttpResponse answer(ApiRoute route, HttpRequest request, String body) {
        Treatment treatment = route.treat(head(request), request.uri());
        return switch (treatment) {
            case null -> throw new AssertionError("not taken");
            case Treatment.Answer(FullHttpResponse response) -> response;
            case Treatment.Later later -> assertInstanceOf(FullHttpResponse.class,
                    later.answering().answer(body.getBytes(StandardCharsets.UTF_8)).toCompletableFuture().join());
        };
    }

    private static HttpHead head(HttpRequest request) {
        return new HttpHead(request, SOMEWHERE, OURS, false);
    }

    private static JsonNode assertProblem(int status, String code, FullHttpResponse response) throws IOException {
        String body = response.content().toString(StandardCharsets.UTF_8);
        assertEquals(status, response.status().code(), body);
        JsonNode problem = new JsonMapper().readTree(body);
        assertEquals(code, problem.path("code").asText(), body);
        return problem;
    }
}
