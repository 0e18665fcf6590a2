// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.signed;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.freehold.moderation.Thumbprint;
import org.freehold.moderation.signed.DocumentFault.Reason;
import org.junit.jupiter.api.Test;

/** Signatures beside a document: the public vectors, and that nothing but our one form is accepted. */
final class DetachedJwsTest {
    private static final byte[] CONTENT = "{\"a\":1}".getBytes(UTF_8);

    private final SigningKey key = TestKeys.key(1);
    private final String jwk = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + key.publicKey() + "\"}";
    private final String kid = "\"" + key.thumbprint() + "\"";

    /** RFC 7797 section 4.2 signs with HMAC, which is not accepted here; what is signed is made in the same way. */
    @Test
    void whatIsSignedIsThatOfRfc7797() throws GeneralSecurityException {
        String header = Base64Url.encode("{\"alg\":\"HS256\",\"b64\":false,\"crit\":[\"b64\"]}".getBytes(US_ASCII));
        assertEquals("eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19", header);
        assertEquals(
                "A5dxf2s96_n5FLueVuW1Z_vh161FwXZC4YLPff6dmDY",
                Base64Url.encode(hmac(DetachedJws.signingInput(header, "$.02".getBytes(US_ASCII)))));
        refused(header + "..A5dxf2s96_n5FLueVuW1Z_vh161FwXZC4YLPff6dmDY");
    }

    /** RFC 7515 appendix A.1: the same for encoded content. */
    @Test
    void base64urlIsThatOfRfc7515() throws GeneralSecurityException {
        String header = Base64Url.encode("{\"typ\":\"JWT\",\r\n \"alg\":\"HS256\"}".getBytes(US_ASCII));
        assertEquals("eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9", header);
        String payload =
                "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
        assertArrayEquals(
                "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}".getBytes(US_ASCII),
                Base64Url.decode(payload).orElseThrow());
        assertEquals(
                "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
                Base64Url.encode(hmac(DetachedJws.signingInput(header, payload.getBytes(US_ASCII)))));
    }

