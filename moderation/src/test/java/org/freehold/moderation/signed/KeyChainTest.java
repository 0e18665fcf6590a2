// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.signed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.freehold.moderation.signed.KeySet.Step;
import org.freehold.moderation.signed.SignedDocument.Publication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All key sets of a publisher, and readers who come to them from different moments (B-04). */
final class KeyChainTest {
    private final SigningKey a = TestKeys.key(1);
    private final SigningKey b = TestKeys.key(2);
    private final SigningKey c = TestKeys.key(3);
    private final SigningKey d = TestKeys.key(4);
    /** a, then b, then two of b, c and d, then d. */
    private final KeyChain chain = KeyChain.NONE
            .with(step(set(1, 1, b), a, b))
            .with(step(set(2, 2, b, c, d), b, c))
            .with(step(set(3, 1, d), c, d));

    @Test
    void whoeverTrustedAnythingOfItIsLedToItsEnd() throws DocumentFault {
        for (KeySet from : List.of(pin(a), pin(b), pin(d), set(1, 1, b), set(2, 2, b, c, d), set(3, 1, d))) {
            assertEquals(set(3, 1, d), chain.follow(from), from.toString());
        }
        assertEquals(Optional.of(set(3, 1, d)), chain.last());
        assertEquals(Set.of(a.thumbprint(), b.thumbprint(), c.thumbprint(), d.thumbprint()), chain.everyKey());
    }

    @Test
    void whoeverTrustsSomethingElseStaysThere() throws DocumentFault {
        for (KeySet from : List.of(pin(TestKeys.key(5)), set(1, 1, a), set(2, 1, a), set(7, 1, d))) {
            assertSame(from, chain.follow(from), from.toString());
        }
        KeySet pin = pin(a);
        assertSame(pin, KeyChain.NONE.follow(pin));
    }

    @Test
    void aStepThatIsMissingLeadsNowhere() {
        KeyChain gap = new KeyChain(List.of(chain.steps().get(0), chain.steps().get(2)));
        assertThrows(DocumentFault.class, () -> gap.follow(pin(a)));
    }

    @Test
    void aForgedStepAfterTrueOnesSpoilsAll() {
        KeyChain forged = chain.with(step(set(4, 1, a), a));
        assertThrows(DocumentFault.class, () -> forged.follow(pin(b)));
    }

    @Test
    void anOldChainDoesNotLeadBack() throws DocumentFault {
        KeyChain old = new KeyChain(chain.steps().subList(0, 1));
        KeySet now = set(3, 1, d);
        assertSame(now, old.follow(now));
    }

    @Test
    void isReadAsItWasWritten() throws DocumentFault {
        KeyChain read = KeyChain.read(chain.bytes());
        assertEquals(3, read.steps().size());
        assertArrayEquals(chain.bytes(), read.bytes());
        assertEquals(set(3, 1, d), read.follow(pin(a)));
        assertEquals("{\"documents\":[]}", new String(KeyChain.NONE.bytes(), UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "[]", "{}", "{\"documents\":{}}", "{\"documents\":[],\"more\":1}", "{\"documents\":[1]}",
            "{\"documents\":[{\"document\":\"e30\"}]}", "{\"documents\":[{\"document\":\"!\",\"jws\":\"\"}]}",
            "{\"documents\":[{\"document\":\"e30\",\"jws\":1}]}",
            "{\"documents\":[{\"document\":\"e31\",\"jws\":\"\"}]}",
            "{\"documents\":[{\"document\":\"e30\",\"jws\":\"\",\"x\":1}]}"
    })
    void isNotReadFromAnythingElse(String text) {
        assertThrows(DocumentFault.class, () -> KeyChain.read(text.getBytes(UTF_8)));
    }

    @Test
    void hasAnEnd() {
        List<Step> many = new ArrayList<>();
        for (int i = 0; i <= KeySet.MAX_STEPS; i++) {
            many.add(chain.steps().getFirst());
        }
        assertThrows(IllegalArgumentException.class, () -> new KeyChain(many));
        assertThrows(DocumentFault.class, () -> KeyChain.read(new byte[KeyChain.MAX_BYTES + 1]));
    }

    private static KeySet pin(SigningKey key) {
        return KeySet.pinned(key.thumbprint());
    }

    private static KeySet set(int version, int threshold, SigningKey... keys) {
        TreeSet<String> thumbprints = new TreeSet<>();
        for (SigningKey key : keys) {
            thumbprints.add(key.thumbprint());
        }
        return new KeySet(version, threshold, thumbprints);
    }

    private static Step step(KeySet set, SigningKey... signers) {
        Publication published = SignedDocument.sign(set.members(), Arrays.asList(signers));
        return new Step(published.bytes(), published.jws());
    }
}
