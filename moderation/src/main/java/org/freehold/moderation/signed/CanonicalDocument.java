// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.signed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.freehold.moderation.signed.DocumentFault.Reason;
import org.jspecify.annotations.Nullable;

/**
 * A document in canonical form (RFC 8785) some of whose members are long arrays. Those are read element by element from the bytes as often
 * as somebody asks, so that a document of megabytes never is a tree of objects. Any thread; the bytes are not to be changed.
 */
public final class CanonicalDocument {
    private final ObjectNode members;
    private final Map<String, Elements> arrays;

    private CanonicalDocument(ObjectNode members, Map<String, Elements> arrays) {
        this.members = members;
        this.arrays = arrays;
    }

    /**
     * The document that the bytes are. Says the same as {@link StrictJson#parse}, and then as a comparison with {@link Jcs#bytes}.
     *
     * @param maxBytes largest size that is looked at at all
     * @param longArrays names of members that are not read as a whole if they are arrays
     * @throws DocumentFault when they are anything else, or not in canonical form
     */
    public static CanonicalDocument read(byte[] bytes, int maxBytes, Set<String> longArrays) throws DocumentFault {
        StrictJson.checkSize(bytes, maxBytes);
        List<CanonicalScan.Member> found = CanonicalScan.members(bytes);
        if (found == null) {
            StrictJson.check(bytes, maxBytes);
            throw notCanonical();
        }
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        Map<String, Elements> arrays = new HashMap<>();
        for (CanonicalScan.Member member : found) {
            if (member.isArray() && longArrays.contains(member.name())) {
                arrays.put(member.name(), new Elements(bytes, member));
            } else {
                members.set(member.name(), StrictJson.value(bytes, member.from(), member.to()));
            }
        }
        return new CanonicalDocument(members, arrays);
    }

    static DocumentFault notCanonical() {
        return new DocumentFault(
                Reason.NOT_CANONICAL, "the bytes are not the canonical form (RFC 8785) of what they say");
    }

    /** All members but the long arrays. */
    public ObjectNode members() {
        return members;
    }

    /** The elements of a long array; null when there is no member of this name, and when it is no array. */
    public @Nullable Elements elements(String name) {
        return arrays.get(name);
    }

    /** The elements of an array, each read when its turn comes. */
    public static final class Elements implements Iterable<JsonNode> {
        private final byte[] bytes;
        private final CanonicalScan.Member member;

        private Elements(byte[] bytes, CanonicalScan.Member member) {
            this.bytes = bytes;
            this.member = member;
        }

        /** How many there are. */
        public int size() {
            return member.elements();
        }

        @Override
        public Iterator<JsonNode> iterator() {
            return StrictJson.elements(bytes, member.from(), member.to());
        }
    }
}
