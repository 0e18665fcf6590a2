// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.signed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.freehold.moderation.Thumbprint;
import org.freehold.moderation.signed.DocumentFault.Reason;
import org.jspecify.annotations.Nullable;

/**
 * One signature that is kept apart from what it signs: a JWS with detached (RFC 7515 appendix F), unencoded (RFC 7797) content. The
 * signed bytes are {@code BASE64URL(header) '.' content}. Only Ed25519 exists here; the header has these members and no others:
 *
 * <pre>
 * alg   "Ed25519" (RFC 9864); "EdDSA" (RFC 8037) is read, too
 * b64   false
 * crit  ["b64"]
 * jwk   the public key: {"crv":"Ed25519","kty":"OKP","x":…}; may be left out where the reader has it
 * kid   its thumbprint (RFC 7638)
 * </pre>
 *
 * A key in the header proves nothing by itself: whoever reads asks whether {@link #keyId} is one that counts, as {@link KeySet} does. It
 * makes that thumbprint all that a reader must know. Any thread.
 */
public final class DetachedJws {
    private static final int MAX_HEADER_BYTES = 1024;
    private static final int MAX_SIGNATURES = 16;

    /** A header and a signature take some 500 characters. */
    private static final int MAX_TEXT = MAX_SIGNATURES * 2048;

    private static final Set<String> MEMBERS = Set.of("alg", "b64", "crit", "jwk", "kid");

    private final String header;
    private final String keyId;
    private final @Nullable String publicKey;
    private final byte[] signature;

    private DetachedJws(String header, String keyId, @Nullable String publicKey, byte[] signature) {
        this.header = header;
        this.keyId = keyId;
        this.publicKey = publicKey;
        this.signature = signature;
    }

    /** Signs these bytes. */
    public static DetachedJws sign(byte[] content, Signer signer) {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        members.put("alg", "Ed25519").put("b64", false).put("kid", signer.thumbprint());
        members.putArray("crit").add("b64");
        members.putObject("jwk").put("crv", "Ed25519").put("kty", "OKP").put("x", signer.publicKey());
        String header = Base64Url.encode(Jcs.bytes(members));
        return new DetachedJws(
                header, signer.thumbprint(), signer.publicKey(), signer.sign(signingInput(header, content)));
    }

    /**
     * Reads one signature in compact form, {@code header..signature}. Says nothing yet about whether it is right.
     *
     * @throws DocumentFault when it is anything but such a signature
     */
    public static DetachedJws read(String compact) throws DocumentFault {
        if (compact.length() > MAX_TEXT) {
            throw tooLong(compact);
        }
        int dots = compact.indexOf("..");
        if (dots < 0) {
            throw badForm("no \"..\" between a header and a signature");
        }
        return read(compact.substring(0, dots), compact.substring(dots + 2));
    }

    /**
     * Reads what {@link #text(List)} wrote: one signature in compact form, or several as the general JSON serialisation (RFC 7515 section
     * 7.2.1), canonical.
     *
     * @throws DocumentFault when it is anything else
     */
    public static List<DetachedJws> readAll(String text) throws DocumentFault {
        if (!text.startsWith("{")) {
            return List.of(read(text));
        }
        if (text.length() > MAX_TEXT) {
            throw tooLong(text);
        }
        ObjectNode whole = StrictJson.parse(text.getBytes(StandardCharsets.UTF_8), MAX_TEXT);
        JsonNode signatures = whole.path("signatures");
        if (whole.size() != 1 || !signatures.isArray() || signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
            throw badForm("no single member \"signatures\" with 1 to " + MAX_SIGNATURES + " of them");
        }
        if (!Jcs.text(whole).equals(text)) {
            throw new DocumentFault(Reason.NOT_CANONICAL, "the signatures are not written canonically (RFC 8785)");
        }
        List<DetachedJws> read = new ArrayList<>();
        for (JsonNode each : signatures) {
            JsonNode header = each.path("protected");
            JsonNode signature = each.path("signature");
            if (each.size() != 2 || !header.isTextual() || !signature.isTextual()) {
                throw badForm("a signature without exactly \"protected\" and \"signature\"");
            }
            read.add(read(header.textValue(), signature.textValue()));
        }
        return List.copyOf(read);
    }

    /** One signature in compact form, several as JSON; {@link #readAll} reads both. */
    public static String text(List<DetachedJws> signatures) {
        if (signatures.size() == 1) {
            return signatures.getFirst().text();
        }
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        var array = whole.putArray("signatures");
        for (DetachedJws each : signatures) {
            array.addObject().put("protected", each.header).put("signature", Base64Url.encode(each.signature));
        }
        return Jcs.text(whole);
    }

    /** The compact form, {@code header..signature}. */
    public String text() {
        return header + ".." + Base64Url.encode(signature);
    }

