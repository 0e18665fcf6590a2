// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.identity;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.freehold.moderation.signed.SigningKey;

/** Ed25519 private keys as PKCS#8 in PEM (RFC 7468), which {@code openssl pkey} reads and {@code openssl genpkey} writes. */
public final class PemKey {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final Pattern BLOCK = Pattern.compile(BEGIN + "\\s+([A-Za-z0-9+/=\\s]+?)" + END);
    private static final int LINE = 64;

    private PemKey() {}

    /** The secret as text. */
    public static String write(SigningKey key) {
        byte[] lineEnd = "\n".getBytes(StandardCharsets.US_ASCII);
        return BEGIN + "\n" + Base64.getMimeEncoder(LINE, lineEnd).encodeToString(key.pkcs8()) + "\n" + END + "\n";
    }

    /**
     * The first private key in a text.
     *
     * @throws IllegalArgumentException when there is none, or one of another kind; says what was found
     */
    public static SigningKey read(String text) {
        Matcher block = BLOCK.matcher(text);
        if (!block.find()) {
            throw new IllegalArgumentException("no block \"" + BEGIN + "\"");
        }
        return SigningKey.ofPkcs8(Base64.getMimeDecoder().decode(block.group(1)));
    }
}
