// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.signed;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;

/** Signatures by Ed25519 keys (RFC 8032), with keys as they are on the wire: 32 bytes in base64url, 43 characters. Any thread. */
public final class Ed25519 {
    /** Size of a signature. */
    public static final int SIGNATURE_BYTES = 64;

    private static final int KEY_BYTES = 32;

    /** What comes before the 32 bytes in a SubjectPublicKeyInfo (RFC 8410 section 4). */
    private static final byte[] SPKI_HEADER = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

    private Ed25519() {}

    /** True when this key signed exactly these bytes; false for anything else, also for a text that is no key. */
    public static boolean verify(String publicKey, byte[] message, byte[] signature) {
        // Said here and not left to the JDK: version 17 takes a signature with a byte behind it for right (Wycheproof ed25519 test 37).
        if (signature.length != SIGNATURE_BYTES) {
            return false;
        }
        Optional<PublicKey> key = parse(publicKey);
        return key.isPresent() && verify(key.get(), message, signature);
    }

    /** True when the text is the one text of a key. */
    public static boolean isKey(String text) {
        return parse(text).isPresent();
    }

    static String text(PublicKey key) {
        byte[] encoded = key.getEncoded();
        return Base64Url.encode(Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length));
    }

    static IllegalStateException missing(GeneralSecurityException e) {
        return new IllegalStateException("every Java since 15 has Ed25519", e);
    }

    private static Optional<PublicKey> parse(String text) {
        Optional<byte[]> raw = Base64Url.decode(text).filter(bytes -> bytes.length == KEY_BYTES);
        if (raw.isEmpty()) {
            return Optional.empty();
        }
        byte[] encoded = Arrays.copyOf(SPKI_HEADER, SPKI_HEADER.length + KEY_BYTES);
        System.arraycopy(raw.get(), 0, encoded, SPKI_HEADER.length, KEY_BYTES);
        try {
            return Optional.of(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static boolean verify(PublicKey key, byte[] message, byte[] signature) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(message);
            return ed25519.verify(signature);
        } catch (SignatureException e) {
            // How the JDK says that the bytes are not a point and a number.
            return false;
        } catch (GeneralSecurityException e) {
            // 32 bytes that are no point of the curve are refused only here.
            return false;
        }
    }
}
