// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.meeting;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.freehold.moderation.signed.SigningKey;

/** A host that is registered, or was not let in; it answers each introduction with itself and {@code "answered": true}. */
public final class TestHost implements HostConnection.Events, AutoCloseable {
    private static final Instant EXPIRES = Instant.parse("2100-01-01T00:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CompletableFuture<String> link = new CompletableFuture<>();
    private final CompletableFuture<MeetingFault> end = new CompletableFuture<>();
    private final BlockingQueue<List<IceServer>> servers = new LinkedBlockingQueue<>();
    private final BlockingQueue<ObjectNode> introductions = new LinkedBlockingQueue<>();
    private final ArrayNode own = JsonNodeFactory.instance.arrayNode();
    private volatile boolean wanted = true;

    /** Registers; {@code turnUrl} is a server of the host's own, or empty. */
    public static TestHost register(
            HttpClient http, RendezvousUrl rendezvous, SigningKey key, String name, InstantSource clock,
            String turnUrl) {
        return register(http, rendezvous, key, name, clock, turnUrl, System::nanoTime);
    }

    /** The same by another clock for what falls silent. */
    static TestHost register(
            HttpClient http, RendezvousUrl rendezvous, SigningKey key, String name, InstantSource clock,
            String turnUrl, LongSupplier nanoClock) {
        TestHost host = new TestHost();
        if (!turnUrl.isEmpty()) {
            host.own.addObject().put("username", "1:x").put("credential", "y").putArray("urls").add(turnUrl);
        }
        Thread.ofVirtual().start(() -> host.run(new HostConnection(
                http, rendezvous, key, name, host, clock, nanoClock)));
        return host;
    }

    private void run(HostConnection connection) {
        try {
            connection.run(() -> wanted, Duration.ofHours(1));
        } catch (MeetingFault fault) {
            end.complete(fault);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The link, once it is registered. */
    public String link() throws Exception {
        return link.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Why the line ended. */
    public MeetingFault end() throws Exception {
        return end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** The servers that the rendezvous named. */
    public List<IceServer> namedServers() throws Exception {
        List<IceServer> named = servers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return named == null ? List.of() : named;
    }

    /** What a visitor says next. */
    public ObjectNode introduced() throws Exception {
        return Objects.requireNonNull(introductions.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }

    @Override
    public void registered(String whole) {
        link.complete(whole);
    }

    @Override
    public void servers(List<IceServer> named) {
        servers.add(named);
    }

    @Override
    public TurnOffer ownServers() {
        return new TurnOffer(own, EXPIRES);
    }

    @Override
    public CompletionStage<ObjectNode> introduce(ObjectNode object) {
        introductions.add(object);
        return CompletableFuture.completedFuture(object.deepCopy().put("answered", true));
    }

    @Override
    public void close() {
        wanted = false;
    }
}
