// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;

/** The texts that visitors and domains sign (docs/protocol.md section 3); keys and nonces exactly as on the wire. */
public final class Statements {

    private Statements() {}

    /**
     * What a visitor signs.
     *
     * @param timeMillis by the visitor's clock, milliseconds since 1970
     */
    public static byte[] visitor(
            String domainKey, String domainName, String serverNonce, String visitorKey, long timeMillis) {
        return text(
                "freehold-visitor-2", domainKey, domainName, serverNonce, visitorKey, Long.toString(timeMillis));
    }

    /** What is signed with a portable key, to be known by it beside the key for this domain. */
    public static byte[] portable(
            String domainKey, String domainName, String serverNonce, String visitorKey, String portableKey) {
        return text("freehold-portable-1", domainKey, domainName, serverNonce, visitorKey, portableKey);
    }

    /** What the domain signs. */
    public static byte[] domain(String domainKey, String domainName, String clientNonce, String visitorKey) {
        return text("freehold-domain-1", domainKey, domainName, clientNonce, visitorKey);
    }

    /** Whether the signature is the key's, over the statement. */
    public static boolean verify(PublicKey key, byte[] statement, byte[] signature) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(statement);
            return ed25519.verify(signature);
        } catch (GeneralSecurityException e) {
            // A signature of the wrong length, or a key that is no point of the curve: not signed.
            return false;
        }
    }

    private static byte[] text(String... lines) {
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }
}
