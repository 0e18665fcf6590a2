// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is secret does not get into a log with the message that carries it. */
final class SecretsTest {
    private static final String SECRET = "k3VhT0secret";

    @Test
    void welcomeDoesNotShowTheSecretOfTheSessionNorTheSignature() {
        String shown = new ServerMessage.Welcome(
                SECRET,
                false,
                new ServerMessage.You(7, "Ada", "newcomer", List.of(), null),
                "Harbour",
                "key",
                SECRET,
                null,
                new ServerMessage.WorldInfo(0, new double[3], new double[4], Map.of()),
                new ServerMessage.Limits(1, 1, 1, 1, 1, 1, 1),
                30,
                0).toString();
        assertFalse(shown.contains(SECRET), shown);
        assertTrue(shown.contains("Ada"), shown);
    }

    @Test
    void helloDoesNotShowClaimSessionOrSignature() {
        byte[] signature = {42, 43, 44};
        var hello = new ClientMessage.Hello(
                1, "key", "nonce", signature, 0, "Ada", null, false, SECRET, new ClientMessage.Resume(SECRET, 3), null,
                null, SECRET);
        String shown = hello + " " + hello.resume();
        assertFalse(shown.contains(SECRET), shown);
        assertFalse(shown.contains("42"), shown);
        assertTrue(shown.contains("claims=true, resumes=true"), shown);
    }
}
