// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.desk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import org.freehold.server.identity.IdentityException;
import org.freehold.server.identity.OwnerClaim;

/** {@code owner/link}: makes a new one-time link, for an owner who has lost the key; from the shell of the host only. */
public final class OwnerLink {
    private final OwnerClaim claim;
    private final SecureRandom random;

    /** Renews this claim. */
    public OwnerLink(OwnerClaim claim, SecureRandom random) {
        this.claim = claim;
        this.random = random;
    }

    /** How it is asked for. */
    public Operation operation() {
        return Simple.forShell("owner/link", "owner link", this::renew);
    }

    private ObjectNode renew(Caller caller, Arguments arguments) throws Refusal {
        arguments.end();
        try {
            return JsonNodeFactory.instance.objectNode().put("claim", claim.renew(random));
        } catch (IdentityException e) {
            throw Refusal.notStored(String.valueOf(e.getMessage()));
        }
    }
}
