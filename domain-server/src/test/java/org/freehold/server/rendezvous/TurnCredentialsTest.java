// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.rendezvous;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Credentials are those of docs/vectors/rendezvous.json. */
final class TurnCredentialsTest {

    @Test
    void makesTheCredentialsOfTheVectors() throws IOException {
        for (JsonNode vector : new ObjectMapper()
                .readTree(Path.of("..", "docs", "vectors", "rendezvous.json").toFile())) {
            String[] parts = vector.get("turnUsername").textValue().split(":", 2);
            TurnCredentials made = TurnCredentials.until(
                    Instant.ofEpochSecond(Long.parseLong(parts[0])), parts[1], vector.get("turnSecret").textValue());
            assertEquals(vector.get("turnUsername").textValue(), made.username());
            assertEquals(vector.get("turnCredential").textValue(), made.credential());
            assertFalse(made.toString().contains(made.credential()));
        }
    }
}
