// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.banlist;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Subject;
import org.freehold.moderation.signed.Digest;
import org.freehold.moderation.signed.DocumentFault;
import org.jspecify.annotations.Nullable;

/**
 * Makes the next document of a list from the one before and what somebody chose to change, and nothing else: local bans do not flow
 * into lists by themselves. Any thread.
 */
public final class BanListPublisher {
    /** How long a document holds unless it is said otherwise. */
    public static final Duration USUAL_LIFE = Duration.ofDays(7);

    private static final String NOT_PASSED_ON = "No longer passed on.";

    // An address or an e-mail in a sentence is the usual way in which personal data slips into a list.
    private static final Pattern IPV4 = Pattern.compile("\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b");
    private static final Pattern IPV6 =
            Pattern.compile("(?i)(?:[0-9a-f]{1,4}:){3,}[0-9a-f]{0,4}|[0-9a-f]{1,4}::[0-9a-f]{1,4}");
    private static final Pattern HARDWARE = Pattern.compile("(?i)\\b[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}\\b");
    private static final Pattern MAIL = Pattern.compile("(?i)[a-z0-9._%+-]+@[a-z0-9-]+\\.[a-z0-9.-]+");

    private BanListPublisher() {}

    /**
     * What stays the same in all documents of a list, or changes by decision of the operator.
     *
     * @param list URL that names the list
     * @param issuer fingerprint of the key that will sign
     */
    public record Head(
            BanList.Kind kind,
            String list,
            String issuer,
            String title,
            String criteria,
            String appeals,
            Scope scope,
            Duration life) {}

    /** The document before. */
    public record Previous(BanList list, byte[] bytes) {}

    /** One thing to change. */
    public sealed interface Change {}

    /**
     * Somebody is listed, or what is said about them here changes.
     *
     * @param expires null for the longest, {@link BanList#MAX_ENTRY_LIFE}
     * @param evidence {@link Digest} of what is kept here; null for none
     */
    public record Add(
            Subject subject,
            Action action,
            Set<Category> categories,
            String reason,
            @Nullable Instant expires,
            @Nullable LocalDate review,
            @Nullable String evidence)
            implements Change {}

    /** A home domain is judged in a register. */
    public record Judge(
            Subject home, Entry.Grades grades, String reason, @Nullable Instant expires, @Nullable LocalDate review)
            implements Change {}

    /** An entry ends. */
    public record Retract(String id, String reason) implements Change {}

    /**
     * What other lists say is passed on, no harder than they say it, and nothing else: what was passed on before and is in none of them
     * any more ends. What came from here is left out, so that a ring of lists that relay each other comes to rest.
     */
    public record Relays(List<Relay> sources) implements Change {
        /** Copies. */
        public Relays {
            sources = List.copyOf(sources);
        }
    }

    /**
     * A list that is passed on.
     *
     * @param source the list as received
     * @param document {@link Digest} of the bytes of {@code source}
     * @param entries those to be passed on, of {@code source} or kept of one before
     * @param cap the hardest action passed on
     */
    public record Relay(BanList source, String document, List<Entry> entries, Action cap) {
        /** Copies. */
        public Relay {
            entries = Entries.copyOf(entries);
        }
    }

    /** What came of it. */
    public sealed interface Result {}

    /**
     * A document to be signed.
     *
     * @param bytes canonical
     */
    public record Next(BanList list, byte[] bytes) implements Result {}

    /** Nothing was made; all that is wrong. */
    public record Refused(List<Fault> faults) implements Result {}

    /** The next document; the first when there is none before. */
    public static Result next(Head head, @Nullable Previous previous, List<Change> changes, Instant now) {
        Instant issued = now.truncatedTo(ChronoUnit.SECONDS);
        if (previous != null && previous.list().issued().isAfter(issued)) {
            return new Refused(List.of(Fault.of(
                    "clock", "issued", issued,
                    "not before " + previous.list().issued() + ", when the last document was issued; set the clock")));
        }
        Making making = new Making(head, previous, issued);
        changes.forEach(making::apply);
        if (!making.faults.isEmpty()) {
            return new Refused(List.copyOf(making.faults));
        }
        BanList list = making.list();
        byte[] bytes = BanListWriter.bytes(list);
        if (bytes.length > BanList.MAX_BYTES) {
            return new Refused(List.of(Fault.of("too-large", "document", bytes.length,
                    "at most " + BanList.MAX_BYTES + " bytes; retract entries or begin another list")));
        }
        try {
            // What we would refuse from others we do not publish.
            return switch (BanListReader.read(bytes)) {
                case BanListReader.Refused refused -> new Refused(List.of(refused.fault()));
                case BanListReader.Read read -> new Next(read.list(), bytes);
            };
        } catch (DocumentFault e) {
            throw new IllegalStateException("it was written canonically", e);
        }
    }

