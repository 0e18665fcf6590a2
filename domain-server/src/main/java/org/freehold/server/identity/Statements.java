// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.identity;

import java.nio.charset.StandardCharsets;

/** The texts that visitors and domains sign (docs/protocol.md sections 3 and 14); keys and nonces exactly as on the wire. */
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

    /** What the domain signs of its certificate for WebRTC (section 13.1). */
    public static byte[] introduction(
            String domainKey,
            String domainName,
            String introduction,
            String visitorFingerprint,
            String hostFingerprint) {
        return text(
                "freehold-introduction-1", domainKey, domainName, introduction, visitorFingerprint, hostFingerprint);
    }

    /**
     * What a host signs to be registered at a rendezvous (docs/protocol.md section 14.2).
     *
     * @param authority of the rendezvous, such as {@code meet.example}
     * @param timeMillis by the host's clock, milliseconds since 1970
     */
    public static byte[] host(String authority, String nonce, String key, String name, long timeMillis) {
        return text("freehold-host-1", authority, nonce, key, name, Long.toString(timeMillis));
    }

    private static byte[] text(String... lines) {
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }
}
