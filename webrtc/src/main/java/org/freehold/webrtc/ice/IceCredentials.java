// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.ice;

import java.util.regex.Pattern;

/**
 * By what one end of a negotiation knows what the other sends (RFC 8445 section 5.3).
 *
 * @param ufrag 4 to 256 characters
 * @param password 22 to 256 characters; a secret of the two
 */
public record IceCredentials(String ufrag, String password) {
    private static final Pattern UFRAG = Pattern.compile("[A-Za-z0-9+/]{4,256}");
    private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9+/]{22,256}");

    public IceCredentials {
        if (!isUfrag(ufrag)) {
            throw new IllegalArgumentException("ufrag: %d characters (expected: 4 to 256 of A-Z, a-z, 0-9, + and /)"
                    .formatted(ufrag.length()));
        }
        if (!isPassword(password)) {
            throw new IllegalArgumentException("pwd: %d characters (expected: 22 to 256 of A-Z, a-z, 0-9, + and /)"
                    .formatted(password.length()));
        }
    }

    public static boolean isUfrag(String text) {
        return UFRAG.matcher(text).matches();
    }

    public static boolean isPassword(String text) {
        return PASSWORD.matcher(text).matches();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "IceCredentials[" + ufrag + "]";
    }
}