    /** Why this may not be published; empty when it may. Nothing is refused later that passes here, except for size. */
    public static Optional<Fault> check(Subject subject, String reason) {
        Optional<Fault> broad = SubjectPolicy.check(subject, "subject");
        return broad.isPresent() ? broad : checkReason(reason);
    }

    private static Optional<Fault> checkReason(String reason) {
        if (reason.isBlank() || reason.codePointCount(0, reason.length()) > BanList.MAX_REASON
                || !Members.isPlain(reason)) {
            return Optional.of(
                    Fault.of("bad-text", "reason", reason, "1 to " + BanList.MAX_REASON + " characters on one line"));
        }
        boolean personal = List.of(IPV4, IPV6, HARDWARE, MAIL).stream()
                .anyMatch(pattern -> pattern.matcher(reason).find());
        return personal
                ? Optional.of(Fault.of("personal-data", "reason", reason,
                        "no network, hardware or mail address; a list is read by everybody"))
                : Optional.empty();
    }

    private static final class Making {
        private final Head head;
        private final @Nullable Previous previous;
        private final Instant issued;
        private final long seq;
        private final SelfTest selfTest;
        private final Map<String, Entry> entries = new LinkedHashMap<>();
        private final Map<String, Retraction> retractions = new LinkedHashMap<>();
        /** Ids of entries: our own by their subject, relayed ones by where they come from. */
        private final Map<Object, String> known = new HashMap<>();
        private final List<Fault> faults = new ArrayList<>();
        private int made;

        Making(Head head, @Nullable Previous previous, Instant issued) {
            this.head = head;
            this.previous = previous;
            this.issued = issued;
            seq = previous == null ? 1 : previous.list().seq() + 1;
            selfTest = SelfTest.of(head.list());
            if (previous != null) {
                keep(previous.list());
            }
        }

        private void keep(BanList before) {
            Instant oldest = issued.minus(BanList.RETRACTION_KEPT);
            for (Retraction retraction : before.retractions()) {
                if (!retraction.since().isBefore(oldest)) {
                    retractions.put(retraction.id(), retraction);
                }
            }
            TextTable retracted = before.retracted();
            for (Entry entry : before.entries()) {
                if (entry.holdsAt(issued)
                        && !retracted.contains(entry.id())
                        && !before.isSelfTest(entry)) {
                    put(entry.relay() == null ? entry.from(head.issuer()) : entry);
                }
            }
        }

        void apply(Change change) {
            switch (change) {
                case Add add -> add(add);
                case Judge judge -> judge(judge);
                case Retract retract -> retract(retract);
                case Relays relays -> relay(relays.sources());
            }
        }

        private void add(Add add) {
            if (head.kind() != BanList.Kind.BAN_LIST) {
                faults.add(Fault.of("bad-kind", "entry", add.subject(), "grades; this is a register"));
                return;
            }
            List<String> categories =
                    add.categories().stream().sorted().map(Category::text).toList();
            put(add.subject(), add.action(), categories, null, add.reason(), add.expires(), add.review(),
                    add.evidence());
        }

        private void judge(Judge judge) {
            if (head.kind() != BanList.Kind.REGISTER || judge.home().kind() != Subject.Kind.HOME) {
                faults.add(Fault.of("bad-kind", "entry", judge.home(), "a home domain, in a register"));
                return;
            }
            Entry.Grades grades = judge.grades();
            put(judge.home(), grades.answer(), List.of(), grades, judge.reason(), judge.expires(), judge.review(),
                    null);
        }

        private void put(
                Subject subject,
                Action action,
                List<String> categories,
                Entry.@Nullable Grades grades,
                String reason,
                @Nullable Instant expires,
                @Nullable LocalDate review,
                @Nullable String evidence) {
            Optional<Fault> fault = check(subject, reason);
            if (fault.isPresent()) {
                faults.add(fault.get());
                return;
            }
            Instant last = issued.plus(BanList.MAX_ENTRY_LIFE);
            Instant end = expires == null ? last : expires.truncatedTo(ChronoUnit.SECONDS);
            if (!end.isAfter(issued) || end.isAfter(last)) {
                faults.add(Fault.of("bad-time", subject.text() + ", expires", end,
                        "in the future, at most " + BanList.MAX_ENTRY_LIFE.toDays() + " days from now"));
                return;
            }
            Entry before = before(subject);
            String id = before == null ? newId() : before.id();
            Instant since = before == null ? issued : before.since();
            put(new Entry(id, subject, action, categories, grades, reason, head.issuer(), null, evidence,
                    since, end, review));
        }

        /** Null when there is none. */
        private @Nullable Entry before(Object what) {
            String id = known.get(what);
            return id == null ? null : entries.get(id);
        }

        private void put(Entry entry) {
            entries.put(entry.id(), entry);
            known.put(what(entry), entry.id());
        }

        private static Object what(Entry entry) {
            Entry.Relay relay = entry.relay();
            return relay == null ? entry.subject() : List.of(entry.origin(), relay.list(), relay.id());
        }

