// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.signed;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hashes as documents write them: {@code sha-256:} and 43 characters of base64url. Any thread. */
public final class Digest {
    private static final String PREFIX = "sha-256:";
    private static final int HASH_BYTES = 32;

    private Digest() {}

    /** The hash of these bytes. */
    public static String of(byte[] bytes) {
        return PREFIX + Base64Url.encode(sha256(bytes));
    }

    /** The 32 bytes of the hash. */
    public static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** True when the text is of this form. */
    public static boolean isDigest(String text) {
        return text.startsWith(PREFIX)
                && Base64Url.decode(text.substring(PREFIX.length())).filter(hash -> hash.length == HASH_BYTES)
                        .isPresent();
    }

    /**
     * The 32 bytes that a text of this form stands for.
     *
     * @throws IllegalArgumentException when {@link #isDigest} is false
     */
    public static byte[] bytes(String digest) {
        if (!isDigest(digest)) {
            throw new IllegalArgumentException(
                    "digest: " + digest + " (expected: sha-256: and 43 characters of base64url)");
        }
        return Base64Url.decode(digest.substring(PREFIX.length())).orElseThrow();
    }
}
