// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.signed;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The public vectors for Ed25519. */
final class Ed25519Test {
    private static final byte[] MESSAGE = {1, 2, 3};

    @Test
    void signaturesAreThoseOfRfc8032() throws IOException {
        JsonNode tests = Vectors.read("rfc8032-ed25519.json").get("tests");
        assertEquals(5, tests.size());
        for (JsonNode test : tests) {
            SigningKey key = SigningKey.ofSeed(bytes(test, "seed"));
            assertEquals(Base64Url.encode(bytes(test, "pk")), key.publicKey());
            assertArrayEquals(bytes(test, "sig"), key.sign(bytes(test, "msg")), test.get("test").textValue());
        }
    }

    @Test
    void allOfWycheproofIsJudgedAsItShouldBe() throws IOException {
        JsonNode tests = Vectors.read("wycheproof-ed25519.json").get("tests");
        assertEquals(151, tests.size());
        for (JsonNode test : tests) {
            assertEquals(
                    test.get("result").textValue().equals("valid"),
                    Ed25519.verify(Base64Url.encode(bytes(test, "pk")), bytes(test, "msg"), bytes(test, "sig")),
                    "test " + test.get("tcId"));
        }
    }

    /** The base that RFC 9421 appendix B.2.6 gives for its request, and the key of appendix B.1.4. */
    @Test
    void theSignatureOfRfc9421Verifies() {
        String base =
                """
                        "date": Tue, 20 Apr 2021 02:07:55 GMT
                        "@method": POST
                        "@path": /foo
                        "@authority": example.com
                        "content-type": application/json
                        "content-length": 18
                        "@signature-params": ("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519\"""";
        byte[] signature = Base64.getDecoder()
                .decode("wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==");
        String key = "JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs";
        assertTrue(Ed25519.verify(key, base.getBytes(US_ASCII), signature));
        assertFalse(Ed25519.verify(key, base.replace("18\n", "19\n").getBytes(US_ASCII), signature));
    }

    @Test
    void onlyTheOneTextOfAKeyIsAKey() {
        String key = TestKeys.key(1).publicKey();
        byte[] signature = TestKeys.key(1).sign(MESSAGE);
        assertTrue(Ed25519.verify(key, MESSAGE, signature));
        // The last of 43 characters has two bits to spare.
        String alias = key.substring(0, 42) + (char) (key.charAt(42) + 1);
        for (String other : List.of(alias, key + "=", key + "A", key.substring(0, 42), "", " " + key, "é".repeat(43))) {
            assertFalse(Ed25519.isKey(other), other);
            assertFalse(Ed25519.verify(other, MESSAGE, signature), other);
        }
    }

    @Test
    void thirtyTwoBytesThatAreNoPointVerifyNothing() {
        byte[] signature = TestKeys.key(1).sign(MESSAGE);
        byte[] bytes = new byte[32];
        for (int first = 0; first < 256; first++) {
            Arrays.fill(bytes, (byte) first);
            assertFalse(Ed25519.verify(Base64Url.encode(bytes), MESSAGE, signature), "byte " + first);
        }
    }

    @Test
    void aSeedHasThirtyTwoBytes() {
        assertThrows(IllegalArgumentException.class, () -> SigningKey.ofSeed(new byte[31]));
        assertThrows(IllegalArgumentException.class, () -> SigningKey.ofSeed(new byte[33]));
    }

    @Test
    void aKeyDoesNotTellItsSecret() {
        SigningKey key = TestKeys.key(1);
        assertEquals("SigningKey " + key.thumbprint(), key.toString());
    }

    private static byte[] bytes(JsonNode test, String name) {
        return HexFormat.of().parseHex(test.get(name).textValue());
    }
}