    /** RFC 8037 appendix A.1 to A.5: a key, its thumbprint, and a JWS; RFC 7515 appendix F takes the content out of it. */
    @Test
    void keysAndSignaturesAreThoseOfRfc8037() {
        SigningKey theirs =
                SigningKey.ofSeed(Base64.getUrlDecoder().decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"));
        assertEquals("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", theirs.publicKey());
        assertEquals("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", theirs.thumbprint());
        String header = Base64Url.encode("{\"alg\":\"EdDSA\"}".getBytes(US_ASCII));
        String payload = Base64Url.encode("Example of Ed25519 signing".getBytes(US_ASCII));
        byte[] input = DetachedJws.signingInput(header, payload.getBytes(US_ASCII));
        assertEquals("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc", new String(input, US_ASCII));
        String signature =
                "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
        assertEquals(signature, Base64Url.encode(theirs.sign(input)));
        assertTrue(Ed25519.verify(theirs.publicKey(), input, Base64Url.decode(signature).orElseThrow()));
        // Content that is not critical to be unencoded is another signature: refused for its form.
        refused(header + ".." + signature);
    }

    @Test
    void theHeaderIsAsDescribed() throws DocumentFault {
        String text = DetachedJws.sign(CONTENT, key).text();
        assertEquals(
                "{\"alg\":\"Ed25519\",\"b64\":false,\"crit\":[\"b64\"],\"jwk\":" + jwk + ",\"kid\":" + kid + "}",
                new String(Base64.getUrlDecoder().decode(text.substring(0, text.indexOf('.'))), UTF_8));
        DetachedJws read = DetachedJws.read(text);
        assertEquals(key.thumbprint(), read.keyId());
        assertEquals(text, read.text());
        read.verify(CONTENT);
    }

    @Test
    void theOlderNameOfTheAlgorithmIsRead() throws DocumentFault {
        DetachedJws
                .read(signed(
                        "{\"alg\":\"EdDSA\",\"b64\":false,\"crit\":[\"b64\"],\"jwk\":" + jwk + ",\"kid\":" + kid + "}"))
                .verify(CONTENT);
    }

    @Test
    void withoutAKeyInTheHeaderTheReaderMustHaveIt() throws DocumentFault {
        DetachedJws read =
                DetachedJws.read(signed("{\"alg\":\"Ed25519\",\"b64\":false,\"crit\":[\"b64\"],\"kid\":" + kid + "}"));
        read.verify(CONTENT, key.publicKey());
        assertEquals(
                Reason.BAD_SIGNATURE_FORM,
                assertThrows(DocumentFault.class, () -> read.verify(CONTENT)).reason());
        assertEquals(
                Reason.UNTRUSTED,
                assertThrows(DocumentFault.class, () -> read.verify(CONTENT, TestKeys.key(2).publicKey()))
                        .reason());
    }

    @Test
    void everyOtherHeaderIsRefusedAlthoughItIsSigned() {
        String start = "{\"alg\":\"Ed25519\",\"b64\":false,\"crit\":[\"b64\"]";
        for (String header : List.of(
                "{\"alg\":\"none\",\"b64\":false,\"crit\":[\"b64\"],\"jwk\":" + jwk + ",\"kid\":" + kid + "}",
                "{\"alg\":\"HS256\",\"b64\":false,\"crit\":[\"b64\"],\"jwk\":" + jwk + ",\"kid\":" + kid + "}",
                "{\"alg\":\"ED25519\",\"b64\":false,\"crit\":[\"b64\"],\"jwk\":" + jwk + ",\"kid\":" + kid + "}",
                "{\"alg\":[\"Ed25519\"],\"b64\":false,\"crit\":[\"b64\"],\"jwk\":" + jwk + ",\"kid\":" + kid + "}",
                "{\"b64\":false,\"crit\":[\"b64\"],\"jwk\":" + jwk + ",\"kid\":" + kid + "}",
                "{\"alg\":\"Ed25519\",\"jwk\":" + jwk + ",\"kid\":" + kid + "}",
                "{\"alg\":\"Ed25519\",\"b64\":false,\"jwk\":" + jwk + ",\"kid\":" + kid + "}",
                "{\"alg\":\"Ed25519\",\"b64\":true,\"crit\":[\"b64\"],\"jwk\":" + jwk + ",\"kid\":" + kid + "}",
                "{\"alg\":\"Ed25519\",\"b64\":\"false\",\"crit\":[\"b64\"],\"jwk\":" + jwk + ",\"kid\":" + kid + "}",
                "{\"alg\":\"Ed25519\",\"b64\":false,\"crit\":[],\"jwk\":" + jwk + ",\"kid\":" + kid + "}",
                "{\"alg\":\"Ed25519\",\"b64\":false,\"crit\":\"b64\",\"jwk\":" + jwk + ",\"kid\":" + kid + "}",
                "{\"alg\":\"Ed25519\",\"b64\":false,\"crit\":{\"0\":\"b64\"},\"jwk\":" + jwk + ",\"kid\":" + kid + "}",
                "{\"alg\":\"Ed25519\",\"b64\":false,\"crit\":[\"b64\",\"exp\"],\"exp\":1,\"jwk\":" + jwk + ",\"kid\":"
                        + kid + "}",
                "{\"alg\":\"Ed25519\",\"b64\":false,\"crit\":[\"b64\",\"b64\"],\"jwk\":" + jwk + ",\"kid\":" + kid
                        + "}",
                start + ",\"jwk\":" + jwk + "}",
                start + ",\"jwk\":" + jwk + ",\"kid\":\"" + TestKeys.key(2).thumbprint() + "\"}",
                start + ",\"jwk\":" + jwk + ",\"kid\":\"" + key.publicKey() + "\"}",
                start + ",\"jwk\":" + jwk + ",\"kid\":1}",
                start + ",\"jwk\":null,\"kid\":" + kid + "}",
                start + ",\"jwk\":" + jwk.replace("OKP", "EC") + ",\"kid\":" + kid + "}",
                start + ",\"jwk\":" + jwk.replace("}", ",\"d\":\"" + key.publicKey() + "\"}") + ",\"kid\":" + kid + "}",
                start + ",\"jwk\":{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"\"},\"kid\":\"" + Thumbprint.of("")
                        + "\"}",
                start + ",\"jku\":\"https://evil.example/\",\"jwk\":" + jwk + ",\"kid\":" + kid + "}",
                start + ",\"kid\":" + kid + ",\"kid\":" + kid + "}",
                start + ",\"alg\":\"Ed25519\",\"kid\":" + kid + "}",
                "[]",
                "",
                start + ",\"jwk\":" + jwk + ",\"kid\":" + kid + ",\"x\":\"" + "y".repeat(2000) + "\"}")) {
            String text = signed(header);
            assertThrows(DocumentFault.class, () -> DetachedJws.read(text), header);
        }
    }

    @Test
    void everyOtherFormIsRefused() {
        String text = DetachedJws.sign(CONTENT, key).text();
        String header = text.substring(0, text.indexOf('.'));
        String signature = text.substring(text.lastIndexOf('.') + 1);
        byte[] bytes = Base64.getUrlDecoder().decode(signature);
        byte[] longer = Arrays.copyOf(bytes, 65);
        byte[] shorter = Arrays.copyOf(bytes, 63);
        for (String other : List.of(
                "",
                "..",
                header,
                header + "." + signature,
                header + "." + Base64Url.encode(CONTENT) + "." + signature,
                header + "..." + signature,
                header + "..",
                ".." + signature,
                text + "==",
                text + "\n",
                " " + text,
                header + "=.." + signature,
                header + ".." + Base64Url.encode(longer),
                header + ".." + Base64Url.encode(shorter),
                // The last character of 64 bytes has four bits to spare.
                text.substring(0, text.length() - 1) + (char) (text.charAt(text.length() - 1) + 1),
                header + ".." + Base64.getEncoder().encodeToString(bytes),
                "{\"signatures\":[]}",
                "{\"signatures\":{}}",
                "{}",
                "{\"payload\":\"\",\"signatures\":[{\"protected\":\"" + header + "\",\"signature\":\"" + signature
                        + "\"}]}",
                "{\"signatures\":[{\"header\":{},\"protected\":\"" + header + "\",\"signature\":\"" + signature
                        + "\"}]}",
                "{\"signatures\":[{\"signature\":\"" + signature + "\",\"protected\":\"" + header + "\"}]}",
                "{\"signatures\":[\"" + text + "\"]}",
                "{" + "x".repeat(100_000),
                "x".repeat(100_000))) {
            refused(other);
        }
    }

    @Test
    void severalSignaturesAreReadBackAsTheyWere() throws DocumentFault {
        List<DetachedJws> two = List.of(DetachedJws.sign(CONTENT, key), DetachedJws.sign(CONTENT, TestKeys.key(2)));
        String text = DetachedJws.text(two);
        List<DetachedJws> read = DetachedJws.readAll(text);
        assertEquals(2, read.size());
        assertEquals(text, DetachedJws.text(read));
        for (DetachedJws each : read) {
            each.verify(CONTENT);
        }
    }

    @Test
    void moreSignaturesThanAnybodyNeedsAreRefused() {
        refused(DetachedJws.text(Collections.nCopies(17, DetachedJws.sign(CONTENT, key))));
    }

    private String signed(String header) {
        String encoded = Base64Url.encode(header.getBytes(UTF_8));
        return encoded + ".." + Base64Url.encode(key.sign(DetachedJws.signingInput(encoded, CONTENT)));
    }

    private static void refused(String text) {
        assertThrows(DocumentFault.class, () -> DetachedJws.readAll(text), () -> DocumentFault.shown(text));
    }

    /** With the key of RFC 7515 appendix A.1, which RFC 7797 uses, too. */
    private static byte[] hmac(byte[] input) throws GeneralSecurityException {
        byte[] secret = Base64.getUrlDecoder()
                .decode("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return mac.doFinal(input);
    }
}
