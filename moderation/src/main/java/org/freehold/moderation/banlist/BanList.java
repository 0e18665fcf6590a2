// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.banlist;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.freehold.moderation.signed.Digest;
import org.jspecify.annotations.Nullable;

/**
 * One document of a list, whole and read.
 *
 * @param list URL that names the list; stays when the document is fetched elsewhere
 * @param issuer fingerprint of the publisher's key
 * @param seq 1 and up, one more with each document
 * @param previous {@link Digest} of the bytes of the document before; null exactly when {@code seq} is 1
 * @param issued whole seconds
 * @param expires when a newer document must have come, whole seconds
 * @param criteria URL of the page that says why something is listed
 * @param appeals URL where those who are listed can ask
 */
public record BanList(
        Kind kind,
        String list,
        String issuer,
        long seq,
        @Nullable String previous,
        Instant issued,
        Instant expires,
        String title,
        String criteria,
        String appeals,
        Scope scope,
        SelfTest selfTest,
        List<Entry> entries,
        List<Retraction> retractions) {

    /** Bytes of a document. An entry needs about 300, so that {@link #MAX_ENTRIES} fit. */
    public static final int MAX_BYTES = 16 << 20;
    /** Bytes that a document takes on the line, packed or not; {@link #MAX_ENTRIES} need about 3 MB by gzip. */
    public static final int MAX_PACKED_BYTES = 4 << 20;

    public static final int MAX_ENTRIES = 50_000;
    /** Characters of a reason (code points). */
    public static final int MAX_REASON = 280;
    /** Entries about the same subject in one list: enough for relays, too few to make a lookup slow. */
    public static final int MAX_SAME_SUBJECT = 16;
    /** An entry ends at most so long after the document that has it was issued. */
    public static final Duration MAX_ENTRY_LIFE = Duration.ofDays(365);
    /** A document expires at most so long after it was issued. */
    public static final Duration MAX_LIFE = Duration.ofDays(90);
    /** How long a retraction is kept in the documents that follow. */
    public static final Duration RETRACTION_KEPT = Duration.ofDays(180);

    /** Packs both lists, so that a large one is small and no work for the collector of garbage; each element is made when it is asked for. */
    public BanList {
        entries = Entries.copyOf(entries);
        retractions = Retractions.copyOf(retractions);
    }

    /** What kind of document. */
    public enum Kind {
        BAN_LIST("freehold.banlist/1"),
        /** Graded judgements about home domains. */
        REGISTER("freehold.register/1");

        private final String type;

        Kind(String type) {
            this.type = type;
        }

        /** The member {@code type} of its documents. */
        public String type() {
            return type;
        }

        /** As it is shown and asked for, {@code ban-list} or {@code register}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The kind with this {@link #text}; empty for any other text. */
        public static Optional<Kind> named(String text) {
            for (Kind each : values()) {
                if (each.text().equals(text)) {
                    return Optional.of(each);
                }
            }
            return Optional.empty();
        }

        /** The kind of documents of this {@link #type}; empty for any other. */
        public static Optional<Kind> parse(String type) {
            for (Kind each : values()) {
                if (each.type.equals(type)) {
                    return Optional.of(each);
                }
            }
            return Optional.empty();
        }
    }

    /** True for the entry of the self-test, which means nobody. */
    public boolean isSelfTest(Entry entry) {
        return entry.subject().equals(selfTest.hitSubject(kind));
    }

    /** Ids of all entries that are retracted here; for one thread. */
    public TextTable retracted() {
        TextTable ids = new TextTable();
        retractions.forEach(retraction -> ids.put(retraction.id(), 0));
        return ids;
    }
}
