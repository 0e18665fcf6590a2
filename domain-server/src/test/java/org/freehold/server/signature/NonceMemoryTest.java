// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.freehold.server.signature.NonceMemory.Answer;
import org.freehold.server.signature.RequestVerifier.Signed;
import org.junit.jupiter.api.Test;

final class NonceMemoryTest {
    private Instant now = Instant.ofEpochSecond(1_000_000);
    private final NonceMemory memory = new NonceMemory(2, () -> now);

    @Test
    void knowsWhatCameBefore() {
        assertEquals(Answer.NEW, memory.remember(signed("key", "one")));
        assertEquals(Answer.SEEN, memory.remember(signed("key", "one")));
        assertEquals(Answer.NEW, memory.remember(signed("other", "one")), "another's nonce is another");
    }

    @Test
    void aNonceIsNotNewBecauseTheTimeBesideItIs() {
        assertEquals(Answer.NEW, memory.remember(signed("key", "one")));
        now = now.plusSeconds(1);
        assertEquals(Answer.SEEN, memory.remember(signed("key", "one")));
    }

    @Test
    void forgetsNothingThatWouldStillBeTaken() {
        memory.remember(signed("key", "one"));
        Signed first = signed("key", "one");
        now = now.plus(RequestVerifier.TOLERANCE);
        assertEquals(Answer.SEEN, memory.remember(first));
    }

    @Test
    void whenFullItTakesNoMoreUntilSomethingIsTooOld() {
        memory.remember(signed("key", "one"));
        now = now.plusSeconds(10);
        memory.remember(signed("key", "two"));
        assertEquals(Answer.FULL, memory.remember(signed("key", "three")));
        now = now.plus(RequestVerifier.TOLERANCE).minusSeconds(9);
        assertEquals(Answer.NEW, memory.remember(signed("key", "three")));
        assertEquals(Answer.FULL, memory.remember(signed("key", "four")));
    }

    private Signed signed(String key, String nonce) {
        return new Signed(key, nonce, now.getEpochSecond());
    }
}
