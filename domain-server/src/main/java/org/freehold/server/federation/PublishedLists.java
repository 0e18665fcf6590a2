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
import java.util.function.Supplier;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.BanListPublisher;
import org.freehold.moderation.banlist.BanListReader;
import org.freehold.moderation.signed.Digest;
import org.freehold.moderation.banlist.Fault;
import org.freehold.moderation.signed.DetachedJws;
import org.freehold.moderation.signed.DocumentFault;
import org.freehold.moderation.signed.Signer;
import org.freehold.server.desk.Caller;
import org.freehold.server.desk.Records;
import org.freehold.server.desk.Refusal;
import org.freehold.server.storage.StorageException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lists that this domain publishes. What is served is in memory and never changes under a reader: any thread. Changing blocks, on
 * virtual threads, one at a time.
 */
public final class PublishedLists {
    private static final String KEY = "list:";
    private static final Duration REISSUE = BanListPublisher.USUAL_LIFE.dividedBy(2);
    private static final JsonMapper JSON = new JsonMapper();

    private static final Logger LOG = LoggerFactory.getLogger(PublishedLists.class);

    private final Records records;
    private final Supplier<? extends Signer> domainKey;
    private final RelaySources sources;
    private volatile Map<String, Served> lists = Map.of();
    private volatile Map<String, String> setAside = Map.of();

    /**
     * One list as it is served.
     *
     * @param bytes of the newest document; null before the first; not to be changed
     * @param packed the same by gzip
     * @param list the newest document, read; null before the first
     */
    record Served(OwnList own, byte @Nullable [] bytes, byte @Nullable [] packed, @Nullable BanList list) {

        /** With another head and other drafts. */
        Served with(OwnList changed) {
            return new Served(changed, bytes, packed, list);
        }

        BanListPublisher.@Nullable Previous previous() {
            return list == null || bytes == null ? null : new BanListPublisher.Previous(list, bytes);
        }

        OwnList.@Nullable Issue newest() {
            return own.published().isEmpty() ? null : own.published().getLast();
        }
    }

    private PublishedLists(Records records, Supplier<? extends Signer> domainKey, RelaySources sources) {
        this.records = records;
        this.domainKey = domainKey;
        this.sources = sources;
    }

    /**
     * Reads what is stored; what is damaged is set aside and served no more, and everything else goes on. Blocks.
     *
     * @param domainKey the one of now
     */
    static PublishedLists open(Records records, Supplier<? extends Signer> domainKey, RelaySources sources)
            throws StorageException {
        PublishedLists published = new PublishedLists(records, domainKey, sources);
        Map<String, Served> found = new TreeMap<>();
        Map<String, String> damaged = new TreeMap<>();
        for (Map.Entry<String, String> row : records.store().readAll(KEY).entrySet()) {
            String name = row.getKey().substring(KEY.length());
            try {
                OwnList own = OwnList.fromJson(JSON.readTree(row.getValue()));
                found.put(name, published.served(own));
            } catch (StorageException | JsonProcessingException | RuntimeException e) {
                damaged.put(name, String.valueOf(e.getMessage()));
                LOG.error("The list {} in the database is damaged and set aside: {}. It is not served;"
                        + " everything else is. Restore the world file from a backup, or drop the list.",
                        name, e.getMessage());
            }
        }
        published.lists = found;
        published.setAside = damaged;
        return published;
    }

    /** Why a list that is stored cannot be read, by name. */
    Map<String, String> setAside() {
        return setAside;
    }

    /** The fingerprint of the key that signs. */
    String key() {
        return domainKey.get().thumbprint();
    }

    Map<String, Served> all() {
        return lists;
    }

    Served find(String name) throws Refusal {
        Served found = lists.get(name);
        if (setAside.containsKey(name)) {
            throw new Refusal("damaged", "name: " + name + " is damaged in the database: " + setAside.get(name)
                    + " (expected: as it was stored)",
                    "Restore the world file from a backup, or drop the list.", 409);
        }
        if (found == null) {
            throw Refusal.notFound(
                    "name: \"%s\" is no list of this domain (expected: one of %s)"
                            .formatted(name, String.join(", ", forEverybody())),
                    "banlist/list shows them; banlist/create makes one.");
        }
        return found;
    }

    /** Strangers are told the names, too. */
    private List<String> forEverybody() {
        return lists.values().stream()
                .filter(served -> served.own().readers().isEmpty())
                .map(served -> served.own().name())
                .toList();
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
        replace(before == null ? new Served(own, null, null, null) : before.with(own));
    }

    /** Ends a list; its documents are not served any more. */
    synchronized void drop(Caller caller, String name) throws Refusal {
        ObjectNode details = setAside.containsKey(name)
                ? JsonNodeFactory.instance.objectNode().put("name", name)
                : details(find(name).own());
        records.change(
                caller, new Records.Entry("banlist/drop", "", details),
                new Records.Beside(Map.of(), Set.of(KEY + name), List.of()), inside -> null, before -> before);
        Map<String, Served> fewer = new TreeMap<>(lists);
        fewer.remove(name);
        lists = fewer;
        Map<String, String> fewerAside = new TreeMap<>(setAside);
        fewerAside.remove(name);
        setAside = fewerAside;
    }

