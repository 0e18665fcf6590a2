// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.signed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.freehold.moderation.signed.DocumentFault.Reason;
import org.freehold.moderation.signed.SignedDocument.Publication;
import org.junit.jupiter.api.Test;

/** A document is accepted exactly as it was signed, by those whose signature counts, and not otherwise. */
final class SignedDocumentTest {
    private static final int MAX_BYTES = 10_000;

    private final SigningKey alice = TestKeys.key(1);
    private final SigningKey mallory = TestKeys.key(2);
    private final KeySet trusted = KeySet.pinned(alice.thumbprint());
    private final Publication published = SignedDocument.sign(members(), List.of(alice));

    @Test
    void whatIsSignedIsReadBackAsItWas() throws DocumentFault {
        SignedDocument read = SignedDocument.verify(published.bytes(), published.jws(), trusted, MAX_BYTES);
        assertEquals("{\"name\":\"Zoë\",\"seq\":17,\"type\":\"test/1\"}", new String(read.bytes(), UTF_8));
        assertEquals("Zoë", read.members().get("name").textValue());
        assertEquals(Set.of(alice.thumbprint()), read.signers());
    }

    @Test
    void eachFlippedBitOfTheDocumentIsRefused() {
        for (int at = 0; at < published.bytes().length * 8; at++) {
            byte[] flipped = published.bytes().clone();
            flipped[at / 8] ^= (byte) (1 << at % 8);
            assertEquals(Reason.WRONG_SIGNATURE, reason(flipped, published.jws()));
        }
    }

    @Test
    void eachFlippedBitOfTheSignatureIsRefused() {
        byte[] jws = published.jws().getBytes(ISO_8859_1);
        for (int at = 0; at < jws.length * 8; at++) {
            byte[] flipped = jws.clone();
            flipped[at / 8] ^= (byte) (1 << at % 8);
            String text = new String(flipped, ISO_8859_1);
            assertThrows(
                    DocumentFault.class,
                    () -> SignedDocument.verify(published.bytes(), text, trusted, MAX_BYTES),
                    text);
        }
    }

    @Test
    void anotherKeyBehindTheSameAddressIsRefused() {
        Publication swapped = SignedDocument.sign(members(), List.of(mallory));
        assertEquals(Reason.UNTRUSTED, reason(swapped.bytes(), swapped.jws()));
    }

    @Test
    void oneWrongSignatureAmongSeveralSpoilsTheDocument() {
        List<DetachedJws> signatures = List.of(
                DetachedJws.sign(published.bytes(), alice),
                DetachedJws.sign("something else".getBytes(UTF_8), mallory));
        assertEquals(Reason.WRONG_SIGNATURE, reason(published.bytes(), DetachedJws.text(signatures)));
    }

    @Test
    void severalSignersAreAllNamed() throws DocumentFault {
        Publication both = SignedDocument.sign(members(), List.of(mallory, alice));
        SignedDocument read = SignedDocument.verify(both.bytes(), both.jws(), trusted, MAX_BYTES);
        assertEquals(Set.of(alice.thumbprint(), mallory.thumbprint()), read.signers());
    }

    @Test
    void tooLargeIsSaidBeforeAnythingElseIsLookedAt() throws DocumentFault {
        int size = published.bytes().length;
        SignedDocument.verify(published.bytes(), published.jws(), trusted, size);
        DocumentFault fault = assertThrows(
                DocumentFault.class, () -> SignedDocument.verify(published.bytes(), "rubbish", trusted, size - 1));
        assertEquals(Reason.TOO_LARGE, fault.reason());
    }

    @Test
    void theSignatureIsCheckedBeforeTheDocumentIsParsed() {
        byte[] hostile = "[".repeat(9_000).getBytes(UTF_8);
        assertEquals(Reason.WRONG_SIGNATURE, reason(hostile, published.jws()));
    }

    @Test
    void signedJsonInAnotherFormIsRefused() {
        for (String text : List.of("{\"b\":1,\"a\":2}", "{\"a\": 1}", "{\"a\":1}\n", "{\"a\":\"\\u0041\"}",
                "{\"a\":\"\\/\"}")) {
            byte[] bytes = text.getBytes(UTF_8);
            assertEquals(Reason.NOT_CANONICAL, reason(bytes, DetachedJws.sign(bytes, alice).text()), text);
        }
    }

    @Test
    void signedRubbishIsRefused() {
        byte[] bytes = "<html>".getBytes(UTF_8);
        assertEquals(Reason.NOT_JSON, reason(bytes, DetachedJws.sign(bytes, alice).text()));
    }

    private Reason reason(byte[] bytes, String jws) {
        return assertThrows(DocumentFault.class, () -> SignedDocument.verify(bytes, jws, trusted, MAX_BYTES))
                .reason();
    }

    private static ObjectNode members() {
        return JsonNodeFactory.instance.objectNode().put("type", "test/1").put("seq", 17).put("name", "Zoë");
    }
}
