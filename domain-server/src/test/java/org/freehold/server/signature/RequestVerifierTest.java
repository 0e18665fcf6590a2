// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.freehold.moderation.signed.SigningKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestVerifierTest {
    private static final byte[] BODY = "{\"reason\":\"flooding\"}".getBytes(StandardCharsets.UTF_8);
    private static final String DOMAIN = "23evS5I21HMqEWaLk7TbZdydYQLCwwuq_12m4kF7HuU";
    private static final RequestToSign REQUEST =
            new RequestToSign("POST", "harbour.example", "/api/people/kick", ContentDigest.of(BODY), DOMAIN);

    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private final RequestVerifier verifier = new RequestVerifier(() -> now);
    private final SecureRandom random = new SecureRandom();
    private final SigningKey secret = SigningKey.create(random);
    private final String key = secret.publicKey();
    private final RequestSigner signer = new RequestSigner(secret, () -> now, random);
    private SignatureHeaders signed = new SignatureHeaders("", "", "", "");

    @BeforeEach
    void signOne() {
        signed = signer.sign("POST", "harbour.example", "/api/people/kick", DOMAIN, BODY);
    }

    @Test
    void saysWhoSigned() {
        var found = assertInstanceOf(RequestVerifier.Signed.class, verifier.verify(REQUEST, signed));
        assertEquals(key, found.key());
        assertEquals(now.getEpochSecond(), found.created());
        assertEquals(24, found.nonce().length());
    }

    @Test
    void theOrderOfWhatIsCoveredIsTheSigners() {
        assertInstanceOf(RequestVerifier.Signed.class, verifier.verify(REQUEST, signedAs(
                "freehold=(\"content-digest\" \"@path\" \"@method\" \"freehold-domain\" \"@authority\")"
                        + parameters())));
    }

    @Test
    void refusesAnotherMethodAuthorityPathBodyOrDomain() {
        String digest = REQUEST.contentDigest();
        assertNotSigned(new RequestToSign("PUT", "harbour.example", "/api/people/kick", digest, DOMAIN), signed);
        assertNotSigned(new RequestToSign("POST", "other.example", "/api/people/kick", digest, DOMAIN), signed);
        assertNotSigned(new RequestToSign("POST", "harbour.example", "/api/people/warn", digest, DOMAIN), signed);
        String another = DOMAIN.replace('2', '3');
        assertNotSigned(new RequestToSign("POST", "harbour.example", "/api/people/kick", digest, another), signed);
        String detail = assertNotSigned(
                new RequestToSign(
                        "POST", "harbour.example", "/api/people/kick", ContentDigest.of(new byte[] {'{', '}'}),
                        DOMAIN),
                signed);
        assertTrue(detail.startsWith("Content-Digest is not"), detail);
    }

    @Test
    void refusesADigestThatWasChangedWithTheBody() {
        String other = ContentDigest.of(new byte[0]);
        assertNotSigned(
                new RequestToSign("POST", "harbour.example", "/api/people/kick", other, DOMAIN),
                new SignatureHeaders(other, DOMAIN, signed.input(), signed.signature()));
    }

    @Test
    void refusesWhatIsTooOldOrFromTheFuture() {
        Instant then = now;
        now = then.plusSeconds(300);
        assertInstanceOf(RequestVerifier.Signed.class, verifier.verify(REQUEST, signed));
        now = then.plusSeconds(301);
        assertTrue(assertNotSigned(REQUEST, signed).contains("set the clock"));
        now = then.minusSeconds(300);
        assertInstanceOf(RequestVerifier.Signed.class, verifier.verify(REQUEST, signed));
        now = then.minusSeconds(301);
        assertNotSigned(REQUEST, signed);
    }

    @Test
    void refusesTheSignatureOfAnotherKey() {
        String other = SigningKey.create(random).publicKey();
        assertNotSigned(REQUEST, new SignatureHeaders(
                signed.contentDigest(), DOMAIN, signed.input().replace(key, other), signed.signature()));
    }

    @Test
    void refusesAnyFlippedBitOfTheSignature() {
        byte[] bytes = Base64.getDecoder().decode(signed.signature().substring("freehold=:".length(), 98));
        for (int bit = 0; bit < bytes.length * 8; bit += 7) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertNotSigned(REQUEST, withSignature(flipped));
        }
        assertInstanceOf(RequestVerifier.Signed.class, verifier.verify(REQUEST, withSignature(bytes)));
    }

    @Test
    void refusesASignatureWithAByteMore() {
        byte[] bytes = Base64.getDecoder().decode(signed.signature().substring("freehold=:".length(), 98));
        byte[] longer = Arrays.copyOf(bytes, 65);
        assertNotSigned(REQUEST, withSignature(longer));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "(\"@authority\" \"@path\" \"content-digest\" \"freehold-domain\")P",
            "(\"@method\" \"@path\" \"content-digest\" \"freehold-domain\")P",
            "(\"@method\" \"@authority\" \"content-digest\" \"freehold-domain\")P",
            "(\"@method\" \"@authority\" \"@path\" \"freehold-domain\")P",
            "(\"@method\" \"@authority\" \"@path\" \"content-digest\")P",
            "()P",
            "(\"@method\" \"@authority\" \"@path\" \"content-digest\" \"freehold-domain\" \"content-digest\")P",
            "(\"@method\" \"@authority\" \"@path\" \"content-digest\" \"freehold-domain\" \"x-other\")P",
            "(\"@method\" \"@authority\" \"@path\" \"content-digest\" \"freehold-domain\";sf)P",
            "(\"@method\"  \"@authority\" \"@path\" \"content-digest\" \"freehold-domain\")P"
    })
    void refusesWhatDoesNotCoverExactlyWhatMatters(String list) {
        // Each is signed rightly for what it says, so that only what it covers is wrong.
        assertNotSigned(REQUEST, signedAs("freehold=" + list.replace("P", parameters())));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "N;keyid=K;tag=T",
            ";created=C;keyid=K;tag=T",
            ";created=CN;tag=T",
            ";created=CN;keyid=K",
            ";created=CN;keyid=K;tag=\"other\"",
            ";created=CN;keyid=K;tag=T;alg=\"hmac-sha256\"",
            ";created=CN;keyid=K;tag=T;alg=\"ed25519\"",
            ";created=CN;keyid=K;tag=T;created=C",
            ";created=CN;keyid=K;keyid=K;tag=T",
            ";created=\"1\"N;keyid=K;tag=T",
            ";created=1.5N;keyid=K;tag=T",
            ";created=99999999999999999999N;keyid=K;tag=T",
            ";created=C;nonce=\"short\";keyid=K;tag=T",
            ";created=CN;keyid=\"test-key-ed25519\";tag=T",
            ";created=CN;keyid=K;tag=T;",
            ";created=CN;keyid=K;tag=T, other=()",
            ""
    })
    void refusesParametersThatAreMissingUnknownTwiceOrOfTheWrongForm(String parameters) {
        assertNotSigned(REQUEST, signedAs(
                "freehold=(\"@method\" \"@authority\" \"@path\" \"content-digest\" \"freehold-domain\")"
                        + filled(parameters)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "freehold", "freehold=", "freehold=:AAAA:", "other=:AAAA:", "freehold=AAAA"})
    void refusesASignatureOfAnotherForm(String signature) {
        assertNotSigned(REQUEST, new SignatureHeaders(signed.contentDigest(), DOMAIN, signed.input(), signature));
    }

    @Test
    void aHugeHeaderIsRefusedAtOnce() {
        assertNotSigned(REQUEST, new SignatureHeaders(
                signed.contentDigest(), DOMAIN, "freehold=(" + "\"@method\" ".repeat(100_000) + ")",
                signed.signature()));
    }

    private String parameters() {
        return filled(";created=CN;keyid=K;tag=T");
    }

    private String filled(String parameters) {
        return parameters
                .replace("T", "\"freehold-api\"")
                .replace("N", ";nonce=\"abcdefghijklmnopqrstuv\"")
                .replace("C", Long.toString(now.getEpochSecond()))
                .replace("K", "\"" + key + "\"");
    }

    /** Signed as any library would that takes the header at its word. */
    private SignatureHeaders signedAs(String input) {
        String list = input.substring("freehold=".length());
        StringBuilder base = new StringBuilder();
        for (String name : list.substring(1, list.indexOf(')')).split(" ", -1)) {
            base.append(name).append(": ").append(switch (name) {
                case "\"@method\"" -> REQUEST.method();
                case "\"@authority\"" -> REQUEST.authority();
                case "\"@path\"" -> REQUEST.path();
                case "\"freehold-domain\"" -> REQUEST.domain();
                default -> REQUEST.contentDigest();
            }).append('\n');
        }
        byte[] bytes = base.append("\"@signature-params\": ").append(list).toString().getBytes(StandardCharsets.UTF_8);
        return new SignatureHeaders(signed.contentDigest(), DOMAIN, input,
                "freehold=:" + Base64.getEncoder().encodeToString(secret.sign(bytes)) + ":");
    }

    private SignatureHeaders withSignature(byte[] bytes) {
        return new SignatureHeaders(signed.contentDigest(), DOMAIN, signed.input(),
                "freehold=:" + Base64.getEncoder().encodeToString(bytes) + ":");
    }

    private String assertNotSigned(RequestToSign request, SignatureHeaders headers) {
        return assertInstanceOf(RequestVerifier.NotSigned.class, verifier.verify(request, headers)).detail();
    }
}
