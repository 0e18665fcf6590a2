// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.freehold.moderation.Action;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.BanListPublisher;
import org.freehold.moderation.banlist.Scope;

/**
 * A list that this domain publishes, as it is kept.
 *
 * @param url that names it
 * @param drafts what the next document will change
 * @param readers fingerprints of the keys of those domains that it is for; empty when it is for everybody
 * @param relays lists that it passes on
 * @param published documents, oldest first; empty before the first
 */
record OwnList(
        BanList.Kind kind,
        String name,
        String url,
        String title,
        String criteria,
        String appeals,
        Scope scope,
        Optional<Set<String>> readers,
        List<BanListPublisher.Change> drafts,
        List<Relay> relays,
        List<Issue> published) {
    /** Documents that subscribers can bridge a gap with, and their bytes; the newest stays in any case. */
    private static final int KEPT = 100;

    private static final long KEPT_BYTES = 64L << 20;

    OwnList {
        readers = readers.map(TreeSet::new).map(Collections::unmodifiableSet);
        drafts = List.copyOf(drafts);
        relays = List.copyOf(relays);
        published = List.copyOf(published);
    }

    /** A new list for everybody, without anything. */
    static OwnList empty(
            BanList.Kind kind, String name, String url, String title, String criteria, String appeals, Scope scope) {
        return new OwnList(
                kind, name, url, title, criteria, appeals, scope, Optional.empty(), List.of(), List.of(), List.of());
    }

    /** One signed document, whose bytes are found by their digest. */
    record Issue(long seq, String digest, String jws, Instant expires, int entries, int bytes) {}

    /**
     * A list that is passed on.
     *
     * @param subscription by which it is followed
     * @param cap the hardest action passed on
     * @param passed {@link RelaySources#state} when it was passed on last; empty for never
     */
    record Relay(String subscription, Action cap, String passed) {}

    /** What stays the same in all its documents, to be signed by this key. */
    BanListPublisher.Head head(String issuer) {
        return new BanListPublisher.Head(
                kind, url, issuer, title, criteria, appeals, scope, BanListPublisher.USUAL_LIFE);
    }

    /** With one draft more. */
    OwnList with(BanListPublisher.Change change) {
        List<BanListPublisher.Change> more = new ArrayList<>(drafts);
        more.add(change);
        return withDrafts(more);
    }

    /** Without the drafts that are meant. */
    OwnList without(Predicate<BanListPublisher.Change> meant) {
        return withDrafts(drafts.stream().filter(meant.negate()).toList());
    }

    private OwnList withDrafts(List<BanListPublisher.Change> changed) {
        return new OwnList(kind, name, url, title, criteria, appeals, scope, readers, changed, relays, published);
    }

    /** Only for those domains that have one of these keys. */
    OwnList withReaders(Set<String> only) {
        return new OwnList(
                kind, name, url, title, criteria, appeals, scope, Optional.of(only), drafts, relays, published);
    }

    OwnList withRelays(List<Relay> changed) {
        return new OwnList(kind, name, url, title, criteria, appeals, scope, readers, drafts, changed, published);
    }

    /** With one document more, with these drafts left and these relays passed on. */
    OwnList with(Issue issue, List<BanListPublisher.Change> left, List<Relay> passed) {
        List<Issue> more = new ArrayList<>(published);
        more.add(issue);
        return new OwnList(kind, name, url, title, criteria, appeals, scope, readers, left, passed, newest(more));
    }

    private static List<Issue> newest(List<Issue> all) {
        long bytes = 0;
        int from = all.size() - 1;
        for (; from > 0 && all.size() - from < KEPT; from--) {
            bytes += all.get(from).bytes();
            if (bytes + all.get(from - 1).bytes() > KEPT_BYTES) {
                break;
            }
        }
        return all.subList(from, all.size());
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode()
                .put("kind", kind.text())
                .put("name", name)
                .put("url", url)
                .put("title", title)
                .put("criteria", criteria)
                .put("appeals", appeals)
                .put("scope", scope.text());
        readers.ifPresent(only -> only.forEach(json.putArray("readers")::add));
        ArrayNode changes = json.putArray("drafts");
        drafts.forEach(draft -> changes.add(DraftJson.write(draft)));
        ArrayNode passing = json.putArray("relays");
        for (Relay relay : relays) {
            passing.addObject()
                    .put("subscription", relay.subscription())
                    .put("cap", relay.cap().text())
                    .put("passed", relay.passed());
        }
        ArrayNode issues = json.putArray("published");
        for (Issue issue : published) {
            issues.addObject()
                    .put("seq", issue.seq())
                    .put("digest", issue.digest())
                    .put("jws", issue.jws())
                    .put("expires", issue.expires().toString())
                    .put("entries", issue.entries())
                    .put("bytes", issue.bytes());
        }
        return json;
    }

    static OwnList fromJson(JsonNode json) {
        List<BanListPublisher.Change> drafts = new ArrayList<>();
        json.path("drafts").forEach(draft -> drafts.add(DraftJson.read(draft)));
        Optional<Set<String>> readers = Optional.empty();
        if (json.has("readers")) {
            Set<String> only = new TreeSet<>();
            json.path("readers").forEach(reader -> only.add(reader.asText()));
            readers = Optional.of(only);
        }
        List<Relay> relays = new ArrayList<>();
        json.path("relays").forEach(relay -> relays.add(new Relay(
                relay.path("subscription").asText(),
                Action.parse(relay.path("cap").asText()).orElse(Action.MONITOR),
                relay.path("passed").asText())));
        List<Issue> published = new ArrayList<>();
        json.path("published").forEach(issue -> published.add(new Issue(
                issue.path("seq").longValue(), issue.path("digest").asText(), issue.path("jws").asText(),
                Instant.parse(issue.path("expires").asText()), issue.path("entries").intValue(),
                issue.path("bytes").intValue())));
        return new OwnList(
                BanList.Kind.named(json.path("kind").asText()).orElse(BanList.Kind.BAN_LIST),
                json.path("name").asText(), json.path("url").asText(), json.path("title").asText(),
                json.path("criteria").asText(), json.path("appeals").asText(),
                Scope.parse(json.path("scope").asText()).orElse(Scope.RULE), readers, drafts, relays, published);
    }
}
