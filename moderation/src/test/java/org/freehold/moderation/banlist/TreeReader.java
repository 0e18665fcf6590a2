// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.banlist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.freehold.moderation.Action;
import org.freehold.moderation.Subject;
import org.jspecify.annotations.Nullable;

/**
 * The first reader of lists, which had the whole document as a tree. Slow and large, and as plain as the format's page: what {@link
 * BanListReader} says is compared with it.
 */
final class TreeReader {
    private static final Set<String> DOCUMENT = Set.of(
            "type", "list", "issuer", "seq", "prev", "issued", "expires", "title", "criteria", "appeals", "scope",
            "selftest",
            "entries", "retracted");
    private static final Set<String> SELF_TEST = Set.of("hit", "miss");
    private static final Set<String> ENTRY = Set.of(
            "id", "subject", "action", "categories", "reason", "origin", "relay", "evidence", "since", "expires",
            "review");
    private static final Set<String> REGISTER_ENTRY = Set.of(
            "id", "subject", "reliability", "protection", "reason", "origin", "relay", "evidence", "since", "expires",
            "review");
    private static final Set<String> SUBJECT = Set.of("kind", "value", "form");
    private static final Set<String> RELAY = Set.of("list", "id", "action", "document");
    private static final Set<String> RETRACTION = Set.of("id", "since", "reason", "relay");
    private static final Set<String> SOURCE = Set.of("list", "id");
    private static final Pattern ID = Pattern.compile("[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?");
    private static final Pattern WORD = Pattern.compile("[a-z][a-z-]{0,39}");
    private static final Subject NOBODY = new Subject(Subject.Kind.KEY, "");
    private static final String PLAIN = "plain";
    private static final int MAX_TITLE = 120;
    private static final int MAX_CATEGORIES = 9;

    private TreeReader() {}

    /** Reads a document that was parsed strictly: no duplicate names, no lone surrogates. */
    static BanListReader.Result read(ObjectNode document) {
        try {
            Reading reading = new Reading(document);
            BanList list = reading.list();
            return new BanListReader.Read(list, reading.skipped);
        } catch (Unreadable e) {
            return new BanListReader.Refused(e.fault());
        }
    }

    private static final class Reading {
        private final Members members;
        private final BanList.Kind kind;
        private final String issuer;
        private final Instant issued;
        private final Set<String> ids = new HashSet<>();
        private final Map<Subject, Integer> perSubject = new HashMap<>();
        private int skipped;

        Reading(ObjectNode document) throws Unreadable {
            members = new Members(document, "document", DOCUMENT);
            kind = members.word("type", BanList.Kind::parse, "freehold.banlist/1 or freehold.register/1");
            issuer = members.fingerprint("issuer");
            issued = members.instant("issued");
        }

        BanList list() throws Unreadable {
            long seq = members.integer("seq");
            String previous = members.has("prev") ? members.digest("prev") : null;
            if ((seq == 1) != (previous == null)) {
                throw members.fault("bad-chain", "prev", String.valueOf(previous),
                        "to be missing exactly in document 1; this is " + seq);
            }
            Instant expires = members.instant("expires");
            if (!expires.isAfter(issued) || expires.isAfter(issued.plus(BanList.MAX_LIFE))) {
                throw members.fault("bad-time", "expires", expires,
                        "after issued, by at most " + BanList.MAX_LIFE.toDays() + " days");
            }
            SelfTest selfTest = selfTest();
            List<Entry> entries = entries();
            return new BanList(
                    kind,
                    members.url("list"),
                    issuer,
                    seq,
                    previous,
                    issued,
                    expires,
                    members.text("title", MAX_TITLE),
                    members.url("criteria"),
                    members.url("appeals"),
                    members.word("scope", Scope::parse, "rule, legal or roleplay"),
                    tested(selfTest, entries),
                    entries,
                    retractions());
        }

        private SelfTest selfTest() throws Unreadable {
            Members pair = new Members(members.node("selftest"), "selftest", SELF_TEST);
            return new SelfTest(pair.fingerprint("hit"), pair.fingerprint("miss"));
        }

        private SelfTest tested(SelfTest test, List<Entry> entries) throws Unreadable {
            boolean hit = false;
            for (Entry entry : entries) {
                hit |= entry.subject().equals(test.hitSubject(kind));
                if (entry.subject().equals(test.missSubject(kind))) {
                    throw new Unreadable(
                            Fault.of("self-test", "entry " + entry.id(), test.miss(), "no entry about this key"));
                }
            }
            if (!hit) {
                throw new Unreadable(Fault.of("self-test", "selftest, hit", test.hit(), "an entry about this key"));
            }
            return test;
        }

        private List<Entry> entries() throws Unreadable {
            List<Entry> entries = new ArrayList<>();
            int at = 0;
            for (JsonNode each : members.array("entries", BanList.MAX_ENTRIES)) {
                Entry entry = entry(each, at++);
                if (entry == null) {
                    skipped++;
                } else if (perSubject.merge(entry.subject(), 1, Integer::sum) > BanList.MAX_SAME_SUBJECT) {
                    throw new Unreadable(Fault.of(
                            "duplicate-subject",
                            "entry " + entry.id(),
                            entry.subject(),
                            "at most " + BanList.MAX_SAME_SUBJECT + " entries about one subject"));
                } else {
                    entries.add(entry);
                }
            }
            return entries;
        }

        /** Null when it means nobody here. */
        @Nullable
        Entry entry(JsonNode json, int at) throws Unreadable {
            Members entry = new Members(json, "entry " + at, kind == BanList.Kind.REGISTER ? REGISTER_ENTRY : ENTRY);
            String id = id(entry);
            if (!ids.add(id)) {
                throw new Unreadable(Fault.of("duplicate-id", entry.where(), id, "an id of its own"));
            }
            entry.at("entry " + id);
            Subject subject = subject(entry);
            Entry read = entry(entry, id, subject == null ? NOBODY : subject);
            return subject == null ? null : read;
        }

