// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.signed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.freehold.moderation.signed.DocumentFault.Reason;

/**
 * Whose signatures count: so many of these keys. A reader begins with one pinned thumbprint and follows from set to set; each next set
 * must be signed by enough keys of the set before <em>and</em> by enough of its own (as TUF does with its root). So who holds the old keys
 * decides who comes next, and nobody is made a key holder who does not hold the key. When too many keys are lost, no chain leads on, and
 * a reader must be told the new thumbprint by a person: {@link #pinned} again.
 *
 * <p>As a document: <code>{"keys":[thumbprint, …],"threshold":1,"type":"freehold.keys/1","version":1}</code>, signed as any other. Any thread.
 *
 * @param version 0 for a bare pin, else 1 to 1,000,000
 * @param threshold how many of the keys must sign
 * @param keys thumbprints, 1 to 16, in the order of their characters
 */
public record KeySet(int version, int threshold, Set<String> keys) {
    /** Member {@code type} of the document. */
    public static final String TYPE = "freehold.keys/1";

    /** Largest document. */
    public static final int MAX_BYTES = 4096;

    /** Longest chain that is walked at once. */
    public static final int MAX_STEPS = 1000;

    private static final int MAX_KEYS = 16;

    /** Far beyond any honest number, near enough that a thief of a key can't use up all versions of a chain. */
    private static final int MAX_VERSION = 1_000_000;

    private static final Pattern THUMBPRINT = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Set<String> MEMBERS = Set.of("keys", "threshold", "type", "version");

    /**
     * Copies and sorts.
     *
     * @throws IllegalArgumentException when a number is out of its range, or a key is no thumbprint
     */
    public KeySet {
        TreeSet<String> sorted = new TreeSet<>(keys);
        keys = Collections.unmodifiableSortedSet(sorted);
        if (version < 0 || version > MAX_VERSION) {
            throw new IllegalArgumentException("version: %d (expected: 0 to %d)".formatted(version, MAX_VERSION));
        }
        if (keys.isEmpty() || keys.size() > MAX_KEYS) {
            throw new IllegalArgumentException("keys: %d (expected: 1 to %d)".formatted(keys.size(), MAX_KEYS));
        }
        if (threshold < 1 || threshold > keys.size()) {
            throw new IllegalArgumentException(
                    "threshold: %d (expected: 1 to the number of keys, %d)".formatted(threshold, keys.size()));
        }
        for (String key : keys) {
            if (!THUMBPRINT.matcher(key).matches()) {
                throw new IllegalArgumentException(
                        "key: %s (expected: a thumbprint, 43 characters)".formatted(DocumentFault.shown(key)));
            }
        }
    }

    /**
     * One step of a chain as it is fetched or kept.
     *
     * @param document bytes of a key set
     * @param jws its signatures
     */
    public record Step(byte[] document, String jws) {}

    /** Trust in one key that a person named; the key set that it signs may have any version. */
    public static KeySet pinned(String thumbprint) {
        return new KeySet(0, 1, Set.of(thumbprint));
    }

    /** Whether one signature by this key is enough. */
    public boolean trusts(String thumbprint) {
        return threshold == 1 && keys.contains(thumbprint);
    }

    /** This set as members of a document; to be signed by {@link SignedDocument#sign}. */
    public ObjectNode members() {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        members.put("type", TYPE).put("version", version).put("threshold", threshold);
        ArrayNode array = members.putArray("keys");
        keys.forEach(array::add);
        return members;
    }

    /**
     * Checks that enough of these keys are among the signers. A key counts once, however often it signed.
     *
     * @param signers thumbprints of keys whose signature is right
     * @throws DocumentFault when too few count
     */
    public void requireEnough(Collection<String> signers) throws DocumentFault {
        Set<String> counting = new TreeSet<>(signers);
        counting.retainAll(keys);
        if (counting.size() < threshold) {
            throw new DocumentFault(
                    Reason.UNTRUSTED,
                    "signed by %d of the keys of version %d (expected: %d of %s); the signers are %s"
                            .formatted(
                                    counting.size(),
                                    version,
                                    threshold,
                                    String.join(", ", keys),
                                    String.join(", ", new TreeSet<>(signers))));
        }
    }

    /**
     * The set that follows this one.
     *
     * @throws DocumentFault when the document is no key set, has another version than the next, or is not signed by enough keys of this
     *     set and of its own; this set then stays in force
     */
    public KeySet next(Step step) throws DocumentFault {
        SignedDocument document = SignedDocument.verify(step.document(), step.jws(), MAX_BYTES);
        // First by the keys at hand: nothing that a stranger signed is read any further.
        requireEnough(document.signers());
        KeySet next = read(document.members());
        next.requireEnough(document.signers());
        if (version > 0 && next.version != version + 1) {
            throw new DocumentFault(
                    Reason.WRONG_VERSION,
                    "version: %d (expected: %d, the one after what is at hand)".formatted(next.version, version + 1));
        }
        return next;
    }

    /**
     * The last set of a chain.
     *
     * @param steps from the one after this set on, in order; none leaves this set
     * @throws DocumentFault at the first step that does not follow, or when there are more than {@link #MAX_STEPS}
     */
    public KeySet walk(List<Step> steps) throws DocumentFault {
        if (steps.size() > MAX_STEPS) {
            throw new DocumentFault(
                    Reason.TOO_LARGE, "chain: %d steps (expected: at most %d)".formatted(steps.size(), MAX_STEPS));
        }
        KeySet last = this;
        for (Step step : steps) {
            last = last.next(step);
        }
        return last;
    }

    /**
     * The set that a document describes, without a word on whether it may be trusted.
     *
     * @throws DocumentFault when it describes none
     */
    public static KeySet read(ObjectNode members) throws DocumentFault {
        return read(members, 1);
    }

    /**
     * The set whose {@link #members} somebody kept, a bare pin perhaps.
     *
     * @throws DocumentFault when they are others
     */
    public static KeySet kept(ObjectNode members) throws DocumentFault {
        return read(members, 0);
    }

    private static KeySet read(ObjectNode members, int lowest) throws DocumentFault {
        for (Map.Entry<String, JsonNode> member : members.properties()) {
            if (!MEMBERS.contains(member.getKey())) {
                throw bad("member %s (expected: keys, threshold, type and version)"
                        .formatted(DocumentFault.shown(member.getKey())));
            }
        }
        if (!TYPE.equals(members.path("type").textValue())) {
            throw bad("type (expected: \"" + TYPE + "\")");
        }
        int version = integer(members, "version");
        int threshold = integer(members, "threshold");
        if (version < lowest) {
            throw bad("version: %d (expected: %d or more)".formatted(version, lowest));
        }
        JsonNode array = members.path("keys");
        Set<String> keys = new TreeSet<>();
        for (JsonNode key : array) {
            if (!key.isTextual() || !keys.add(key.textValue())) {
                throw bad("keys: not texts that differ");
            }
        }
        try {
            KeySet read = new KeySet(version, threshold, keys);
            if (!Jcs.text(read.members()).equals(Jcs.text(members))) {
                throw bad("keys: not an array in the order of their characters");
            }
            return read;
        } catch (IllegalArgumentException e) {
            throw bad(String.valueOf(e.getMessage()));
        }
    }

    private static int integer(ObjectNode members, String name) throws DocumentFault {
        JsonNode value = members.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw bad(name + " (expected: an integer)");
        }
        return value.intValue();
    }

    private static DocumentFault bad(String what) {
        return new DocumentFault(Reason.BAD_MEMBER, what);
    }
}
