// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.freehold.moderation.Standing;
import org.freehold.moderation.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Who is member, moderator and owner. A machine that has rights is an entry too: its key is pinned, and proved at each connection.
 *
 * @param entries by subject, in the order in which they were added
 */
public record Roster(Map<Subject, Entry> entries) {
    /** Nobody. */
    public static final Roster EMPTY = new Roster(Map.of());

    private static final int MAX_ENTRIES = 100_000;
    private static final Set<String> MEMBERS = Set.of("subject", "standing", "name", "since", "by");

    /**
     * One of them.
     *
     * @param subject a key or an account
     * @param standing member, moderator or owner
     * @param name for people, at most 64 characters, such as {@code the laptop in the kitchen}; null for none
     * @param by who added it, such as {@code shell}
     */
    public record Entry(Subject subject, Standing standing, @Nullable String name, Instant since, String by) {}

    /** Copies. */
    public Roster {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** The highest standing of any of the subjects; empty when none has a role. */
    Optional<Entry> highest(List<Subject> subjects) {
        Entry highest = null;
        for (Subject subject : subjects) {
            Entry entry = entries.get(subject);
            if (entry != null && (highest == null || !highest.standing().isAtLeast(entry.standing()))) {
                highest = entry;
            }
        }
        return Optional.ofNullable(highest);
    }

    /** All that stand so. */
    public Collection<Entry> with(Standing standing) {
        return entries.values().stream().filter(entry -> entry.standing() == standing).toList();
    }

    /**
     * The same with this entry, which replaces an earlier one for its subject.
     *
     * @throws Fault when the subject can't have a role, the standing is not one, or nobody would be owner any more
     */
    public Roster with(Entry entry) throws Fault {
        check(entry, "roster");
        Map<Subject, Entry> more = new LinkedHashMap<>(entries);
        more.put(entry.subject(), entry);
        return keepingAnOwner(new Roster(more), entry.subject());
    }

    /**
     * The same without this subject.
     *
     * @throws Fault when it is the last owner
     */
    public Roster without(Subject subject) throws Fault {
        Map<Subject, Entry> fewer = new LinkedHashMap<>(entries);
        fewer.remove(subject);
        return keepingAnOwner(new Roster(fewer), subject);
    }

    /** The document {@code roster}: an array. */
    public ArrayNode toJson() {
        ArrayNode json = Members.object().arrayNode();
        entries.values().forEach(entry -> json.add(toJson(entry)));
        return json;
    }

    /**
     * Reads it.
     *
     * @throws Fault at the first thing that is wrong
     */
    public static Roster fromJson(JsonNode json) throws Fault {
        if (!json.isArray() || json.size() > MAX_ENTRIES) {
            throw Fault.badValue("roster", json, "an array of at most " + MAX_ENTRIES + " roles");
        }
        Map<Subject, Entry> entries = new LinkedHashMap<>();
        for (int i = 0; i < json.size(); i++) {
            String path = "roster[" + i + "]";
            Members members = Members.of(json.get(i), path, MEMBERS);
            Entry entry = new Entry(
                    members.subject("subject"),
                    members.word("standing", Standing::parse, "member, moderator or owner"),
                    members.optionalText("name", 64),
                    members.time("since"),
                    members.text("by", 64));
            check(entry, path);
            if (entries.put(entry.subject(), entry) != null) {
                throw Fault.badValue(members.path("subject"), entry.subject(), "each subject once");
            }
        }
        return new Roster(entries);
    }

    private static ObjectNode toJson(Entry entry) {
        ObjectNode json = Members.object()
                .put("subject", entry.subject().text())
                .put("standing", entry.standing().text());
        if (entry.name() != null) {
            json.put("name", entry.name());
        }
        return json.put("since", entry.since().toString()).put("by", entry.by());
    }

    private static void check(Entry entry, String path) throws Fault {
        Subject.Kind kind = entry.subject().kind();
        if (kind != Subject.Kind.KEY && kind != Subject.Kind.ACCOUNT) {
            throw Fault.badValue(path + ".subject", entry.subject(), "key:FINGERPRINT or account:NAME@DOMAIN");
        }
        if (!entry.standing().isAtLeast(Standing.MEMBER)) {
            throw Fault.badValue(
                    path + ".standing",
                    entry.standing().text(),
                    "member, moderator or owner; known is earned, not given");
        }
        if (entry.name() != null && (entry.name().isBlank() || entry.name().length() > 64)) {
            throw Fault.badValue(path + ".name", entry.name(), "text of 1 to 64 characters");
        }
    }

    private Roster keepingAnOwner(Roster after, Subject changed) throws Fault {
        if (!with(Standing.OWNER).isEmpty() && after.with(Standing.OWNER).isEmpty()) {
            throw new Fault(
                    Fault.Code.LAST_OWNER,
                    changed + " is the last owner (expected: somebody who owns the domain; make another one owner first)");
        }
        return after;
    }
}
