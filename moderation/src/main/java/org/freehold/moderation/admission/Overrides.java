// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.freehold.moderation.Subject;
import org.jspecify.annotations.Nullable;

/**
 * This domain's own word against that of others: who is let in or kept out whatever lists and the gate say, and which entries and lists
 * are ignored. Remembered when a list changes, and when it is left.
 *
 * @param verdicts by subject
 */
public record Overrides(Map<Subject, Ruling> verdicts, Set<Ignored> ignored) {
    /** No word of our own. */
    public static final Overrides NONE = new Overrides(Map.of(), Set.of());

    private static final int MAX_ENTRIES = 100_000;
    private static final int MAX_ADDRESS = 2000;
    private static final Set<String> MEMBERS = Set.of("verdicts", "ignored");
    private static final Set<String> VERDICT_MEMBERS = Set.of("subject", "verdict", "reason", "since", "by");
    private static final Set<String> IGNORED_MEMBERS = Set.of("issuer", "list", "entry");

    /** What the override says. */
    public enum Verdict {
        ALLOW,
        DENY;

        /** As in settings, such as {@code allow}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Verdict> parse(String text) {
            return switch (text) {
                case "allow" -> Optional.of(ALLOW);
                case "deny" -> Optional.of(DENY);
                default -> Optional.empty();
            };
        }
    }

    /**
     * One override.
     *
     * @param subject a key, an account or a home
     * @param reason at most 280 characters; null for none
     * @param by who said so; stays here
     */
    public record Ruling(Subject subject, Verdict verdict, @Nullable String reason, Instant since, String by) {}

    /**
     * What is ignored of others.
     *
     * @param issuer fingerprint of the key that signs the list
     * @param list address of the list
     * @param entry its id; null for the whole list
     */
    public record Ignored(String issuer, String list, @Nullable String entry) {}

    /** Copies. */
    public Overrides {
        verdicts = Collections.unmodifiableMap(new LinkedHashMap<>(verdicts));
        ignored = Set.copyOf(ignored);
    }

    /** The overrides about any of the subjects. */
    List<Ruling> about(List<Subject> subjects) {
        return verdicts.isEmpty()
                ? List.of()
                : subjects.stream()
                        .map(verdicts::get)
                        .filter(ruling -> ruling != null)
                        .toList();
    }

    boolean ignores(Finding finding) {
        return !ignored.isEmpty()
                && (ignored.contains(new Ignored(finding.issuer(), finding.list(), null))
                        || ignored.contains(new Ignored(finding.issuer(), finding.list(), finding.entryId())));
    }

    /**
     * The same with this override, which replaces an earlier one for its subject.
     *
     * @throws Fault when the subject is no person or home
     */
    public Overrides with(Ruling ruling) throws Fault {
        check(ruling, "override");
        Map<Subject, Ruling> more = new LinkedHashMap<>(verdicts);
        more.put(ruling.subject(), ruling);
        return new Overrides(more, ignored);
    }

    /** The same without an override for this subject. */
    public Overrides without(Subject subject) {
        Map<Subject, Ruling> fewer = new LinkedHashMap<>(verdicts);
        fewer.remove(subject);
        return new Overrides(fewer, ignored);
    }

    /** The same, ignoring this too. */
    public Overrides ignoring(Ignored more) {
        Set<Ignored> all = new HashSet<>(ignored);
        all.add(more);
        return new Overrides(verdicts, all);
    }

    /** The same, not ignoring this any more. */
    public Overrides heeding(Ignored less) {
        Set<Ignored> fewer = new HashSet<>(ignored);
        fewer.remove(less);
        return new Overrides(verdicts, fewer);
    }

    /** The document {@code overrides}. */
    public ObjectNode toJson() {
        ObjectNode json = Members.object();
        ArrayNode all = json.putArray("verdicts");
        for (Ruling ruling : verdicts.values()) {
            ObjectNode one = all.addObject()
                    .put("subject", ruling.subject().text())
                    .put("verdict", ruling.verdict().text());
            if (ruling.reason() != null) {
                one.put("reason", ruling.reason());
            }
            one.put("since", ruling.since().toString()).put("by", ruling.by());
        }
        ArrayNode ignoredJson = json.putArray("ignored");
        ignored.stream().map(Overrides::toJson).sorted((a, b) -> a.toString().compareTo(b.toString()))
                .forEach(ignoredJson::add);
        return json;
    }

    /**
     * Reads it.
     *
     * @throws Fault at the first thing that is wrong
     */
    public static Overrides fromJson(JsonNode json) throws Fault {
        Members members = Members.of(json, "overrides", MEMBERS);
        Map<Subject, Ruling> verdicts = new LinkedHashMap<>();
        for (Ruling ruling : members.list("verdicts", MAX_ENTRIES, Overrides::readVerdict)) {
            if (verdicts.put(ruling.subject(), ruling) != null) {
                throw Fault.badValue("overrides.verdicts", ruling.subject(), "each subject once");
            }
        }
        return new Overrides(verdicts, new HashSet<>(members.list("ignored", MAX_ENTRIES, Overrides::readIgnored)));
    }

    private static Ruling readVerdict(JsonNode json, String path) throws Fault {
        Members members = Members.of(json, path, VERDICT_MEMBERS);
        Ruling ruling = new Ruling(
                members.subject("subject"),
                members.word("verdict", Verdict::parse, "allow or deny"),
                members.optionalText("reason", Ban.MAX_REASON),
                members.time("since"),
                members.text("by", Ban.MAX_NAME));
        check(ruling, path);
        return ruling;
    }

    private static Ignored readIgnored(JsonNode json, String path) throws Fault {
        Members members = Members.of(json, path, IGNORED_MEMBERS);
        return new Ignored(
                members.text("issuer", 43), members.text("list", MAX_ADDRESS), members.optionalText("entry", 200));
    }

    private static ObjectNode toJson(Ignored ignored) {
        ObjectNode json = Members.object().put("issuer", ignored.issuer()).put("list", ignored.list());
        return ignored.entry() == null ? json : json.put("entry", ignored.entry());
    }

    private static void check(Ruling ruling, String path) throws Fault {
        if (!Who.PERSONS_AND_HOMES.contains(ruling.subject().kind())) {
            throw Fault.badValue(
                    path + ".subject", ruling.subject(), "key:FINGERPRINT, account:NAME@DOMAIN or home:DOMAIN");
        }
    }
}
