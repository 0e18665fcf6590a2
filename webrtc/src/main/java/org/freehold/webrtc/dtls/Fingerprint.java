// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.dtls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** SHA-256 of a certificate in DER, by which one end of a connection knows the other. Immutable. */
public final class Fingerprint {
    private static final int BYTES = 32;

    private final byte[] hash;

    private Fingerprint(byte[] hash) {
        this.hash = hash;
    }

    /** Of this certificate. */
    public static Fingerprint of(byte[] der) {
        try {
            return new Fingerprint(MessageDigest.getInstance("SHA-256").digest(der));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Reads 32 bytes as base64url without padding; empty when it is anything else. */
    public static Optional<Fingerprint> parse(String text) {
        try {
            byte[] hash = Base64.getUrlDecoder().decode(text);
            Fingerprint read = new Fingerprint(hash);
            return hash.length == BYTES && read.text().equals(text) ? Optional.of(read) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** As base64url without padding. */
    public String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    /** In constant time. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint fingerprint && MessageDigest.isEqual(hash, fingerprint.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    @Override
    public String toString() {
        return text();
    }
}