    /** The thumbprint of the key that is said to have signed; proved by {@link #verify}. */
    public String keyId() {
        return keyId;
    }

    /**
     * Checks that the key in the header signed these bytes.
     *
     * @throws DocumentFault when it did not, or when the header has no key
     */
    public void verify(byte[] content) throws DocumentFault {
        if (publicKey == null) {
            throw badForm("no key in the header (expected: jwk)");
        }
        verify(content, publicKey);
    }

    /**
     * Checks that this key signed these bytes.
     *
     * @param key public key as on the wire
     * @throws DocumentFault when it did not
     */
    public void verify(byte[] content, String key) throws DocumentFault {
        if (!Thumbprint.of(key).equals(keyId)) {
            throw new DocumentFault(
                    Reason.UNTRUSTED, "signed by key %s (expected: %s)".formatted(keyId, Thumbprint.of(key)));
        }
        if (!Ed25519.verify(key, signingInput(header, content), signature)) {
            throw new DocumentFault(
                    Reason.WRONG_SIGNATURE, "the signature by key %s does not fit these bytes".formatted(keyId));
        }
    }

    /** What is signed: RFC 7797 section 3, for {@code b64} false. */
    static byte[] signingInput(String header, byte[] content) {
        byte[] start = (header + '.').getBytes(StandardCharsets.US_ASCII);
        byte[] input = new byte[start.length + content.length];
        System.arraycopy(start, 0, input, 0, start.length);
        System.arraycopy(content, 0, input, start.length, content.length);
        return input;
    }

    private static DetachedJws read(String header, String signatureText) throws DocumentFault {
        byte[] headerBytes = Base64Url.decode(header)
                .orElseThrow(() -> badForm("the header is not base64url without padding"));
        byte[] signature = Base64Url.decode(signatureText)
                .orElseThrow(() -> badForm("the signature is not base64url without padding"));
        if (signature.length != Ed25519.SIGNATURE_BYTES) {
            throw badForm(
                    "signature: %d bytes (expected: %d)".formatted(signature.length, Ed25519.SIGNATURE_BYTES));
        }
        ObjectNode members = StrictJson.parse(headerBytes, MAX_HEADER_BYTES);
        checkKnown(members);
        String algorithm = text(members, "alg");
        if (!algorithm.equals("Ed25519") && !algorithm.equals("EdDSA")) {
            throw badForm("alg: %s (expected: \"Ed25519\")".formatted(DocumentFault.shown(algorithm)));
        }
        JsonNode encoded = members.path("b64");
        JsonNode critical = members.path("crit");
        if (!encoded.isBoolean() || encoded.booleanValue()
                || critical.size() != 1 || !critical.isArray() || !"b64".equals(critical.get(0).textValue())) {
            throw badForm("b64 and crit are not false and [\"b64\"] (RFC 7797)");
        }
        String keyId = text(members, "kid");
        return new DetachedJws(header, keyId, key(members, keyId), signature);
    }

    private static void checkKnown(ObjectNode members) throws DocumentFault {
        Set<String> unknown = new TreeSet<>();
        for (Map.Entry<String, JsonNode> member : members.properties()) {
            if (!MEMBERS.contains(member.getKey())) {
                unknown.add(member.getKey());
            }
        }
        if (!unknown.isEmpty()) {
            throw badForm("header member %s (expected: only alg, b64, crit, jwk and kid)"
                    .formatted(DocumentFault.shown(String.join(", ", unknown))));
        }
    }

    private static @Nullable String key(ObjectNode members, String keyId) throws DocumentFault {
        JsonNode jwk = members.get("jwk");
        if (jwk == null) {
            return null;
        }
        String key = jwk.path("x").asText();
        ObjectNode expected = JsonNodeFactory.instance.objectNode();
        expected.put("crv", "Ed25519").put("kty", "OKP").put("x", key);
        if (!jwk.equals(expected) || !Ed25519.isKey(key)) {
            throw badForm("jwk is not an Ed25519 public key with crv, kty and x alone (RFC 8037)");
        }
        if (!Thumbprint.of(key).equals(keyId)) {
            throw badForm("kid: %s (expected: the thumbprint of the jwk, %s)"
                    .formatted(DocumentFault.shown(keyId), Thumbprint.of(key)));
        }
        return key;
    }

    private static String text(ObjectNode members, String name) throws DocumentFault {
        JsonNode value = members.path(name);
        if (!value.isTextual()) {
            throw badForm("no text \"" + name + "\" in the header");
        }
        return value.textValue();
    }

    private static DocumentFault tooLong(String text) {
        return new DocumentFault(
                Reason.TOO_LARGE, "signature: %d characters (expected: at most %d)".formatted(text.length(), MAX_TEXT));
    }

    private static DocumentFault badForm(String what) {
        return new DocumentFault(Reason.BAD_SIGNATURE_FORM, what);
    }
}
