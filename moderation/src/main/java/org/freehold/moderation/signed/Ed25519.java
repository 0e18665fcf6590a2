// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.signed;

import java.util.Optional;

/**
 * Signatures by Ed25519 keys (RFC 8032), with keys as they are on the wire: 32 bytes in base64url, 43 characters. Any thread.
 *
 * <p>On the hot path of whoever knocks at the door. Bouncy Castle's arithmetic, because it takes a tenth of the time of the JDK's
 * (docs/decisions/0014-proofs-are-cheap-and-counted.md).
 */
public final class Ed25519 {
    /** Size of a signature. */
    public static final int SIGNATURE_BYTES = 64;

    static final int KEY_BYTES = 32;

    private Ed25519() {}

    /** True when this key signed exactly these bytes; false for anything else, also for a text that is no key. */
    public static boolean verify(String publicKey, byte[] message, byte[] signature) {
        // Said here, for the library reads 64 bytes and does not look whether there are more.
        if (signature.length != SIGNATURE_BYTES) {
            return false;
        }
        Optional<byte[]> key = bytes(publicKey);
        return key.isPresent()
                && org.bouncycastle.math.ec.rfc8032.Ed25519.verify(
                        signature, 0, key.get(), 0, message, 0, message.length);
    }

    /** True when the text is the one text of 32 bytes; whether they are a point of the curve shows when something is verified. */
    public static boolean isKey(String text) {
        return bytes(text).isPresent();
    }

    private static Optional<byte[]> bytes(String text) {
        return Base64Url.decode(text).filter(bytes -> bytes.length == KEY_BYTES);
    }
}