    /** Signs and serves the next document, with all drafts. */
    synchronized Served publish(Caller caller, String name, Instant now) throws Refusal {
        OwnList own = find(name).own();
        return publish(caller, find(name), own.drafts(), List.of(), now);
    }

    /**
     * Issues again what would expire soon, so that a list whose publisher is well never goes stale, what is signed with a key that was
     * changed since, and what passes on something that has changed, so that a retraction ends everywhere. Drafts stay drafts.
     *
     * @throws Refusal the first, after all lists were tried
     */
    void reissue(Caller caller, Instant now) throws Refusal {
        Refusal first = null;
        for (String name : lists.keySet()) {
            try {
                reissue(caller, name, now);
            } catch (Refusal refusal) {
                first = first == null ? refusal : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private synchronized void reissue(Caller caller, String name, Instant now) throws Refusal {
        Served served = lists.get(name);
        OwnList.Issue newest = served == null ? null : served.newest();
        BanList list = served == null ? null : served.list();
        if (served != null && newest != null && list != null
                && (!now.isBefore(newest.expires().minus(REISSUE))
                        || !list.issuer().equals(key())
                        || passesOnSomethingElse(served.own()))) {
            publish(caller, served, List.of(), served.own().drafts(), now);
        }
    }

    private boolean passesOnSomethingElse(OwnList own) {
        return own.relays().stream().anyMatch(relay -> !sources.isThere(relay.subscription())
                || !relay.passed().equals(sources.state(relay.subscription())));
    }

    /** {@code drafts} go into the document, {@code left} stay. */
    private Served publish(
            Caller caller, Served before, List<BanListPublisher.Change> drafts, List<BanListPublisher.Change> left,
            Instant now)
            throws Refusal {
        OwnList own = before.own();
        Signer signer = domainKey.get();
        List<OwnList.Relay> relays = new ArrayList<>();
        for (OwnList.Relay relay : own.relays()) {
            if (sources.isThere(relay.subscription())) {
                relays.add(new OwnList.Relay(
                        relay.subscription(), relay.cap(), sources.state(relay.subscription())));
            }
        }
        List<BanListPublisher.Change> changes = new ArrayList<>(relaying(before, relays));
        changes.addAll(drafts);
        return switch (BanListPublisher.next(own.head(signer.thumbprint()), before.previous(), changes, now)) {
            case BanListPublisher.Refused refused -> throw refusal(refused.faults().getFirst());
            case BanListPublisher.Next next -> {
                byte[] packed = Packing.pack(next.bytes());
                if (packed.length > BanList.MAX_PACKED_BYTES) {
                    throw refusal(Fault.of("too-large", "document, packed", packed.length, "at most "
                            + BanList.MAX_PACKED_BYTES + " bytes; retract entries or begin another list"));
                }
                String jws = DetachedJws.text(List.of(DetachedJws.sign(next.bytes(), signer)));
                OwnList.Issue issue = new OwnList.Issue(
                        next.list().seq(), Digest.of(next.bytes()), jws, next.list().expires(),
                        next.list().entries().size() - 1, next.bytes().length);
                OwnList after = own.with(issue, left, relays);
                store(caller, "banlist/publish", after, List.of(next.bytes()),
                        details(after).put("seq", issue.seq()).put("digest", issue.digest()));
                Served served = new Served(after, next.bytes(), packed, next.list());
                replace(served);
                yield served;
            }
        };
    }

    /** Nothing changes in what is passed on as long as one of the sources cannot be read. */
    private List<BanListPublisher.Change> relaying(Served before, List<OwnList.Relay> relays) {
        BanList list = before.list();
        boolean passed = list != null && list.entries().stream().anyMatch(entry -> entry.relay() != null);
        List<BanListPublisher.Relay> known = new ArrayList<>();
        relays.forEach(relay -> sources.source(relay).ifPresent(known::add));
        return known.size() < relays.size() || (relays.isEmpty() && !passed)
                ? List.of()
                : List.of(new BanListPublisher.Relays(known));
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
        ObjectNode details =
                JsonNodeFactory.instance.objectNode().put("name", own.name()).put("drafts", own.drafts().size());
        own.readers().ifPresent(readers -> readers.forEach(details.putArray("readers")::add));
        return details;
    }

    private void replace(Served served) {
        Map<String, Served> more = new TreeMap<>(lists);
        more.put(served.own().name(), served);
        lists = more;
    }

    private Served served(OwnList own) throws StorageException {
        if (own.published().isEmpty()) {
            return new Served(own, null, null, null);
        }
        byte[] bytes = document(own.published().getLast().digest());
        try {
            return switch (BanListReader.read(bytes)) {
                case BanListReader.Read read -> new Served(own, bytes, Packing.pack(bytes), read.list());
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
