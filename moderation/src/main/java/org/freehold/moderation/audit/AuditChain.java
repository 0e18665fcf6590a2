// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import org.freehold.moderation.signed.Digest;
import org.freehold.moderation.signed.DocumentFault;
import org.freehold.moderation.signed.Jcs;
import org.freehold.moderation.signed.StrictJson;

/**
 * The chain of the audit log. Each line is one canonical JSON object (RFC 8785):
 *
 * <pre>
 * {"at":"2026-11-20T12:00:00.000Z","by":…,"details":{…},"prev":"sha-256:…","seq":2,"subject":…,"what":…}
 * </pre>
 *
 * {@code seq} counts from 1; {@code prev} is the hash of the bytes of the line before, without its line feed, and empty in the first. A
 * changed, missing, added or moved line breaks the chain at that place or the next. A chain that lacks its last lines is still whole: who
 * wants to notice that keeps a {@link Head} elsewhere and compares. Any thread.
 */
public final class AuditChain {
    /** Longest line, in bytes. */
    public static final int MAX_LINE_BYTES = 65_536;

    private static final Set<String> MEMBERS = Set.of("at", "by", "details", "prev", "seq", "subject", "what");

    private AuditChain() {}

    /**
     * The end of a chain.
     *
     * @param seq of the last line; 0 for none
     * @param hash of the last line, see {@link Digest}; empty for none
     */
    public record Head(long seq, String hash) {
        /** Of a chain without lines. */
        public static final Head EMPTY = new Head(0, "");
    }

    /**
     * A line and the chain's new end.
     *
     * @param text without line feed
     */
    public record Line(String text, Head head) {}

    /** What came of verifying. */
    public sealed interface Verdict {}

    /** Every line is as it was written, up to this end. */
    public record Whole(Head head) implements Verdict {}

    /**
     * The chain is broken.
     *
     * @param line number of the first line that is wrong, from 1 among those looked at
     * @param why what is wrong, for people
     */
    public record Broken(long line, String why) implements Verdict {}

    /**
     * The line that follows.
     *
     * @throws IllegalArgumentException when the record can't be written as strict JSON, or makes a line longer than
     *     {@link #MAX_LINE_BYTES}
     */
    public static Line next(Head head, AuditRecord entry) {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        members.put("seq", head.seq() + 1)
                .put("at", entry.at().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("by", entry.by())
                .put("what", entry.what())
                .put("subject", entry.subject())
                .put("prev", head.hash());
        members.set("details", entry.details());
        String text = Jcs.text(members);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_LINE_BYTES) {
            throw new IllegalArgumentException("audit line of %s: %d bytes (expected: at most %d)"
                    .formatted(entry.what(), bytes.length, MAX_LINE_BYTES));
        }
        return new Line(text, new Head(head.seq() + 1, Digest.of(bytes)));
    }

    /** Verifies a chain from its first line. Reads the lines one by one and keeps none. */
    public static Verdict verify(Iterator<String> lines) {
        return verify(lines, Head.EMPTY);
    }

    /** Verifies lines that follow an end that is known to be right. */
    public static Verdict verify(Iterator<String> lines, Head from) {
        Head head = from;
        for (long number = 1; lines.hasNext(); number++) {
            String line = lines.next();
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            try {
                check(line, StrictJson.parse(bytes, MAX_LINE_BYTES), head);
            } catch (DocumentFault e) {
                return new Broken(number, String.valueOf(e.getMessage()));
            }
            head = new Head(head.seq() + 1, Digest.of(bytes));
        }
        return new Whole(head);
    }

    private static void check(String line, ObjectNode members, Head head) throws DocumentFault {
        if (!Jcs.text(members).equals(line)) {
            throw new DocumentFault(DocumentFault.Reason.NOT_CANONICAL, "the line is not canonical JSON (RFC 8785)");
        }
        Set<String> names = new TreeSet<>();
        members.fieldNames().forEachRemaining(names::add);
        if (!names.equals(MEMBERS)) {
            throw bad("members: %s (expected: %s)"
                    .formatted(DocumentFault.shown(String.join(", ", names)),
                            String.join(", ", new TreeSet<>(MEMBERS))));
        }
        if (members.path("seq").longValue() != head.seq() + 1) {
            throw bad("seq: %s (expected: %d)"
                    .formatted(DocumentFault.shown(members.path("seq").toString()), head.seq() + 1));
        }
        if (!head.hash().equals(members.path("prev").textValue())) {
            throw bad("prev: %s (expected: \"%s\"); this line or the one before was changed"
                    .formatted(DocumentFault.shown(members.path("prev").toString()), head.hash()));
        }
    }

    private static DocumentFault bad(String what) {
        return new DocumentFault(DocumentFault.Reason.BAD_MEMBER, what);
    }
}
