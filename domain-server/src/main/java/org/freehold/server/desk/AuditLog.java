// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.freehold.moderation.audit.AuditChain;
import org.freehold.moderation.audit.AuditRecord;
import org.freehold.server.storage.ModerationStore;
import org.freehold.server.storage.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * The log of what was done about people and rules, as it is stored: each line names the one before by its hash. Where it ends is kept
 * beside it, so that lines which are missing at the end are noticed too. Blocks; {@link Records} sees to one write at a time.
 */
public final class AuditLog {
    private static final String HEAD = "audit-head";
    private static final int LINES_AT_ONCE = 1000;
    private static final JsonMapper JSON = new JsonMapper();

    private final ModerationStore store;
    private volatile AuditChain.Head head;

    /** What came of verifying the log. */
    public record Verdict(long entries, AuditChain.Head head, Optional<String> broken) {}

    private AuditLog(ModerationStore store, AuditChain.Head head) {
        this.store = store;
        this.head = head;
    }

    static AuditLog open(ModerationStore store) throws StorageException {
        return new AuditLog(store, store.read(HEAD).map(AuditLog::head).orElse(AuditChain.Head.EMPTY));
    }

    /**
     * Stores a change with the line that tells of it.
     *
     * @throws Refusal when the line would be too long, or hold what it can't
     */
    void write(AuditRecord entry, Map<String, String> changed, Set<String> removed, List<byte[]> documents)
            throws StorageException, Refusal {
        AuditChain.Line line;
        try {
            line = AuditChain.next(head, entry);
        } catch (IllegalArgumentException e) {
            throw Refusal.badValue(
                    "arguments: can't be noted in the audit log (%s)".formatted(e.getMessage()),
                    "Make the change in smaller parts.");
        }
        Map<String, String> all = new HashMap<>(changed);
        all.put(
                HEAD,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("seq", line.head().seq())
                        .put("hash", line.head().hash())
                        .toString());
        store.write(all, removed, documents, List.of(line.text()));
        head = line.head();
    }

    /** Lines from number {@code from} on, which is at least 1. */
    public List<String> lines(long from, int count) throws StorageException {
        return store.auditLines(from - 1, count);
    }

    /** How many lines there should be. */
    public long length() {
        return head.seq();
    }

    /** Reads the whole log and checks that it is as it was written. */
    public Verdict verify() throws StorageException {
        AuditChain.Head expected = head;
        Lines lines = new Lines(expected.seq());
        AuditChain.Verdict verdict = AuditChain.verify(lines);
        StorageException fault = lines.fault;
        if (fault != null) {
            throw fault;
        }
        return switch (verdict) {
            case AuditChain.Broken broken -> new Verdict(
                    lines.read, expected, Optional.of("line " + broken.line() + ": " + broken.why()));
            case AuditChain.Whole whole -> new Verdict(
                    lines.read,
                    whole.head(),
                    whole.head().equals(expected)
                            ? Optional.empty()
                            : Optional.of("the end: line %d with hash %s (expected: line %d with hash %s)"
                                    .formatted(
                                            whole.head().seq(), whole.head().hash(), expected.seq(), expected.hash())));
        };
    }

    private static AuditChain.Head head(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return new AuditChain.Head(
                    json.path("seq").longValue(), json.path("hash").asText());
        } catch (JsonProcessingException e) {
            // Somebody wrote into the file: a chain that begins anew breaks at its next line, and verifying says so.
            return AuditChain.Head.EMPTY;
        }
    }

    /** The lines up to now, read in parts. */
    private final class Lines implements Iterator<String> {
        private final long end;
        private final List<String> part = new ArrayList<>();
        private int next;
        private long read;
        private @Nullable StorageException fault;

        Lines(long end) {
            this.end = end;
        }

        @Override
        public boolean hasNext() {
            if (next == part.size() && read < end && fault == null) {
                part.clear();
                next = 0;
                try {
                    part.addAll(store.auditLines(read, (int) Math.min(LINES_AT_ONCE, end - read)));
                } catch (StorageException e) {
                    fault = e;
                }
            }
            return next < part.size();
        }

        @Override
        public String next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            read++;
            return part.get(next++);
        }
    }
}
