// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.BanListReader;
import org.freehold.moderation.signed.Digest;
import org.freehold.moderation.signed.DocumentFault;
import org.freehold.moderation.subscription.Head;
import org.freehold.moderation.subscription.Subscription;
import org.freehold.moderation.subscription.SubscriptionJson;
import org.freehold.server.desk.Records;
import org.freehold.server.desk.Refusal;
import org.freehold.server.storage.ModerationStore;
import org.freehold.server.storage.StorageException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Subscriptions and the documents of their lists in the database. What is damaged there is set aside, each for itself: it stays as it is,
 * and everything else goes on. Blocks; any thread.
 */
final class StoredSubscriptions {
    private static final Logger LOG = LoggerFactory.getLogger(StoredSubscriptions.class);
    private static final String KEY = "subscription:";
    private static final JsonMapper JSON = new JsonMapper();

    private final ModerationStore store;
    /** Digests of documents that could not be read. */
    private final Set<String> damaged = ConcurrentHashMap.newKeySet();

    /**
     * What is there.
     *
     * @param readable by id
     * @param damaged why it cannot be read, by id
     */
    record Found(Map<String, Subscription> readable, Map<String, String> damaged) {}

    StoredSubscriptions(ModerationStore store) {
        this.store = store;
    }

    Found all() throws StorageException {
        Map<String, Subscription> readable = new TreeMap<>();
        Map<String, String> unreadable = new TreeMap<>();
        for (Map.Entry<String, String> row : store.readAll(KEY).entrySet()) {
            String id = row.getKey().substring(KEY.length());
            try {
                readable.put(id, subscription(id, row.getValue()));
            } catch (JsonProcessingException e) {
                unreadable.put(id, "it is no JSON: " + e.getOriginalMessage());
            } catch (IllegalArgumentException | DateTimeException e) {
                unreadable.put(id, String.valueOf(e.getMessage()));
            }
        }
        unreadable.forEach((id, why) -> LOG.error(
                "The subscription {} in the database is damaged and set aside: {}. Nothing of that list is in force;"
                        + " everything else is. Restore the world file from a backup, or leave the list and follow it anew.",
                id, why));
        return new Found(readable, unreadable);
    }

    /** What is stored with a change that has effect. */
    Records.Beside beside(Subscription changed, List<byte[]> documents) {
        documents.forEach(bytes -> damaged.remove(Digest.of(bytes)));
        return new Records.Beside(
                Map.of(KEY + changed.id(), SubscriptionJson.write(changed).toString()), Set.of(), documents);
    }

    /** What is stored when one ends. */
    static Records.Beside without(String id) {
        return new Records.Beside(Map.of(), Set.of(KEY + id), List.of());
    }

    /** Remembers what decides nothing. */
    void note(Subscription changed) throws Refusal {
        Records.Beside beside = beside(changed, List.of());
        try {
            store.write(beside.changed(), beside.removed(), beside.documents(), List.of());
        } catch (StorageException e) {
            throw Refusal.notStored(e.reason());
        }
    }

    /** The whole document of this head; null when the head is, and when the document is damaged. */
    @Nullable
    BanList document(@Nullable Head head) {
        if (head == null) {
            return null;
        }
        String why;
        try {
            byte[] bytes = store.document(Digest.bytes(head.digest())).orElse(null);
            if (bytes != null && Digest.of(bytes).equals(head.digest())) {
                return read(bytes);
            }
            why = bytes == null ? "it is missing" : "its bytes have changed";
        } catch (StorageException e) {
            why = e.reason();
        } catch (DocumentFault | IllegalArgumentException e) {
            why = String.valueOf(e.getMessage());
        }
        if (damaged.add(head.digest())) {
            LOG.error("Document {} of the list {} in the database can't be read: {}. It is fetched again.",
                    head.seq(), head.list(), why);
        }
        return null;
    }

    /** True for a document that was wanted and could not be read; never true for one that is stored again. */
    boolean isDamaged(String digest) {
        return damaged.contains(digest);
    }

    private static BanList read(byte[] bytes) throws DocumentFault {
        return switch (BanListReader.read(bytes)) {
            case BanListReader.Read read -> read.list();
            case BanListReader.Refused refused -> throw new IllegalArgumentException(refused.fault().toString());
        };
    }

    private static Subscription subscription(String id, String text) throws JsonProcessingException {
        if (!(JSON.readTree(text) instanceof ObjectNode json)) {
            throw new IllegalArgumentException("it is no object");
        }
        Subscription subscription = SubscriptionJson.read(json);
        if (!subscription.id().equals(id)) {
            throw new IllegalArgumentException("id: " + subscription.id() + " (expected: " + id + ")");
        }
        if (URI.create(subscription.url()).getHost() == null) {
            throw new IllegalArgumentException("url: " + subscription.url() + " (expected: an address)");
        }
        return subscription;
    }
}
