// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.rendezvous;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.freehold.moderation.signed.SigningKey;
import org.freehold.server.meeting.PlainLine;
import org.junit.jupiter.api.Test;

final class HostProofTest {
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final String OURS = "meet.example";
    private static final String NONCE = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

    private final SigningKey key = SigningKey.create(new SecureRandom());

    @Test
    void takesAWholeProof() {
        assertEquals(new HostProof.Proved(key.publicKey(), "Harbour"), check(proof()));
    }

    @Test
    void eachMemberCounts() {
        assertEquals("bad-value", code(proof().put("type", "introduce")));
        assertEquals("bad-value", code(proof().put("key", "short")));
        assertEquals("bad-value", code(proof().put("time", "now")));
        assertEquals("bad-name", code(proof().put("name", "\u202eruobraH")));
        assertEquals("bad-name", code(proof().put("name", "x".repeat(65))));
        assertEquals("other-rendezvous", code(proof().put("authority", "other.example")));
        assertEquals("other-rendezvous", code(proof().put("authority", "MEET.EXAMPLE")));
        assertEquals("clock", code(proof().put("time", NOW.toEpochMilli() - 300_001)));
        assertEquals("bad-signature", code(proof().put("time", NOW.toEpochMilli() + 1)));
        assertEquals("bad-signature", code(proof().put("name", "Harbor")));
        assertEquals("bad-signature", code(proof().put("key", SigningKey.create(new SecureRandom()).publicKey())));
        assertEquals("bad-signature", code(proof().put("signature", "")));
        assertEquals("bad-signature", code(proof().put("signature", "%")));
    }

    @Test
    void whateverComesIsRefusedInWords() {
        Random random = new Random(14);
        List<String> names = List.of("type", "authority", "key", "name", "time", "signature");
        for (int i = 0; i < 20_000; i++) {
            ObjectNode proof = proof();
            String changed = names.get(random.nextInt(names.size()));
            switch (random.nextInt(6)) {
                case 0 -> proof.remove(changed);
                case 1 -> proof.putNull(changed);
                case 2 -> proof.put(changed, random.nextLong());
                case 3 -> proof.putArray(changed).add(1);
                case 4 -> proof.putObject(changed);
                default -> proof.put(changed, random.ints(random.nextInt(80), 1, 0x2fff)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString());
            }
            HostProof.Wrong wrong = assertInstanceOf(HostProof.Wrong.class, check(proof), proof.toString());
            assertEquals(false, wrong.message().isEmpty() || wrong.whatToDo().isEmpty());
        }
    }

    private ObjectNode proof() {
        return PlainLine.registration(OURS, NONCE, key, "Harbour", NOW.toEpochMilli(), null);
    }

    private static HostProof.Result check(ObjectNode proof) {
        return HostProof.check(proof, NONCE, NOW, OURS::equals);
    }

    private static String code(ObjectNode proof) {
        return assertInstanceOf(HostProof.Wrong.class, check(proof)).code().code();
    }
}
