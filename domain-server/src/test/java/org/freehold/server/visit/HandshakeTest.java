// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Statements and signatures are those of docs/vectors/statements.json. */
final class HandshakeTest {

    @Test
    void statementsAndSignaturesAreTheGoldenOnes() throws Exception {
        for (JsonNode vector : statements()) {
            String domainKey = text(vector, "domainKey");
            String name = text(vector, "domainName");
            String visitorKey = text(vector, "visitorKey");
            String nonce = text(vector, "serverNonce");
            String statement = Handshake.visitorStatement(
                    domainKey, name, nonce, visitorKey, vector.path("time").longValue());
            assertEquals(text(vector, "visitorStatement"), statement);
            assertEquals(
                    text(vector, "domainStatement"),
                    Handshake.domainStatement(domainKey, name, text(vector, "clientNonce"), visitorKey));
            VisitorKey visitor = key(text(vector, "visitorSeed"), visitorKey);
            assertEquals(visitorKey, visitor.text());
            assertEquals(text(vector, "visitorSignature"), visitor.sign(statement));
            VisitorKey portable = key(text(vector, "portableSeed"), text(vector, "portableKey"));
            String shown = Handshake.portableStatement(domainKey, name, nonce, visitorKey, portable.text());
            assertEquals(text(vector, "portableStatement"), shown);
            assertEquals(text(vector, "portableSignature"), portable.sign(shown));
            assertTrue(VisitorKey.isSignedBy(
                    domainKey, text(vector, "domainStatement"), text(vector, "domainSignature")));
        }
    }

    @Test
    void wrongSignaturesAndKeysAreNone() throws IOException {
        JsonNode vector = statements().get(0);
        String key = text(vector, "domainKey");
        String statement = text(vector, "domainStatement");
        String signature = text(vector, "domainSignature");
        assertFalse(VisitorKey.isSignedBy(key, statement + " ", signature));
        assertFalse(VisitorKey.isSignedBy(text(vector, "visitorKey"), statement, signature));
        for (String bad : new String[] {"", "!", "AAAA", "_".repeat(43)}) {
            assertFalse(VisitorKey.isSignedBy(key, statement, bad));
            assertFalse(VisitorKey.isSignedBy(bad, statement, signature));
        }
    }

    private static VisitorKey key(String seed, String open) {
        VisitorKey key = VisitorKey.ofSeed(HexFormat.of().parseHex(seed));
        assertEquals(open, key.text());
        return key;
    }

    private static JsonNode statements() throws IOException {
        Path file = Path.of("docs", "vectors", "statements.json");
        return new JsonMapper().readTree((Files.exists(file) ? file : Path.of("..").resolve(file)).toFile());
    }

    private static String text(JsonNode vector, String name) {
        return vector.get(name).textValue();
    }
}
