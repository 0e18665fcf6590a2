// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.BanListPublisher;
import org.freehold.moderation.banlist.BanListReader;
import org.freehold.moderation.signed.Digest;
import org.freehold.moderation.banlist.Fault;
import org.freehold.moderation.signed.DetachedJws;
import org.freehold.moderation.signed.DocumentFault;
import org.freehold.moderation.signed.Signer;
import org.freehold.moderation.signed.StrictJson;
import org.freehold.server.desk.Caller;
import org.freehold.server.desk.Records;
import org.freehold.server.desk.Refusal;
import org.freehold.server.storage.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * The lists that this domain publishes. What is served is in memory and never changes under a reader: any thread. Changing blocks, on
 * virtual threads, one at a time.
 */
public final class PublishedLists {
    private static final String KEY = "list:";
    private static final Duration REISSUE = BanListPublisher.USUAL_LIFE.dividedBy(2);
    private static final JsonMapper JSON = new JsonMapper();

    private final Records records;
    private final Signer signer;
    private volatile Map<String, Served> lists = Map.of();

    /**
     * One list as it is served.
     *
     * @param bytes of the newest document; null before the first; not to be changed
     * @param list the newest document, read; null before the first
     */
    record Served(OwnList own, byte @Nullable [] bytes, @Nullable BanList list) {

        OwnList.@Nullable Issue newest() {
            return own.published().isEmpty() ? null : own.published().getLast();
        }
    }

    private PublishedLists(Records records, Signer signer) {
        this.records = records;
        this.signer = signer;
    }

    /** Reads what is stored. Blocks. */
    public static PublishedLists open(Records records, Signer signer) throws StorageException {
        PublishedLists published = new PublishedLists(records, signer);
        Map<String, Served> found = new TreeMap<>();
        for (String text : records.store().readAll(KEY).values()) {
            try {
                OwnList own = OwnList.fromJson(JSON.readTree(text));
                found.put(own.name(), published.served(own));
            } catch (JsonProcessingException | RuntimeException e) {
                throw new IllegalStateException("a list in the database is damaged; restore it from a backup", e);
            }
        }
        published.lists = found;
        return published;
    }

    /** The fingerprint of the key that signs. */
    String key() {
        return signer.thumbprint();
    }

    Map<String, Served> all() {
        return lists;
    }

    Served find(String name) throws Refusal {
        Served found = lists.get(name);
        if (found == null) {
            throw Refusal.notFound(
                    "name: \"%s\" is no list of this domain (expected: one of %s)"
                            .formatted(name, String.join(", ", lists.keySet())),
                    "banlist/list shows them; banlist/create makes one.");
        }
        return found;
    }

    /** The bytes of an older document of ours; empty array when they are gone. Blocks. */
    byte[] document(String digest) throws StorageException {
        return records.store().document(Digest.bytes(digest)).orElse(new byte[0]);
    }

    /** Keeps a new list or drafts of one. */
    synchronized void keep(Caller caller, String what, OwnList own) throws Refusal {
        Served before = lists.get(own.name());
        if (before != null && !before.own().published().equals(own.published())) {
            throw new Refusal("list-changed", "name: %s was issued again meanwhile".formatted(own.name()), "Ask again.",
                    409);
        }
        store(caller, what, own, List.of(), details(own));
        replace(new Served(own, before == null ? null : before.bytes(), before == null ? null : before.list()));
    }

    /** Ends a list; its documents are not served any more. */
    synchronized void drop(Caller caller, String name) throws Refusal {
        OwnList own = find(name).own();
        records.change(
                caller, new Records.Entry("banlist/drop", "", details(own)),
                new Records.Beside(Map.of(), Set.of(KEY + name), List.of()), inside -> null, before -> before);
        Map<String, Served> fewer = new TreeMap<>(lists);
        fewer.remove(name);
        lists = fewer;
    }

    /** Signs and serves the next document, with all drafts. */
    synchronized Served publish(Caller caller, String name, Instant now) throws Refusal {
        Served before = find(name);
        OwnList own = before.own();
        BanList list = before.list();
        byte[] bytes = before.bytes();
        BanListPublisher.Head head = new BanListPublisher.Head(
                BanList.Kind.BAN_LIST, own.url(), key(), own.title(), own.criteria(), own.appeals(), own.scope(),
                BanListPublisher.USUAL_LIFE);
        BanListPublisher.Previous previous =
                list == null || bytes == null ? null : new BanListPublisher.Previous(list, bytes);
        return switch (BanListPublisher.next(head, previous, own.drafts(), now)) {
            case BanListPublisher.Refused refused -> throw refusal(refused.faults().getFirst());
            case BanListPublisher.Next next -> {
                String jws = DetachedJws.text(List.of(DetachedJws.sign(next.bytes(), signer)));
                OwnList.Issue issue = new OwnList.Issue(
                        next.list().seq(), Digest.of(next.bytes()), jws, next.list().expires(),
                        next.list().entries().size() - 1);
                OwnList after = own.with(issue);
                store(caller, "banlist/publish", after, List.of(next.bytes()),
                        details(after).put("seq", issue.seq()).put("digest", issue.digest()));
                Served served = new Served(after, next.bytes(), next.list());
                replace(served);
                yield served;
            }
        };
    }

    /** Issues again what would expire soon, so that a list whose publisher is well never goes stale. */
    synchronized void reissue(Caller caller, Instant now) throws Refusal {
        for (Served served : lists.values()) {
            OwnList.Issue newest = served.newest();
            if (newest != null && served.own().drafts().isEmpty()
                    && !now.isBefore(newest.expires().minus(REISSUE))) {
                publish(caller, served.own().name(), now);
            }
        }
    }

    /** As the desk says it. */
    static Refusal refusal(Fault fault) {
        int status = fault.code().equals("personal-data") || fault.code().equals("broad-subject")
                || fault.code().equals("address") ? 422 : 400;
        return new Refusal(fault.code(), fault.detail(), "Nothing was changed. Correct it and ask again.", status);
    }

    private void store(Caller caller, String what, OwnList own, List<byte[]> documents, ObjectNode details)
            throws Refusal {
        records.change(
                caller, new Records.Entry(what, "", details),
                new Records.Beside(Map.of(KEY + own.name(), own.toJson().toString()), Set.of(), documents),
                inside -> null, before -> before);
    }

    private static ObjectNode details(OwnList own) {
        return JsonNodeFactory.instance.objectNode().put("name", own.name()).put("drafts", own.drafts().size());
    }

    private void replace(Served served) {
        Map<String, Served> more = new TreeMap<>(lists);
        more.put(served.own().name(), served);
        lists = more;
    }

    private Served served(OwnList own) throws StorageException {
        if (own.published().isEmpty()) {
            return new Served(own, null, null);
        }
        byte[] bytes = document(own.published().getLast().digest());
        try {
            return switch (BanListReader.read(StrictJson.parse(bytes, BanList.MAX_BYTES))) {
                case BanListReader.Read read -> new Served(own, bytes, read.list());
                case BanListReader.Refused refused -> throw new IllegalStateException(refused.fault().toString());
            };
        } catch (DocumentFault e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** Entries of all lists that are in force, for whoever looks for one; newest documents only. */
    List<BanList> newest() {
        List<BanList> newest = new ArrayList<>();
        lists.values().forEach(served -> {
            if (served.list() != null) {
                newest.add(served.list());
            }
        });
        return newest;
    }
}
