// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.freehold.moderation.Action;
import org.freehold.moderation.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Policy lists of Matrix: state events of a room, of which the newest counts. See <a
 * href="https://spec.matrix.org/latest/client-server-api/#moderation-policy-lists">the specification</a>, and MSC4204 (takedown) and
 * MSC4205 (hashes), which were proposals when this was written.
 */
final class MatrixPolicies {
    private static final Map<String, Kind> KINDS = Map.of(
            "m.policy.rule.user", Kind.USER,
            "m.room.rule.user", Kind.USER,
            "org.matrix.mjolnir.rule.user", Kind.USER,
            "m.policy.rule.server", Kind.SERVER,
            "m.room.rule.server", Kind.SERVER,
            "org.matrix.mjolnir.rule.server", Kind.SERVER,
            "m.policy.rule.room", Kind.ROOM,
            "m.room.rule.room", Kind.ROOM,
            "org.matrix.mjolnir.rule.room", Kind.ROOM);
    // Milliseconds of any year that people write.
    private static final long MAX_TIME = 253_402_300_799_000L;

    private MatrixPolicies() {}

    private enum Kind {
        USER,
        SERVER,
        ROOM
    }

    /** What one state key of one kind says in the end. */
    private record Rule(int line, Kind kind, JsonNode event) {}

    static void read(String text, Drafting drafting) {
        JsonNode events = LenientJson.elements(text, drafting, "state", "events", "chunk");
        Map<String, Rule> newest = new LinkedHashMap<>();
        IntStream.range(0, events.size())
                .boxed()
                .sorted(Comparator.comparingLong(i -> events.get(i).path("origin_server_ts").asLong(0)))
                .forEach(i -> {
                    JsonNode event = events.get(i);
                    Kind kind = KINDS.get(event.path("type").asText(""));
                    if (kind == null) {
                        drafting.skip(i + 1, event.path("type").asText(""), "a policy rule about a user or server");
                    } else {
                        String key = kind + " " + event.path("state_key").asText("");
                        Rule before = newest.put(key, new Rule(i + 1, kind, event));
                        if (before != null) {
                            drafting.skip(before.line(), "replaced by element " + (i + 1));
                        }
                    }
                });
        newest.values().stream()
                .sorted(Comparator.comparingInt(Rule::line))
                .forEach(rule -> draft(rule, drafting));
    }

    private static void draft(Rule rule, Drafting drafting) {
        JsonNode content = rule.event().path("content");
        if (content.isEmpty()) {
            drafting.skip(rule.line(), "removed there: the rule has no content");
            return;
        }
        if (rule.kind() == Kind.ROOM) {
            drafting.skip(rule.line(), "about a room, of which there are none here");
            return;
        }
        String note;
        Action action;
        switch (content.path("recommendation").asText("")) {
            case "m.ban", "org.matrix.mjolnir.ban" -> {
                action = Action.DENY;
                note = "";
            }
            case "m.takedown", "org.matrix.msc4204.takedown" -> {
                action = Action.MONITOR;
                note = "Recommended there: takedown of all they made. That never happens by itself; look for it.";
            }
            default -> {
                drafting.skip(rule.line(), content.path("recommendation").asText(""), "the recommendation m.ban");
                return;
            }
        }
        String entity = content.path("entity").asText("");
        Optional<Subject> subject = entity.isEmpty()
                ? hashed(content, drafting.known())
                : subject(rule.kind(), entity);
        if (subject.isEmpty()) {
            drafting.skip(
                    rule.line(),
                    entity.isEmpty() ? hash(content) : entity,
                    entity.isEmpty()
                            ? "the hash of somebody known here"
                            : "one @name:server, *:server or server; other patterns are never taken over");
            return;
        }
        String reason = content.path("reason").asText("");
        drafting.draft(new Draft(
                rule.line(), subject.get(), entity.isEmpty() ? subject.get().value() : Drafting.shown(entity), action,
                Drafting.category(reason), Drafting.reason(reason), since(rule.event()), null, note));
    }

    private static Optional<Subject> subject(Kind kind, String entity) {
        int colon = entity.indexOf(':');
        if (kind == Kind.SERVER) {
            return Names.home(entity);
        }
        if (entity.startsWith("*:")) {
            return Names.home(entity.substring(2));
        }
        return entity.startsWith("@") && colon > 0
                ? Names.account(entity.substring(1, colon), entity.substring(colon + 1))
                : Optional.empty();
    }

    private static Optional<Subject> hashed(JsonNode content, KnownNames known) {
        return known.find(hash(content));
    }

    private static String hash(JsonNode content) {
        JsonNode hashes = content.has("hashes") ? content.path("hashes") : content.path("org.matrix.msc4205.hashes");
        return hashes.path("sha256").asText("");
    }

    private static @Nullable Instant since(JsonNode event) {
        long time = event.path("origin_server_ts").asLong(0);
        return time > 0 && time <= MAX_TIME ? Instant.ofEpochMilli(time) : null;
    }
}
