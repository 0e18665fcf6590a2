// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Subject;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.BanListPublisher;
import org.freehold.moderation.banlist.Scope;
import org.freehold.moderation.signed.DetachedJws;
import org.freehold.moderation.signed.SigningKey;
import org.jspecify.annotations.Nullable;

/** Somebody else who publishes one list, on a server that says what the test wants. */
final class Publisher implements AutoCloseable {
    private static final String PATH = "/main";

    final FaultyServer server;
    private final String base;
    private final SigningKey key;
    private final InstantSource clock;
    private BanListPublisher.@Nullable Next newest;

    Publisher(SigningKey key, InstantSource clock) throws IOException {
        this(new FaultyServer(), key, clock);
    }

    private Publisher(FaultyServer server, SigningKey key, InstantSource clock) {
        this(server, "http://127.0.0.1:" + server.port(), key, clock);
    }

    /** {@code base}: how the server is called by others. */
    Publisher(FaultyServer server, String base, SigningKey key, InstantSource clock) {
        this.server = server;
        this.base = base;
        this.key = key;
        this.clock = clock;
    }

    String url() {
        return base + PATH;
    }

    String fingerprint() {
        return key.thumbprint();
    }

    /** Puts somebody on the list, and serves it. */
    BanListPublisher.Next list(String subject) {
        return publish(new BanListPublisher.Add(
                Subject.parse(subject).orElseThrow(), Action.DENY, Set.of(Category.FLOODING), "object flood", null,
                null, null));
    }

    /** Serves the next document. */
    BanListPublisher.Next publish(BanListPublisher.Change... changes) {
        BanListPublisher.Next next = after(newest, changes);
        newest = next;
        serve(next);
        return next;
    }

    /** The document that comes after this one, served nowhere. */
    BanListPublisher.Next after(BanListPublisher.@Nullable Next before, BanListPublisher.Change... changes) {
        BanListPublisher.Head head = new BanListPublisher.Head(
                BanList.Kind.BAN_LIST, "https://a.example/lists/main", key.thumbprint(), "Main",
                "https://a.example/criteria", "https://a.example/appeals", Scope.RULE, BanListPublisher.USUAL_LIFE);
        return switch (BanListPublisher.next(
                head, before == null ? null : new BanListPublisher.Previous(before.list(), before.bytes()),
                List.of(changes), clock.instant())) {
            case BanListPublisher.Next next -> next;
            case BanListPublisher.Refused refused -> throw new AssertionError(refused.faults());
        };
    }

    /** Serves this document, whatever came before. */
    void serve(BanListPublisher.Next document) {
        newest = document;
        server.ok(PATH, ListSource.LIST_TYPE, document.bytes());
        server.ok(PATH + ".jws", ListSource.JWS_TYPE,
                DetachedJws.text(List.of(DetachedJws.sign(document.bytes(), key))).getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
