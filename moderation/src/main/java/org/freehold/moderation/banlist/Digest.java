// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.banlist;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;

/** Digests as documents write them: {@code sha-256:} and 43 characters of base64url. */
public final class Digest {
    private static final String PREFIX = "sha-256:";
    // The last character carries four bits of the hash and two unused ones, which are zero: one digest has one text.
    private static final Pattern FORM = Pattern.compile("sha-256:[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]");

    private Digest() {}

    /** The digest of these bytes, as written. */
    public static String of(byte[] bytes) {
        return PREFIX + base64(bytes);
    }

    /** True for the text of a digest. */
    public static boolean isDigest(String text) {
        return FORM.matcher(text).matches();
    }

    /** The 32 bytes of a digest. */
    public static byte[] bytes(String digest) {
        return Base64.getUrlDecoder().decode(digest.substring(PREFIX.length()));
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(bytes));
    }

    /** SHA-256. */
    public static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
