// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.ice;

import org.ice4j.ice.Agent;
import org.ice4j.stack.StunStack;

/** An ice4j agent with the STUN that all share, and with credentials that were made for it. */
final class OnePortAgent extends Agent {
    private final StunStack stack;
    private final IceCredentials credentials;

    OnePortAgent(StunStack stack, IceCredentials credentials) {
        // Before the constructor of ice4j's, which asks for them already.
        this.stack = stack;
        this.credentials = credentials;
        super();
    }

    @Override
    public synchronized StunStack getStunStack() {
        return stack;
    }

    @Override
    public String getLocalUfrag() {
        return credentials.ufrag();
    }

    @Override
    public String getLocalPassword() {
        return credentials.password();
    }
}
