// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.freehold.moderation.signed.Ed25519;
import org.freehold.moderation.signed.SigningKey;
import org.junit.jupiter.api.Test;

/** Links and statements are those of docs/vectors/rendezvous.json. */
final class HostLinkTest {
    private static final Path VECTORS = Path.of("..", "docs", "vectors", "rendezvous.json");
    private static final String PART = "abcdefghijklmnopqrstuvwx23";

    @Test
    void makesTheLinksOfTheVectors() throws IOException {
        for (JsonNode vector : new ObjectMapper().readTree(VECTORS.toFile())) {
            String key = vector.get("hostKey").textValue();
            HostLink link = HostLink.of(vector.get("hostName").textValue(), key);
            assertEquals(vector.get("path").textValue(), link.path());
            assertEquals(vector.get("keyPart").textValue(), link.keyPart());
            assertEquals(Optional.of(link), HostLink.at(link.path()));
        }
    }

    @Test
    void signsTheStatementsOfTheVectors() throws IOException {
        for (JsonNode vector : new ObjectMapper().readTree(VECTORS.toFile())) {
            SigningKey key = SigningKey.ofSeed(HexFormat.of().parseHex(vector.get("hostSeed").textValue()));
            byte[] statement = Statements.host(
                    vector.get("authority").textValue(), vector.get("nonce").textValue(), key.publicKey(),
                    vector.get("hostName").textValue(), vector.get("time").longValue());
            assertEquals(vector.get("statement").textValue(), new String(statement, StandardCharsets.UTF_8));
            byte[] signature = Base64.getUrlDecoder().decode(vector.get("signature").textValue());
            assertTrue(Ed25519.verify(vector.get("hostKey").textValue(), statement, signature));
        }
    }

    @Test
    void goesByTheKeyPartWhateverTheNameSays() {
        assertEquals(Optional.of(new HostLink("any-thing", PART)), HostLink.at("/d/any-thing-" + PART));
        assertEquals(Optional.of(new HostLink("", PART)), HostLink.at("/d/" + PART));
    }

    @Test
    void takesNothingElseForALink() {
        for (String path : new String[] {
                "/d/", "/d/harbour", "/d/harbour-" + PART.substring(1), "/d/a/" + PART, "/x/" + PART,
                "/d/" + PART + "/",
                "/d/x-" + PART.replace('a', 'A'), "/d/x-" + PART.replace('2', '1'), "/d/x-" + PART + "/index.html"
        }) {
            assertEquals(Optional.empty(), HostLink.at(path), path);
        }
        assertFalse(HostLink.isKeyPart(PART + "a"));
    }
}
