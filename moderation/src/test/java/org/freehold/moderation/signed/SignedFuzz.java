// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.signed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.freehold.moderation.signed.SignedDocument.Publication;
import org.junit.jupiter.api.Test;

/** Documents and signatures that are nearly right are accepted or a {@link DocumentFault}, and never another exception. */
final class SignedFuzz {
    private static final int ROUNDS = 100_000;
    private static final int MAX_BYTES = 2_000;
    private static final Mutations MUTATIONS = new Mutations(
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud800", "null", "true", "-", "0", "-0", "1e999", "1.5",
            "9007199254740992", "123456789012345678901234567890", "NaN", "\"a\":1", "\"kid\":", "\\u0007", "\\u000a",
            "\\n", "\\t\":[1],", "\"é\":2,", "\"🦊\":3,", "\"\uffee\":4,", "\"crit\":[\"b64\"]",
            "\0",
            "\u202e", "é", "🦊", " ", "[[[[[[[[[[[[[[[[[", "/*", "\uFEFF", ".", "..", "=", "AAAA", "eyJ");

    @Test
    void mutatedJsonIsReadOrRefused() {
        Random random = new Random(1);
        byte[][] seeds = Mutations.bytes(
                "{\"a\":[1,-2,true,false,null,\"x\\ny\",{}],\"b\":{\"c\":\"\\ud83e\\udd8a\"},\"max\":9007199254740991}",
                "{\"alg\":\"Ed25519\",\"b64\":false,\"crit\":[\"b64\"],\"kid\":\"x\"}",
                "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":[[[[[[[1]]]]]]]}}}}}}}}");
        int read = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = MUTATIONS.of(seeds[random.nextInt(seeds.length)], random);
            assertSameWithoutATree(bytes);
            try {
                ObjectNode object = StrictJson.parse(bytes, MAX_BYTES);
                assertSameWithoutATree(Jcs.bytes(object));
                // What is read can be written, and is then read as the same.
                byte[] canonical = Jcs.bytes(object);
                assertArrayEquals(canonical, Jcs.bytes(StrictJson.parse(canonical, canonical.length)));
                read++;
            } catch (DocumentFault fault) {
                assertTrue(String.valueOf(fault.getMessage()).length() < 300, fault.getMessage());
            }
        }
        assertTrue(read > ROUNDS / 100, "too little is still right: " + read);
        assertTrue(read < ROUNDS / 2, "mutations do too little: " + read);
    }

    @Test
    void randomBytesAreReadOrRefused() {
        Random random = new Random(2);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            assertSameWithoutATree(bytes);
            try {
                StrictJson.parse(bytes, MAX_BYTES);
            } catch (DocumentFault fault) {
                assertTrue(fault.getStackTrace().length == 0);
            }
        }
    }

    @Test
    void mutatedSignaturesNeverVerify() {
        Random random = new Random(3);
        List<SigningKey> signers = List.of(TestKeys.key(1), TestKeys.key(2));
        KeySet trusted = KeySet.pinned(TestKeys.key(1).thumbprint());
        ObjectNode members = KeySet.pinned(TestKeys.key(3).thumbprint()).members();
        Publication one = SignedDocument.sign(members, signers.subList(0, 1));
        Publication two = SignedDocument.sign(members, signers);
        byte[][] seeds = {one.jws().getBytes(UTF_8), two.jws().getBytes(UTF_8)};
        for (int i = 0; i < ROUNDS / 20; i++) {
            byte[] seed = seeds[random.nextInt(seeds.length)];
            String jws = new String(MUTATIONS.of(seed, random), UTF_8);
            if (jws.equals(one.jws()) || jws.equals(two.jws())) {
                continue;
            }
            try {
                SignedDocument.verify(one.bytes(), jws, trusted, MAX_BYTES);
                throw new AssertionError("accepted: " + jws);
            } catch (DocumentFault fault) {
                assertTrue(String.valueOf(fault.getMessage()).length() < 400, fault.getMessage());
            }
        }
    }

    private static void assertSameWithoutATree(byte[] bytes) {
        assertEquals(byTree(bytes), withoutATree(bytes), () -> new String(bytes, UTF_8));
    }

    private static String byTree(byte[] bytes) {
        try {
            ObjectNode tree = StrictJson.parse(bytes, MAX_BYTES);
            return Arrays.equals(bytes, Jcs.bytes(tree)) ? tree.toString() : DocumentFault.Reason.NOT_CANONICAL.text();
        } catch (DocumentFault fault) {
            return fault.reason().text() + fault.getMessage();
        }
    }

    private static String withoutATree(byte[] bytes) {
        try {
            CanonicalDocument document = CanonicalDocument.read(bytes, MAX_BYTES, Set.of("a"));
            ObjectNode whole = JsonNodeFactory.instance.objectNode();
            // In their place among the members, as the tree has them.
            for (CanonicalScan.Member member : Objects.requireNonNull(CanonicalScan.members(bytes))) {
                CanonicalDocument.Elements elements = document.elements(member.name());
                if (elements == null) {
                    whole.set(member.name(), document.members().get(member.name()));
                } else {
                    elements.forEach(whole.putArray(member.name())::add);
                    assertEquals(whole.get(member.name()).size(), elements.size());
                }
            }
            return whole.toString();
        } catch (DocumentFault fault) {
            return fault.reason() == DocumentFault.Reason.NOT_CANONICAL
                    ? fault.reason().text()
                    : fault.reason().text() + fault.getMessage();
        }
    }
}
