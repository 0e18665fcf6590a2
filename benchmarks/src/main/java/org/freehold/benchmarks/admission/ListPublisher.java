// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.admission;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.BanListPublisher;
import org.freehold.moderation.banlist.Scope;
import org.freehold.moderation.signed.DetachedJws;
import org.freehold.moderation.signed.SigningKey;

/** Publishes large lists on loopback, each signed by a key of its own, packed. Each is at many addresses, {@code /ROUND/NUMBER}. */
public final class ListPublisher implements AutoCloseable {
    private final List<Published> lists = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    private record Published(SigningKey key, byte[] packed, byte[] jws) {}

    /** Makes so many lists of so many entries each, and serves them. */
    public ListPublisher(int count, int entries) throws IOException {
        for (int number = 0; number < count; number++) {
            lists.add(make(number, entries));
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** Another address of the same list for each round. */
    public String url(int number, int round) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + round + "/" + number;
    }

    /** The fingerprint of the publisher. */
    public String key(int number) {
        return lists.get(number).key().thumbprint();
    }

    private static Published make(int number, int entries) throws IOException {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        seed[0] = (byte) number;
        SigningKey key = SigningKey.ofSeed(seed);
        String home = "https://p" + number + ".example";
        BanListPublisher.Head head = new BanListPublisher.Head(
                BanList.Kind.BAN_LIST, home + "/lists/main", key.thumbprint(), "List " + number, home + "/criteria",
                home + "/appeals", Scope.RULE, BanListPublisher.USUAL_LIFE);
        Instant now = Instant.now();
        List<BanListPublisher.Change> changes = new ArrayList<>(entries);
        // One of the 50,000 is the self-test.
        for (int entry = 0; entry < entries - 1; entry++) {
            changes.add(new BanListPublisher.Add(
                    ManyLists.subject(number, entry), Action.DENY, Set.of(Category.FLOODING),
                    "object flood, third time, seen by " + number, now.plus(Duration.ofDays(90)), null, null));
        }
        return switch (BanListPublisher.next(head, null, changes, now)) {
            case BanListPublisher.Next next -> new Published(
                    key, pack(next.bytes()),
                    DetachedJws.text(List.of(DetachedJws.sign(next.bytes(), key))).getBytes(StandardCharsets.US_ASCII));
            case BanListPublisher.Refused refused -> throw new IllegalStateException(refused.faults().toString());
        };
    }

    private static byte[] pack(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String name = path.substring(path.lastIndexOf('/') + 1);
            boolean signature = name.endsWith(".jws");
            Published list = lists.get(Integer.parseInt(signature ? name.substring(0, name.length() - 4) : name));
            byte[] body = signature ? list.jws() : list.packed();
            exchange.getResponseHeaders()
                    .set("Content-Type", signature ? "application/jose" : "application/vnd.freehold.banlist+json");
            if (!signature) {
                exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            }
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
