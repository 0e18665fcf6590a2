// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.freehold.moderation.signed.Ed25519;
import org.junit.jupiter.api.Test;

/** The examples that the standards give. */
final class SignatureBaseTest {
    /** {@code test-key-ed25519} of RFC 9421 appendix B.1.4. */
    private static final String KEY = "JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs";

    private static final List<SignatureBase.Component> REQUEST = List.of(
            new SignatureBase.Component("date", "Tue, 20 Apr 2021 02:07:55 GMT"),
            new SignatureBase.Component("@method", "POST"),
            new SignatureBase.Component("@path", "/foo"),
            new SignatureBase.Component("@authority", "example.com"),
            new SignatureBase.Component("content-type", "application/json"),
            new SignatureBase.Component("content-length", "18"));
    private static final String INPUT = SignatureBase.input(REQUEST, ";created=1618884473;keyid=\"test-key-ed25519\"");

    @Test
    void isTheOneOfRfc9421AppendixB26() {
        assertEquals(
                """
                        "date": Tue, 20 Apr 2021 02:07:55 GMT
                        "@method": POST
                        "@path": /foo
                        "@authority": example.com
                        "content-type": application/json
                        "content-length": 18
                        "@signature-params": ("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519\"""",
                new String(SignatureBase.of(REQUEST, INPUT), StandardCharsets.UTF_8));
    }

    @Test
    void fitsTheSignatureOfRfc9421AppendixB26() {
        byte[] signature = Base64.getDecoder().decode(
                "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==");
        assertTrue(Ed25519.verify(KEY, SignatureBase.of(REQUEST, INPUT), signature));
    }

    /** The example of docs/protocol.md section 11.2. */
    @Test
    void theProtocolsOwnExampleIsRight() {
        String digest = ContentDigest.of("{\"handle\":7,\"reason\":\"flooding\"}".getBytes(StandardCharsets.UTF_8));
        var request = new RequestToSign("POST", "harbour.example:4080", "/api/people/kick", digest,
                "23evS5I21HMqEWaLk7TbZdydYQLCwwuq_12m4kF7HuU");
        var verifier = new RequestVerifier(() -> Instant.ofEpochSecond(1_795_176_000));
        assertInstanceOf(RequestVerifier.Signed.class, verifier.verify(request, new SignatureHeaders(
                "sha-256=:iB/RtkTNirkwGxLx7B+rQ15WCJgahoGTMfEJb7ZkIRc=:",
                "23evS5I21HMqEWaLk7TbZdydYQLCwwuq_12m4kF7HuU",
                "freehold=(\"@method\" \"@authority\" \"@path\" \"content-digest\" \"freehold-domain\");created=1795176000;nonce=\"abcdefghijklmnopqrstuv\";keyid=\"JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs\";tag=\"freehold-api\"",
                "freehold=:dAsyLRoN1yKv5dgNlbN7G5ZbtGt8GK9ltyati9OMaMQ3MnpteYS3lZlkBQUzhfsKb6DMHWR5UEJs/FO224OmDg==:")));
    }

    @Test
    void digestsAreThoseOfRfc9530() {
        assertEquals("sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:",
                ContentDigest.of("{\"hello\": \"world\"}\n".getBytes(StandardCharsets.UTF_8)));
        assertEquals("sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:", ContentDigest.of(new byte[0]));
    }

    @Test
    void anAuthorityHasNoUsualPortAndNoCapitals() {
        assertEquals("example.com", RequestToSign.authority("Example.COM:443", true));
        assertEquals("example.com:443", RequestToSign.authority("example.com:443", false));
        assertEquals("example.com", RequestToSign.authority("example.com:80", false));
        assertEquals("[::1]:4080", RequestToSign.authority("[::1]:4080", false));
    }
}
