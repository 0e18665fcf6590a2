// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.signed;

import java.util.Base64;
import java.util.Optional;

/** Base64url as RFC 7515 section 2 writes it: no padding, unused bits zero, so that bytes have one text. */
final class Base64Url {
    private Base64Url() {}

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The bytes of which this is the one text; empty when there are none. */
    static Optional<byte[]> decode(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
