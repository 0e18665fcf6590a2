// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.signed;

import org.freehold.moderation.Thumbprint;

/** Whoever holds an Ed25519 key and signs with it, wherever the key is kept. Any thread. */
public interface Signer {

    /** The public key as on the wire: 32 bytes in base64url, 43 characters. */
    String publicKey();

    /** Signs these bytes; 64 bytes. */
    byte[] sign(byte[] message);

    /** The fingerprint of the public key. */
    default String thumbprint() {
        return Thumbprint.of(publicKey());
    }
}
