// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.subscription;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Subject;
import org.freehold.moderation.banlist.Entry;
import org.freehold.moderation.signed.Digest;

/**
 * The entries of one list in the form in which decisions look them up: on the hot path, immutable, any thread. A lookup is a binary
 * search over hashes of subjects; an entry takes about 100 bytes, as its record would take six times as many.
 *
 * <pre>
 * row:  action u8 | flags u8 | categories u16 | origin u16 | since i64 s | expires i64 s | evidence i64 | kind u8 | id | value | reason
 * text: length in bytes u16 | UTF-8
 * </pre>
 */
@SuppressWarnings("EnumOrdinal") // rows never leave the program that wrote them
final class EntryTable {
    static final EntryTable EMPTY = new EntryTable(new long[0], new int[0], new byte[0][], new String[0]);
    /** An offset is the number of a piece and the place in it. */
    private static final int PIECE_BITS = 17;

    private static final int PIECE = 1 << PIECE_BITS;
    private static final int MAX_ROW = 4096;
    private static final int RELAYED = 1;
    private static final int UNKNOWN_CATEGORY = 2;
    private static final Action[] ACTIONS = Action.values();
    private static final Category[] CATEGORIES = Category.values();

    private final long[] hashes;
    private final int[] offsets;
    /** In pieces: a collector gives large arrays whole regions, and wastes the rest of the last. */
    private final byte[][] rows;
    private final String[] origins;

    private EntryTable(long[] hashes, int[] offsets, byte[][] rows, String[] origins) {
        this.hashes = hashes;
        this.offsets = offsets;
        this.rows = rows;
        this.origins = origins;
    }

    /**
     * One entry, as far as decisions need it.
     *
     * @param relayed true when the issuer of the list is not the origin
     * @param evidence a hash of the digest of the evidence; 0 for none
     */
    record Row(
            String id,
            Subject subject,
            Action action,
            boolean relayed,
            boolean unknownCategory,
            Set<Category> categories,
            String origin,
            String reason,
            Instant since,
            Instant expires,
            long evidence) {}

    /** A table of these entries. */
    static EntryTable of(List<Entry> entries) {
        if (entries.isEmpty()) {
            return EMPTY;
        }
        Map<String, Integer> origins = new HashMap<>();
        List<String> originNames = new ArrayList<>();
        long[] unsorted = new long[entries.size()];
        int[] at = new int[entries.size()];
        Writing writing = new Writing();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            unsorted[i] = hash(entry.subject());
            at[i] = writing.offset();
            int origin = origins.computeIfAbsent(entry.origin(), name -> {
                originNames.add(name);
                return originNames.size() - 1;
            });
            writing.entry(entry, origin);
        }
        Integer[] order = new Integer[unsorted.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingLong(i -> unsorted[i]));
        long[] hashes = new long[order.length];
        int[] offsets = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            hashes[i] = unsorted[order[i]];
            offsets[i] = at[order[i]];
        }
        return new EntryTable(hashes, offsets, writing.pieces(), originNames.toArray(String[]::new));
    }

    /** The hash that {@link #find} wants: of SHA-256, so that nobody can make many entries fall on one place. */
    static long hash(Subject subject) {
        return ByteBuffer.wrap(Digest.sha256(subject.text().getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    /** Tells {@code found} all entries about the subject, whose {@link #hash} is given. */
    void find(Subject subject, long hash, Consumer<Row> found) {
        int at = Arrays.binarySearch(hashes, hash);
        if (at < 0) {
            return;
        }
        while (at > 0 && hashes[at - 1] == hash) {
            at--;
        }
        for (; at < hashes.length && hashes[at] == hash; at++) {
            Row row = row(offsets[at]);
            if (row.subject().equals(subject)) {
                found.accept(row);
            }
        }
    }

    int size() {
        return hashes.length;
    }

    /** Bytes of memory, nearly. */
    long bytes() {
        long bytes = 12L * hashes.length;
        for (byte[] piece : rows) {
            bytes += piece.length;
        }
        return bytes;
    }

    private Row row(int offset) {
        ByteBuffer row = ByteBuffer.wrap(rows[offset >>> PIECE_BITS]);
        row.position(offset & PIECE - 1);
        Action action = ACTIONS[row.get()];
        int flags = row.get();
        Set<Category> categories = EnumSet.noneOf(Category.class);
        int bits = row.getShort();
        for (Category category : CATEGORIES) {
            if ((bits & 1 << category.ordinal()) != 0) {
                categories.add(category);
            }
        }
        String origin = origins[row.getShort() & 0xffff];
        Instant since = Instant.ofEpochSecond(row.getLong());
        Instant expires = Instant.ofEpochSecond(row.getLong());
        long evidence = row.getLong();
        Subject.Kind kind = Subject.Kind.values()[row.get()];
        String id = text(row);
        Subject subject = new Subject(kind, text(row));
        return new Row(
                id,
                subject,
                action,
                (flags & RELAYED) != 0,
                (flags & UNKNOWN_CATEGORY) != 0,
                categories,
                origin,
                text(row),
                since,
                expires,
                evidence);
    }

    private static String text(ByteBuffer row) {
        byte[] bytes = new byte[row.getShort() & 0xffff];
        row.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The rows while they are written. */
    private static final class Writing {
        private final List<byte[]> full = new ArrayList<>();
        private final ByteBuffer rows = ByteBuffer.allocate(PIECE);

        /** Of the next row. */
        int offset() {
            if (rows.remaining() < MAX_ROW) {
                full.add(piece());
                rows.clear();
            }
            return full.size() << PIECE_BITS | rows.position();
        }

        void entry(Entry entry, int origin) {
            int bits = 0;
            for (Category category : entry.knownCategories()) {
                bits |= 1 << category.ordinal();
            }
            int flags = (entry.relay() == null ? 0 : RELAYED) | (entry.hasUnknownCategory() ? UNKNOWN_CATEGORY : 0);
            String evidence = entry.evidence();
            rows.put((byte) entry.action().ordinal()).put((byte) flags).putShort((short) bits).putShort((short) origin);
            rows.putLong(entry.since().getEpochSecond()).putLong(entry.expires().getEpochSecond());
            rows.putLong(evidence == null ? 0 : ByteBuffer.wrap(Digest.bytes(evidence)).getLong() | 1);
            rows.put((byte) entry.subject().kind().ordinal());
            text(entry.id());
            text(entry.subject().value());
            text(entry.reason());
        }

        private void text(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            rows.putShort((short) bytes.length).put(bytes);
        }

        byte[][] pieces() {
            full.add(piece());
            return full.toArray(byte[][]::new);
        }

        private byte[] piece() {
            return Arrays.copyOf(rows.array(), rows.position());
        }
    }
}
