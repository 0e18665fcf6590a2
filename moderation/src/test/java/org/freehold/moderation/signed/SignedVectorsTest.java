// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.signed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.freehold.moderation.signed.SignedDocument.Publication;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The vectors in docs/vectors, which were made without this code, by the way that docs/ban-list-format.md describes. */
final class SignedVectorsTest {
    private static final int MAX_BYTES = 10_000;

    @Test
    void documentsAreAcceptedOrRefusedAsTheVectorsSay() throws IOException {
        int right = 0;
        for (JsonNode vector : vectors()) {
            assertEquals(vector.get("fault").textValue(), fault(vector), vector.get("about").textValue());
            right += vector.get("fault").isNull() ? 1 : 0;
        }
        assertTrue(right >= 3, "too few are right: " + right);
    }

    @Test
    void theSameKeyMakesTheSameSignatureHere() throws IOException, DocumentFault {
        JsonNode vector = vectors().get(0);
        byte[] document = vector.get("document").textValue().getBytes(UTF_8);
        Publication made = SignedDocument.sign(StrictJson.parse(document, MAX_BYTES), List.of(TestKeys.key(1)));
        assertEquals(vector.get("document").textValue(), new String(made.bytes(), UTF_8));
        assertEquals(vector.get("jws").textValue(), made.jws());
    }

    @Test
    void keySetsLeadWhereTheVectorsSay() throws IOException {
        JsonNode all = new ObjectMapper().readTree(Path.of("../docs/vectors/key-sets.json").toFile());
        assertTrue(all.size() >= 20, "too few: " + all.size());
        for (JsonNode vector : all) {
            KeySet from = KeySet.pinned(vector.get("from").textValue());
            String about = vector.get("about").textValue();
            try {
                KeySet led = KeyChain.read(Jcs.bytes((ObjectNode) vector.get("chain"))).follow(from);
                assertEquals(
                        vector.get("leadsTo").isNull() ? from.members() : vector.get("leadsTo"), led.members(), about);
                assertFalse(vector.get("fault").booleanValue(), about);
            } catch (DocumentFault fault) {
                assertTrue(vector.get("fault").booleanValue(), about + ": " + fault.getMessage());
            }
        }
    }

    private static @Nullable String fault(JsonNode vector) {
        try {
            SignedDocument.verify(
                    vector.get("document").textValue().getBytes(UTF_8),
                    vector.get("jws").textValue(),
                    KeySet.pinned(vector.get("thumbprint").textValue()),
                    MAX_BYTES);
            return null;
        } catch (DocumentFault fault) {
            return fault.reason().text();
        }
    }

    private static JsonNode vectors() throws IOException {
        return new ObjectMapper().readTree(Path.of("../docs/vectors/signed-documents.json").toFile());
    }
}
