// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.signed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.freehold.moderation.signed.DocumentFault.Reason;

/**
 * All key sets of a publisher, oldest first, as they stand at the address of a document with {@code .keys} behind it:
 * <code>{"documents":[{"document":base64url,"jws":text}, …]}</code>, canonical. Believed by nobody for being there; each reader walks it
 * from the keys at hand. Any thread.
 *
 * @param steps at most {@link KeySet#MAX_STEPS}
 */
public record KeyChain(List<KeySet.Step> steps) {
    /** Of a publisher that never changed its keys. */
    public static final KeyChain NONE = new KeyChain(List.of());

    /** Largest document. */
    public static final int MAX_BYTES = 1 << 20;

    private static final String DOCUMENTS = "documents";

    /** Copies. */
    public KeyChain {
        steps = List.copyOf(steps);
        if (steps.size() > KeySet.MAX_STEPS) {
            throw new IllegalArgumentException(
                    "chain: %d steps (expected: at most %d)".formatted(steps.size(), KeySet.MAX_STEPS));
        }
    }

    /** With one more at its end. */
    public KeyChain with(KeySet.Step step) {
        List<KeySet.Step> longer = new ArrayList<>(steps);
        longer.add(step);
        return new KeyChain(longer);
    }

    /** The set at its end, without a word on whether it may be trusted; empty for {@link #NONE}. */
    public Optional<KeySet> last() throws DocumentFault {
        if (steps.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(KeySet.read(StrictJson.parse(steps.getLast().document(), KeySet.MAX_BYTES)));
    }

    /** Fingerprints of all keys that were or are in a set, or signed one. */
    public Set<String> everyKey() throws DocumentFault {
        Set<String> keys = new TreeSet<>();
        for (KeySet.Step step : steps) {
            keys.addAll(KeySet.read(StrictJson.parse(step.document(), KeySet.MAX_BYTES)).keys());
            DetachedJws.readAll(step.jws()).forEach(signature -> keys.add(signature.keyId()));
        }
        return keys;
    }

    /**
     * The set that the keys at hand lead to: older steps are passed over, and from the first that follows on each must follow. When none
     * does, the keys at hand.
     *
     * @throws DocumentFault when the chain breaks off after a step that follows; the keys at hand then stay in force
     */
    public KeySet follow(KeySet trusted) throws DocumentFault {
        KeySet last = trusted;
        boolean following = false;
        for (KeySet.Step step : steps) {
            try {
                last = last.next(step);
                following = true;
            } catch (DocumentFault fault) {
                if (following) {
                    throw fault;
                }
            }
        }
        return last;
    }

    /** As published. */
    public byte[] bytes() {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        ArrayNode documents = whole.putArray(DOCUMENTS);
        steps.forEach(step -> documents.addObject()
                .put("document", Base64Url.encode(step.document()))
                .put("jws", step.jws()));
        return Jcs.bytes(whole);
    }

    /**
     * What {@link #bytes} wrote.
     *
     * @throws DocumentFault when it is anything else
     */
    public static KeyChain read(byte[] bytes) throws DocumentFault {
        ObjectNode whole = StrictJson.parse(bytes, MAX_BYTES);
        JsonNode documents = whole.path(DOCUMENTS);
        if (whole.size() != 1 || !documents.isArray() || documents.size() > KeySet.MAX_STEPS) {
            throw bad("no single member \"documents\" with at most " + KeySet.MAX_STEPS + " of them");
        }
        List<KeySet.Step> steps = new ArrayList<>();
        for (JsonNode each : documents) {
            Optional<byte[]> document = Base64Url.decode(each.path("document").asText());
            if (each.size() != 2 || document.isEmpty() || !each.path("jws").isTextual()) {
                throw bad("a document without exactly \"document\" and \"jws\"");
            }
            steps.add(new KeySet.Step(document.get(), each.path("jws").textValue()));
        }
        return new KeyChain(steps);
    }

    private static DocumentFault bad(String what) {
        return new DocumentFault(Reason.BAD_MEMBER, "key sets: " + what);
    }
}
