// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.freehold.server.http.DomainInfo;
import org.freehold.server.http.Responses;
import org.freehold.server.http.Routes;
import org.freehold.server.http.StaticFiles;
import org.freehold.server.identity.DomainKeys;
import org.freehold.server.identity.IdentityException;
import org.freehold.server.identity.OwnerClaim;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.transport.NetworkConfig;
import org.freehold.server.transport.NetworkServer;
import org.freehold.server.transport.PoseFrames;
import org.freehold.server.transport.NoLeaks;
import org.freehold.server.transport.RawWebSocket;
import org.freehold.server.wire.ServerMessage;
import org.freehold.server.world.Command;
import org.freehold.server.world.WorldInbox;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Sessions over real sockets, with a world that answers at once and sends each visitor a pose frame for each request. */
@Timeout(60)
@ExtendWith(NoLeaks.class)
final class SessionsIT {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private final Metrics metrics = new Metrics();
    private final Queue<Command> commands = new ConcurrentLinkedQueue<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private @Nullable Sessions sessions;
    private @Nullable NetworkServer network;
    private int port;

    @BeforeEach
    void start() throws IdentityException, IOException {
        AccessPolicy policy =
                new AccessPolicy(FakeVisits.rulebook(true), new FakeVisits(), InstantSource.system());
        SecureRandom random = new SecureRandom();
        DomainKeys key = DomainKeys.open(folder, random);
        Sessions started = new Sessions(
                new SessionConfig("Harbour", "freehold/test", null, 30, 100, 2000),
                key,
                OwnerClaim.open(folder, new FakeOwners(policy), random),
                policy,
                report -> {},
                (_, _) -> new HomeVouches.Unfit("vouch: nobody is asked here", "Leave it out."),
                new AnsweringWorld(),
                metrics,
                InstantSource.system(),
                System::nanoTime,
                random,
                Runnable::run);
        sessions = started;
        Routes routes = new Routes(
                StaticFiles.load(SessionsIT.class.getClassLoader()),
                new DomainInfo("Harbour", "0.1.0", () -> port, started::count, () -> null,
                        JsonNodeFactory.instance::objectNode),
                metrics,
                new Responses(false),
                List.of());
        NetworkServer server = new NetworkServer(NetworkConfig.DEFAULTS, null, routes, started, metrics);
        network = server;
        open.add(() -> server.stop(Duration.ofMillis(500)));
        port = assertInstanceOf(NetworkServer.Listening.class, server.listen("127.0.0.1", 0))
                .address()
                .getPort();
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable closeable : open.reversed()) {
            closeable.close();
        }
    }

    @Test
    void aWholeVisit() throws IOException {
        RawWebSocket client = enter(Map.of());
        client.text("{\"type\":\"chat\",\"ref\":1,\"text\":\"hello\"}");
        assertEquals(1, read(client).path("ref").asInt());
        assertEquals(RawWebSocket.BINARY, client.read().opcode());
        client.text("{\"type\":\"leave\"}");
        assertEquals(1000, client.readClose().status());
    }

    @Test
    void aPageOfAnotherOriginMayVisitAndNotBuild() throws IOException {
        enter(Map.of());
        enter(Map.of("Origin", "https://evil.example"));
        List<String> permissions = commands.stream()
                .filter(Command.Enter.class::isInstance)
                .map(Command.Enter.class::cast)
                .map(enter -> enter.rights().texts().contains("build") ? "builds" : "looks")
                .toList();
        assertEquals(List.of("builds", "looks"), permissions);
    }

    @Test
    void twoMegabytesBeforeHelloAreTooLarge() throws IOException {
        RawWebSocket client = connect();
        read(client);
        client.frame(RawWebSocket.TEXT, true, new byte[2_000_000]);
        assertEquals("too-large", read(client).path("code").asText());
        assertEquals(1009, client.readClose().status());
    }

    @Test
    void aBinaryBeforeHelloIsAnsweredAndClosed() throws IOException {
        RawWebSocket client = connect();
        read(client);
        client.frame(RawWebSocket.BINARY, true, new byte[16]);
        assertEquals("not-json", read(client).path("code").asText());
        assertEquals(1002, client.readClose().status());
    }

    @Test
    void aThousandWhoSayNothingHarmNobody() throws IOException {
        for (int i = 0; i < 1000; i++) {
            connect();
        }
        enter(Map.of());
    }

    @Test
    void aStoppingServerSaysSo() throws IOException {
        RawWebSocket client = enter(Map.of());
        Objects.requireNonNull(sessions).stop(20);
        JsonNode close = read(client);
        assertEquals("stopping", close.path("code").asText());
        assertEquals(20, close.path("retryAfterSeconds").asInt());
        assertEquals(1001, client.readClose().status());
    }

    @Test
    void plainHttpIsServedBeside() throws IOException {
        enter(Map.of());
        RawWebSocket http = add(RawWebSocket.connect(port));
        http.write("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        String response = http.readAll();
        assertTrue(response.startsWith("HTTP/1.1 200 "), response);
        assertTrue(response.endsWith("\r\n\r\nok\n"), response);
    }

    private RawWebSocket enter(Map<String, String> headers) throws IOException {
        RawWebSocket client = add(RawWebSocket.open(port, headers));
        client.text(new TestVisitor().hello(read(client), Instant.now()).toString());
        assertEquals("welcome", read(client).path("type").asText());
        return client;
    }

    private RawWebSocket connect() throws IOException {
        return add(RawWebSocket.open(port));
    }

    private RawWebSocket add(RawWebSocket client) {
        open.add(client);
        return client;
    }

    private static JsonNode read(RawWebSocket client) throws IOException {
        return JSON.readTree(client.read().text());
    }

    private final class AnsweringWorld implements WorldInbox {
        @Override
        public synchronized boolean offer(Command command) { // one world thread at a time
            commands.add(command);
            switch (command) {
                case Command.Enter enter -> enter.link().entered(
                        false,
                        new ServerMessage.You(1, "Ann", "newcomer", List.of(), null),
                        new ServerMessage.WorldInfo(0, new double[3], new double[] {0, 0, 0, 1}, Map.of()));
                case Command.Ask ask -> {
                    ask.link().send(new ServerMessage.Accepted(ask.request().ref(), null));
                    ask.link().sendNewest(PoseFrames.of(16));
                }
                case Command.Resume _,Command.Lost _,Command.Leave _,Command.Grant _,Command.Move _ -> {
                    // nothing to answer
                }
            }
            command.link().flushWithTick();
            Objects.requireNonNull(network).flushTick();
            return true;
        }
    }
}
