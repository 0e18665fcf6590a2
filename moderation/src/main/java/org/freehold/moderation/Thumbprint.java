// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The fingerprint of an Ed25519 public key: its JWK thumbprint (RFC 7638 with RFC 8037), 43 characters of base64url. */
public final class Thumbprint {
    /** Characters of the form that people see. */
    private static final int SHORT = 8;

    private Thumbprint() {}

    /** The fingerprint of a key of 32 bytes, given as base64url without padding, as on the wire; not checked here. */
    public static String of(String key) {
        String jwk = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + key + "\"}";
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(jwk.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The first characters, to be told apart by eye; decides nothing. */
    public static String shortForm(String thumbprint) {
        return thumbprint.length() <= SHORT ? thumbprint : thumbprint.substring(0, SHORT);
    }
}
