// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.banlist;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.freehold.moderation.Action;
import org.freehold.moderation.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Entries in about 200 bytes each, a quarter of what they take as records; see {@link PackedList}. Immutable; any thread.
 *
 * <pre>
 * row: kind u8 | id | value | action u8 | parts u8 | origin | categories | reason | since i64 s | expires i64 s
 *      [grades: reliability u8 | protection u8] [relay: list | document | action u8 | id] [evidence] [review i64 day]
 * </pre>
 */
@SuppressWarnings("EnumOrdinal") // rows never leave the program that wrote them
public final class Entries extends PackedList<Entry> {
    private static final int GRADES = 1;
    private static final int RELAY = 2;
    private static final int EVIDENCE = 4;
    private static final int REVIEW = 8;
    private static final Action[] ACTIONS = Action.values();
    private static final Grade[] GRADES_KNOWN = Grade.values();
    private static final Subject.Kind[] KINDS = Subject.Kind.values();

    private Entries(Packer packer) {
        super(packer);
    }

    /** These entries; the same list if it is packed already. */
    public static Entries copyOf(List<Entry> entries) {
        if (entries instanceof Entries packed) {
            return packed;
        }
        Builder builder = new Builder();
        entries.forEach(builder::add);
        return builder.build();
    }

    /** The subject of an entry, for less than the whole costs. */
    Subject subject(int at) {
        Row row = new Row(at);
        Subject.Kind kind = KINDS[row.small()];
        row.text();
        return new Subject(kind, row.text());
    }

    @Override
    Entry element(Row row) {
        Subject.Kind kind = KINDS[row.small()];
        String id = row.text();
        Subject subject = new Subject(kind, row.text());
        Action action = ACTIONS[row.small()];
        int parts = row.small();
        String origin = (String) row.shared();
        List<String> categories = texts(row.shared());
        String reason = row.text();
        Instant since = Instant.ofEpochSecond(row.number());
        Instant expires = Instant.ofEpochSecond(row.number());
        return new Entry(
                id,
                subject,
                action,
                categories,
                (parts & GRADES) == 0 ? null : grades(row),
                reason,
                origin,
                (parts & RELAY) == 0 ? null : relay(row),
                (parts & EVIDENCE) == 0 ? null : row.text(),
                since,
                expires,
                (parts & REVIEW) == 0 ? null : LocalDate.ofEpochDay(row.number()));
    }

    private static Entry.Grades grades(Row row) {
        Grade reliability = GRADES_KNOWN[row.small()];
        return new Entry.Grades(reliability, GRADES_KNOWN[row.small()]);
    }

    private static Entry.Relay relay(Row row) {
        String list = (String) row.shared();
        String document = (String) row.shared();
        Action action = ACTIONS[row.small()];
        return new Entry.Relay(list, row.text(), action, document);
    }

    @SuppressWarnings("unchecked") // as the builder wrote it
    private static List<String> texts(Object shared) {
        return (List<String>) shared;
    }

    /** Packs entries, one after the other. One thread. */
    public static final class Builder {
        private final Packer packer = new Packer();

        /** The next entry. */
        public void add(Entry entry) {
            Entry.Grades grades = entry.grades();
            Entry.Relay relay = entry.relay();
            String evidence = entry.evidence();
            LocalDate review = entry.review();
            packer.small(entry.subject().kind().ordinal())
                    .text(entry.id())
                    .text(entry.subject().value())
                    .small(entry.action().ordinal())
                    .small(parts(grades, relay, evidence, review))
                    .shared(entry.origin())
                    .shared(entry.categories())
                    .text(entry.reason())
                    .number(entry.since().getEpochSecond())
                    .number(entry.expires().getEpochSecond());
            if (grades != null) {
                packer.small(grades.reliability().ordinal()).small(grades.protection().ordinal());
            }
            if (relay != null) {
                packer.shared(relay.list()).shared(relay.document()).small(relay.action().ordinal()).text(relay.id());
            }
            if (evidence != null) {
                packer.text(evidence);
            }
            if (review != null) {
                packer.number(review.toEpochDay());
            }
            packer.end();
        }

        private static int parts(
                Entry.@Nullable Grades grades, Entry.@Nullable Relay relay, @Nullable String evidence,
                @Nullable LocalDate review) {
            return (grades == null ? 0 : GRADES)
                    | (relay == null ? 0 : RELAY)
                    | (evidence == null ? 0 : EVIDENCE)
                    | (review == null ? 0 : REVIEW);
        }

        /** All that were added; nothing may be added afterwards. */
        public Entries build() {
            return new Entries(packer);
        }
    }
}