        private static String id(Members entry) throws Unreadable {
            String id = entry.text("id", 64);
            if (!ID.matcher(id).matches()) {
                throw entry.fault("bad-id", "id", id, "at most 64 of a-z 0-9 . _ -");
            }
            return id;
        }

        /** Null when it means nobody here. */
        private @Nullable Subject subject(Members entry) throws Unreadable {
            Members subject = new Members(entry.node("subject"), entry.where() + ", subject", SUBJECT);
            String word = word(subject, "kind");
            String form = subject.has("form") ? word(subject, "form") : PLAIN;
            Optional<Subject.Kind> known = kindOf(word);
            if (kind == BanList.Kind.REGISTER && !word.equals(Subject.Kind.HOME.text())) {
                throw subject.fault("bad-word", "kind", word, "home, in a register");
            }
            if (known.isEmpty() || !form.equals(PLAIN)) {
                subject.text("value", 500);
                return null;
            }
            JsonNode value = subject.node("value");
            if (!value.isTextual()) {
                throw subject.fault("malformed", "value", value, "text");
            }
            return SubjectPolicy.subject(known.get(), value.textValue(), subject.where());
        }

        private static Optional<Subject.Kind> kindOf(String word) {
            for (Subject.Kind each : Subject.Kind.values()) {
                if (each.text().equals(word)) {
                    return Optional.of(each);
                }
            }
            return Optional.empty();
        }

        private Entry entry(Members entry, String id, Subject subject) throws Unreadable {
            Entry.Grades grades = kind == BanList.Kind.REGISTER ? grades(entry) : null;
            Action action = grades == null ? action(entry) : grades.answer();
            String origin = entry.has("origin") ? entry.fingerprint("origin") : issuer;
            Entry.Relay relay = relay(entry, origin);
            if (relay != null && action.compareTo(relay.action()) > 0) {
                throw entry.fault("raised-action", "action", action.text(),
                        "at most " + relay.action().text() + ", as the origin says");
            }
            Instant since = entry.instant("since");
            Instant expires = entry.instant("expires");
            if (!expires.isAfter(since) || expires.isAfter(issued.plus(BanList.MAX_ENTRY_LIFE))) {
                throw entry.fault("bad-time", "expires", expires, "after since, and at most "
                        + BanList.MAX_ENTRY_LIFE.toDays() + " days after the document is issued");
            }
            return new Entry(
                    id,
                    subject,
                    action,
                    grades == null ? categories(entry) : List.of(),
                    grades,
                    entry.text("reason", BanList.MAX_REASON),
                    origin,
                    relay,
                    entry.has("evidence") ? entry.digest("evidence") : null,
                    since,
                    expires,
                    entry.date("review"));
        }

        private static Entry.Grades grades(Members entry) throws Unreadable {
            String expected = "good, fair, unchecked or poor";
            return new Entry.Grades(
                    entry.word("reliability", Grade::parse, expected),
                    entry.word("protection", Grade::parse, expected));
        }

        /** An action that is not known yet is noted, no more. */
        private static Action action(Members members) throws Unreadable {
            return Action.parse(word(members, "action")).orElse(Action.MONITOR);
        }

        private Entry.@Nullable Relay relay(Members entry, String origin) throws Unreadable {
            if (entry.has("relay") == origin.equals(issuer)) {
                throw entry.fault("bad-relay", "origin", origin, "another than the issuer exactly when relay is there");
            }
            if (!entry.has("relay")) {
                return null;
            }
            Members relay = new Members(entry.node("relay"), entry.where() + ", relay", RELAY);
            return new Entry.Relay(relay.url("list"), id(relay), action(relay), relay.digest("document"));
        }

        private static List<String> categories(Members entry) throws Unreadable {
            Set<String> categories = new LinkedHashSet<>();
            for (JsonNode each : entry.array("categories", MAX_CATEGORIES)) {
                if (!each.isTextual() || !WORD.matcher(each.textValue()).matches()
                        || !categories.add(each.textValue())) {
                    throw entry.fault("bad-word", "categories", each, "words of a-z and -, each once");
                }
            }
            if (categories.isEmpty()) {
                throw entry.fault("bad-word", "categories", "[]", "at least one");
            }
            return List.copyOf(categories);
        }

        private static String word(Members members, String name) throws Unreadable {
            String word = members.text(name, 40);
            if (!WORD.matcher(word).matches()) {
                throw members.fault("bad-word", name, word, "a word of a-z and -");
            }
            return word;
        }

        private static Retraction.Source source(Members retraction) throws Unreadable {
            Members source = new Members(retraction.node("relay"), retraction.where() + ", relay", SOURCE);
            return new Retraction.Source(source.url("list"), id(source));
        }

        private List<Retraction> retractions() throws Unreadable {
            List<Retraction> retractions = new ArrayList<>();
            Set<String> retracted = new HashSet<>();
            int at = 0;
            for (JsonNode each : members.array("retracted", BanList.MAX_ENTRIES)) {
                Members retraction = new Members(each, "retraction " + at++, RETRACTION);
                String id = id(retraction);
                if (!retracted.add(id)) {
                    throw new Unreadable(Fault.of("duplicate-id", retraction.where(), id, "one retraction of it"));
                }
                retractions.add(new Retraction(
                        id,
                        retraction.instant("since"),
                        retraction.text("reason", BanList.MAX_REASON),
                        retraction.has("relay") ? source(retraction) : null));
            }
            return retractions;
        }
    }
}
