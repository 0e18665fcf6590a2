// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.BanListReader;
import org.freehold.moderation.banlist.BanListWriter;
import org.freehold.moderation.banlist.Entry;
import org.freehold.moderation.banlist.Fault;
import org.freehold.moderation.banlist.Scope;
import org.freehold.moderation.signed.DocumentFault;
import org.freehold.moderation.signed.KeySet;
import org.jspecify.annotations.Nullable;

/** Subscriptions as they are stored: without documents, which are kept by their digest. Any thread. */
public final class SubscriptionJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SubscriptionJson() {}

    public static ObjectNode write(Subscription from) {
        ObjectNode json = JSON.objectNode();
        json.put("id", from.id()).put("url", from.url());
        json.set("keys", from.keys().members());
        ArrayNode formerKeys = json.putArray("formerKeys");
        from.formerKeys().stream().sorted().forEach(formerKeys::add);
        json.set("settings", settings(from.settings()));
        if (from.good() != null) {
            json.set("good", head(from.good()));
        }
        Head.Mark highest = from.highest();
        if (highest != null) {
            json.putObject("highest").put("seq", highest.seq()).put("digest", highest.digest());
        }
        Subscription.Held held = from.held();
        if (held != null) {
            ObjectNode node = json.putObject("held");
            node.set("head", head(held.head()));
            ArrayNode reasons = node.putArray("reasons");
            held.reasons().forEach(reason -> reasons.add(reason.text()));
            node.put("since", held.since().toString());
        }
        ArrayNode missing = json.putArray("missing");
        from.missing().values().stream()
                .sorted((one, other) -> one.entry().id().compareTo(other.entry().id()))
                .forEach(each -> {
                    ObjectNode node = missing.addObject().put("since", each.since().toString());
                    node.put("issuer", each.entry().relay() == null ? each.entry().origin() : "");
                    node.set("entry", BanListWriter.entry(each.entry()));
                });
        ArrayNode retracted = json.putArray("retracted");
        from.retracted().stream().sorted().forEach(retracted::add);
        ArrayNode dismissed = json.putArray("dismissed");
        from.dismissed()
                .forEach(each -> dismissed.addObject().put("entry", each.entry()).put("subject", each.subject()));
        ArrayNode forks = json.putArray("forks");
        from.forks().forEach(fork -> forks.addObject()
                .put("seq", fork.seq())
                .put("one", fork.one())
                .put("other", fork.other())
                .put("seen", fork.seen().toString()));
        json.put("repinned", from.repinned());
        put(json, "leaving", from.leaving());
        Subscription.Failure failure = from.failure();
        if (failure != null) {
            json.putObject("failure")
                    .put("code", failure.fault().code())
                    .put("detail", failure.fault().detail())
                    .put("since", failure.since().toString())
                    .put("last", failure.last().toString());
        }
        put(json, "fetched", from.fetched());
        put(json, "changed", from.changed());
        return json;
    }

    /**
     * What {@link #write} wrote.
     *
     * @throws IllegalArgumentException when it is something else; says what
     */
    public static Subscription read(ObjectNode json) {
        try {
            JsonNode highest = json.path("highest");
            JsonNode held = json.path("held");
            JsonNode failure = json.path("failure");
            return new Subscription(
                    text(json, "id"),
                    text(json, "url"),
                    keys(json),
                    texts(json, "formerKeys"),
                    settings(json.path("settings")),
                    json.has("good") ? head(json.path("good")) : null,
                    highest.isMissingNode() ? null : mark(highest),
                    held.isMissingNode() ? null : held(held),
                    missing(json),
                    texts(json, "retracted"),
                    dismissed(json),
                    forks(json),
                    json.path("repinned").booleanValue(),
                    instantOrNull(json, "leaving"),
                    failure.isMissingNode() ? null : failure(failure),
                    instantOrNull(json, "fetched"),
                    instantOrNull(json, "changed"));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("stored subscription: " + e.getMessage(), e);
        }
    }

    /** As in storage and in the answers of operations. */
    public static ObjectNode settings(Settings settings) {
        ObjectNode json = JSON.objectNode()
                .put("level", settings.level().text())
                .put("corroborate", settings.corroborate())
                .put("review", settings.review());
        ObjectNode caps = json.putObject("caps");
        settings.caps().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(cap -> caps.put(cap.getKey().text(), cap.getValue().text()));
        return json;
    }

    private static Settings settings(JsonNode json) {
        Map<Category, Action> caps = new EnumMap<>(Category.class);
        json.path("caps").properties().forEach(cap -> caps.put(
                Category.parse(cap.getKey()).orElseThrow(() -> bad("category", cap.getKey())),
                Action.parse(cap.getValue().asText()).orElseThrow(() -> bad("action", cap.getValue()))));
        return new Settings(
                Level.parse(text(json, "level")).orElseThrow(() -> bad("level", json)),
                caps,
                json.path("corroborate").intValue(),
                json.path("review").booleanValue());
    }

    private static KeySet keys(ObjectNode json) {
        if (json.hasNonNull("key")) {
            // As it was stored before publishers could change their keys.
            return KeySet.pinned(text(json, "key"));
        }
        try {
            return KeySet.kept(json.path("keys") instanceof ObjectNode members ? members : JSON.objectNode());
        } catch (DocumentFault e) {
            throw bad("keys", json.path("keys"));
        }
    }

    private static ObjectNode head(Head head) {
        return JSON.objectNode()
                .put("type", head.kind().type())
                .put("list", head.list())
                .put("issuer", head.issuer())
                .put("seq", head.seq())
                .put("digest", head.digest())
                .put("issued", head.issued().toString())
                .put("expires", head.expires().toString())
                .put("title", head.title())
                .put("criteria", head.criteria())
                .put("appeals", head.appeals())
                .put("scope", head.scope().text())
                .put("entries", head.entries());
    }

    private static Head head(JsonNode json) {
        return new Head(
                BanList.Kind.parse(text(json, "type")).orElseThrow(() -> bad("type", json)),
                text(json, "list"),
                text(json, "issuer"),
                mark(json),
                instant(json, "issued"),
                instant(json, "expires"),
                text(json, "title"),
                text(json, "criteria"),
                text(json, "appeals"),
                Scope.parse(text(json, "scope")).orElseThrow(() -> bad("scope", json)),
                json.path("entries").intValue());
    }

    private static Head.Mark mark(JsonNode json) {
        return new Head.Mark(json.path("seq").longValue(), text(json, "digest"));
    }

    private static Subscription.Held held(JsonNode json) {
        List<Reason> reasons = new ArrayList<>();
        json.path("reasons")
                .forEach(reason -> reasons.add(Reason.parse(reason.asText()).orElseThrow(() -> bad("reason", reason))));
        return new Subscription.Held(head(json.path("head")), reasons, instant(json, "since"));
    }

    private static Map<String, Subscription.Missing> missing(ObjectNode json) {
        Map<String, Subscription.Missing> missing = new HashMap<>();
        for (JsonNode each : json.path("missing")) {
            if (!(each.path("entry") instanceof ObjectNode node)) {
                throw bad("entry", each);
            }
            Entry entry = BanListReader.entry(node, text(each, "issuer"))
                    .orElseThrow(() -> bad("entry", node));
            missing.put(entry.id(), new Subscription.Missing(entry, instant(each, "since")));
        }
        return missing;
    }

    private static Set<Subscription.Dismissal> dismissed(ObjectNode json) {
        Set<Subscription.Dismissal> dismissed = new HashSet<>();
        json.path("dismissed")
                .forEach(each -> dismissed.add(new Subscription.Dismissal(text(each, "entry"), text(each, "subject"))));
        return dismissed;
    }

    private static List<Subscription.Fork> forks(ObjectNode json) {
        List<Subscription.Fork> forks = new ArrayList<>();
        json.path("forks")
                .forEach(each -> forks.add(new Subscription.Fork(
                        each.path("seq").longValue(), text(each, "one"), text(each, "other"), instant(each, "seen"))));
        return forks;
    }

    private static Subscription.Failure failure(JsonNode json) {
        return new Subscription.Failure(
                new Fault(text(json, "code"), text(json, "detail")), instant(json, "since"), instant(json, "last"));
    }

    private static Set<String> texts(ObjectNode json, String name) {
        Set<String> texts = new HashSet<>();
        json.path(name).forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private static String text(JsonNode json, String name) {
        JsonNode node = json.path(name);
        if (!node.isTextual()) {
            throw bad(name, node);
        }
        return node.textValue();
    }

    private static Instant instant(JsonNode json, String name) {
        return Instant.parse(text(json, name));
    }

    private static @Nullable Instant instantOrNull(JsonNode json, String name) {
        return json.has(name) ? instant(json, name) : null;
    }

    private static void put(ObjectNode json, String name, @Nullable Instant time) {
        if (time != null) {
            json.put(name, time.toString());
        }
    }

    private static IllegalArgumentException bad(String name, Object value) {
        return new IllegalArgumentException(
                "stored subscription, " + name + ": " + value + " (expected: as it was written)");
    }
}
