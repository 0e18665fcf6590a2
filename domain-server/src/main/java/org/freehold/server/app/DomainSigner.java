// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import org.freehold.moderation.signed.Signer;
import org.freehold.server.identity.DomainKey;

/** Signs documents with the domain's key. */
record DomainSigner(DomainKey key) implements Signer {

    @Override
    public String publicKey() {
        return key.text();
    }

    @Override
    public byte[] sign(byte[] message) {
        return key.sign(message);
    }
}