        private void retract(Retract retract) {
            if (!entries.containsKey(retract.id())) {
                faults.add(Fault.of("not-found", "retract", retract.id(), "the id of an entry of this list"));
                return;
            }
            Optional<Fault> fault = checkReason(retract.reason());
            if (fault.isPresent()) {
                faults.add(fault.get());
                return;
            }
            end(retract.id(), retract.reason());
        }

        private void end(String id, String reason) {
            Entry entry = entries.remove(id);
            Entry.Relay relay = entry == null ? null : entry.relay();
            Retraction.Source source = relay == null ? null : new Retraction.Source(relay.list(), relay.id());
            retractions.put(id, new Retraction(id, issued, reason, source));
        }

        private void relay(List<Relay> sources) {
            Map<Object, Entry> passed = new LinkedHashMap<>();
            Map<Retraction.Source, String> retracted = new HashMap<>();
            for (Relay source : sources) {
                if (source.source().kind() != head.kind()) {
                    faults.add(Fault.of("bad-kind", "relay", source.source().list(), "a list of the same kind"));
                    return;
                }
                retracted.putAll(retractions(source.source()));
                for (Entry entry : source.entries()) {
                    if (!entry.origin().equals(head.issuer()) && entry.holdsAt(issued)) {
                        Entry relayed = relayed(entry, source);
                        // Of two ways to the same statement the one that softened it less counts.
                        passed.merge(what(relayed), relayed,
                                (one, other) -> one.action().compareTo(other.action()) >= 0 ? one : other);
                    }
                }
            }
            for (Entry entry : List.copyOf(entries.values())) {
                Entry.Relay from = entry.relay();
                if (from != null && !passed.containsKey(what(entry))) {
                    end(entry.id(),
                            retracted.getOrDefault(new Retraction.Source(from.list(), from.id()), NOT_PASSED_ON));
                }
            }
            passed.values().forEach(this::pass);
        }

        /** Why statements of origins ended, as far as this list says it. */
        private static Map<Retraction.Source, String> retractions(BanList list) {
            Map<Retraction.Source, String> reasons = new HashMap<>();
            for (Retraction retraction : list.retractions()) {
                Retraction.Source source = retraction.relay();
                reasons.put(
                        source == null ? new Retraction.Source(list.list(), retraction.id()) : source,
                        retraction.reason());
            }
            return reasons;
        }

        private Entry relayed(Entry entry, Relay source) {
            Entry.Relay first = entry.relay() != null
                    ? entry.relay()
                    : new Entry.Relay(source.source().list(), entry.id(), entry.action(), source.document());
            Action action = entry.grades() == null ? entry.action().atMost(source.cap()) : entry.action();
            Instant last = issued.plus(BanList.MAX_ENTRY_LIFE);
            Instant end = entry.expires().isAfter(last) ? last : entry.expires();
            return new Entry(entry.id(), entry.subject(), action, entry.categories(), entry.grades(), entry.reason(),
                    entry.origin(), first, entry.evidence(), entry.since(), end, entry.review());
        }

        private void pass(Entry relayed) {
            Entry before = before(what(relayed));
            if (before != null && before.action() == relayed.action()
                    && Objects.equals(before.grades(), relayed.grades())
                    && before.expires().equals(relayed.expires())) {
                return;
            }
            String id = before == null ? newId() : before.id();
            put(new Entry(id, relayed.subject(), relayed.action(), relayed.categories(), relayed.grades(),
                    relayed.reason(), relayed.origin(), relayed.relay(), relayed.evidence(), relayed.since(),
                    relayed.expires(), relayed.review()));
        }

        private String newId() {
            made++;
            return "e-" + seq + "-" + made;
        }

        BanList list() {
            List<Entry> all = new ArrayList<>(entries.size() + 1);
            all.add(canary());
            all.addAll(entries.values());
            return new BanList(
                    head.kind(),
                    head.list(),
                    head.issuer(),
                    seq,
                    previous == null ? null : Digest.of(previous.bytes()),
                    issued,
                    issued.plus(head.life()),
                    head.title(),
                    head.criteria(),
                    head.appeals(),
                    head.scope(),
                    selfTest,
                    all,
                    List.copyOf(retractions.values()));
        }

        private Entry canary() {
            boolean register = head.kind() == BanList.Kind.REGISTER;
            return new Entry(
                    "self-test",
                    selfTest.hitSubject(head.kind()),
                    Action.MONITOR,
                    register ? List.of() : List.of(Category.OTHER.text()),
                    register ? new Entry.Grades(Grade.GOOD, Grade.GOOD) : null,
                    "Self-test; means nobody.",
                    head.issuer(),
                    null,
                    null,
                    issued,
                    issued.plus(BanList.MAX_ENTRY_LIFE),
                    null);
        }
    }
}
