// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.desk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import org.freehold.moderation.Permission;
import org.freehold.server.identity.IdentityException;
import org.freehold.server.identity.OwnerClaim;

/** {@code owner/link}: makes a new one-time link, for an owner who has lost the key; from the shell of the host only. */
public final class OwnerLink implements Operation {
    private final OwnerClaim claim;
    private final SecureRandom random;

    /** Renews this claim. */
    public OwnerLink(OwnerClaim claim, SecureRandom random) {
        this.claim = claim;
        this.random = random;
    }

    @Override
    public String name() {
        return "owner/link";
    }

    @Override
    public Permission needs() {
        return Permission.ADMINISTER;
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public ObjectNode run(Caller caller, ObjectNode arguments) throws Refusal {
        new Arguments(arguments).end();
        if (!caller.isShell()) {
            throw Refusal.notPermitted(
                    "owner/link: asked with the key %s (expected: from the shell of the host)".formatted(caller.name()),
                    "On the machine that the domain runs on: freehold owner link --data DIR");
        }
        try {
            return JsonNodeFactory.instance.objectNode().put("claim", claim.renew(random));
        } catch (IdentityException e) {
            throw Refusal.notStored(String.valueOf(e.getMessage()));
        }
    }
}
