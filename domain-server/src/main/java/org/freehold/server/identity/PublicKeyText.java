// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.identity;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Ed25519 public keys as the protocol writes them: 32 bytes in base64url without padding, 43 characters. */
public final class PublicKeyText {
    /** What comes before the 32 bytes in a SubjectPublicKeyInfo (RFC 8410 section 4). */
    private static final byte[] SPKI_HEADER = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

    static final int RAW_BYTES = 32;

    private PublicKeyText() {}

    /** The text of a key. */
    public static String of(PublicKey key) {
        byte[] encoded = key.getEncoded();
        byte[] raw = Arrays.copyOfRange(encoded, encoded.length - RAW_BYTES, encoded.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
    }

    /**
     * The key that the text names; empty where it names none, or is not the one text of its key: the last of 43 characters
     * has two bits to spare, and one key under two names could be two visitors.
     */
    public static Optional<PublicKey> parse(String text) {
        byte[] raw;
        try {
            raw = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (raw.length != RAW_BYTES || !Base64.getUrlEncoder().withoutPadding().encodeToString(raw).equals(text)) {
            return Optional.empty();
        }
        byte[] encoded = Arrays.copyOf(SPKI_HEADER, SPKI_HEADER.length + RAW_BYTES);
        System.arraycopy(raw, 0, encoded, SPKI_HEADER.length, RAW_BYTES);
        try {
            return Optional.of(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }
}
