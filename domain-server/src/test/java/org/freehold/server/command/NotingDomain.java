// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.freehold.moderation.Permission;
import org.freehold.moderation.Thumbprint;
import org.freehold.moderation.signed.KeyChain;
import org.freehold.moderation.signed.SigningKey;
import org.freehold.server.api.AddressFile;
import org.freehold.server.desk.Caller;
import org.freehold.server.desk.Desk;
import org.freehold.server.desk.Operation;
import org.freehold.server.desk.Refusal;
import org.freehold.server.http.ApiRoute;
import org.freehold.server.http.Authorities;
import org.freehold.server.http.Callers;
import org.freehold.server.http.DomainDocument;
import org.freehold.server.http.DomainInfo;
import org.freehold.server.http.Responses;
import org.freehold.server.http.Routes;
import org.freehold.server.http.StaticFiles;
import org.freehold.server.identity.IdentityException;
import org.freehold.server.identity.ShellKey;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.transport.NetworkConfig;
import org.freehold.server.transport.NetworkServer;
import org.freehold.server.transport.Transport;
import org.freehold.server.transport.TransportHandler;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP side of a server on a real port, with a data directory; each operation notes who asked what, and answers what a test said it
 * should.
 */
final class NotingDomain implements AutoCloseable {

    /** One request that got through to the desk. */
    record Asked(Caller caller, String operation, ObjectNode arguments) {}

    private static final Set<String> OPERATIONS = Set.of(
            "people/list", "people/warn", "people/mute", "people/quarantine", "people/kick", "ban/list", "ban/add",
            "ban/remove", "permission/list", "permission/set", "permission/why", "role/list", "role/set", "role/remove",
            "home/list", "home/forget", "banlist/create", "banlist/add", "banlist/judge", "banlist/relay",
            "banlist/ignore", "banlist/retract",
            "banlist/publish", "banlist/drop", "banlist/list",
            "banlist/subscribe", "banlist/preview", "banlist/apply", "banlist/level", "banlist/override",
            "banlist/leave",
            "banlist/refresh", "banlist/readers", "import", "export", "appeal/make", "appeal/mine",
            "appeal/list", "appeal/decide", "report/list", "report/close",
            "audit/list", "audit/verify", "settings/list", "settings/set", "share/on", "share/off", "share/status",
            "owner/link",
            "key/rotate", "banlist/repin");

    private static final Set<String> FOR_EVERYBODY = Set.of("appeal/make", "appeal/mine");

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Map<String, ObjectNode> answers = new ConcurrentHashMap<>();
    private final Set<String> trusted = ConcurrentHashMap.newKeySet();
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private final SigningKey domainKey = SigningKey.create(new SecureRandom());
    private final NetworkServer network;
    private final int port;

    private NotingDomain(SigningKey shell) throws IOException {
        Metrics metrics = new Metrics();
        Callers callers = new Callers(
                caller -> trusted.contains(caller.key()) || caller.isShell()
                        ? EnumSet.allOf(Permission.class)
                        : Set.of(),
                shell.publicKey());
        List<Operation> operations = new ArrayList<>();
        OPERATIONS.forEach(name -> operations.add(new Noting(name)));
        Responses responses = new Responses(false);
        ApiRoute api = new ApiRoute(
                new Desk(operations, callers.permissions()), callers, responses,
                new Authorities(Set.of(), this::port), domainKey::thumbprint, blocking, metrics,
                InstantSource.system(), System::nanoTime);
        DomainInfo info = new DomainInfo(
                "Harbour", "0.1.0", () -> 1, () -> 0, () -> null, JsonNodeFactory.instance::objectNode);
        Routes routes = new Routes(StaticFiles.load(NotingDomain.class.getClassLoader()), info, metrics, responses,
                List.of(new DomainDocument(info, () -> domainKey, () -> KeyChain.NONE, responses), api));
        network = new NetworkServer(NetworkConfig.DEFAULTS, null, routes, NotingDomain::noSessions, metrics);
        port = assertInstanceOf(NetworkServer.Listening.class, network.listen("127.0.0.1", 0)).address().getPort();
    }

    /** Runs on this folder. */
    static NotingDomain on(Path folder) throws Exception {
        NotingDomain domain = new NotingDomain(ShellKey.create(folder, new SecureRandom()));
        AddressFile.write(folder, new AddressFile.Address(domain.url(), Optional.empty()));
        return domain;
    }

    String url() {
        return "http://localhost:" + port();
    }

    private int port() {
        return port;
    }

    void trust(SigningKey key) {
        trusted.add(Thumbprint.of(key.publicKey()));
    }

    /** What an operation answers from now on; {@code {}} without it. */
    void answer(String operation, String json) throws JsonProcessingException {
        answers.put(operation, (ObjectNode) new JsonMapper().readTree(json));
    }

    @Override
    public void close() throws IdentityException {
        network.close();
        blocking.close();
    }

    private static TransportHandler noSessions(Transport transport) {
        throw new IllegalStateException("nobody walks in here");
    }

    private final class Noting implements Operation {
        private final String name;

        Noting(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public @Nullable Permission needs() {
            return FOR_EVERYBODY.contains(name) ? null : Permission.MODERATE;
        }

        @Override
        public boolean changes() {
            return false;
        }

        @Override
        public ObjectNode run(Caller caller, ObjectNode arguments) throws Refusal {
            asked.add(new Asked(caller, name, arguments));
            @Nullable ObjectNode answer = answers.get(name);
            if (answer != null && answer.has("refuse")) {
                throw new Refusal(answer.path("refuse").asText(), "the value is wrong", "Take another.", 409);
            }
            return answer == null ? JsonNodeFactory.instance.objectNode() : answer;
        }
    }
}
