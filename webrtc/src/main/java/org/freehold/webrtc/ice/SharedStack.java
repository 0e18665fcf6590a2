// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.ice;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentMap;
import org.ice4j.security.CredentialsAuthority;
import org.ice4j.security.CredentialsManager;
import org.ice4j.stack.StunStack;
import org.jspecify.annotations.Nullable;

/**
 * ice4j's STUN for all negotiations together: with one for each, as ice4j means it, each would cost a thread. A negotiation that ends leaves
 * it as it is; and whose password it is it looks up, instead of asking all.
 */
final class SharedStack extends StunStack {
    private final CredentialsManager keys;

    SharedStack(ConcurrentMap<String, IceNegotiation> byUfrag) {
        super();
        this.keys = new Keys(byUfrag);
    }

    @Override
    public CredentialsManager getCredentialsManager() {
        return keys;
    }

    /** One negotiation has ended, and the others go on. */
    @Override
    public void shutDown() {
        // Whatever it still waits for runs out by itself.
    }

    /** All have ended. */
    void end() {
        super.shutDown();
    }

    private static final class Keys extends CredentialsManager {
        private static final byte[] NOBODYS = new byte[1];

        private final ConcurrentMap<String, IceNegotiation> byUfrag;

        Keys(ConcurrentMap<String, IceNegotiation> byUfrag) {
            this.byUfrag = byUfrag;
        }

        @Override
        public void registerAuthority(CredentialsAuthority authority) {
            // It is found by its ufrag.
        }

        @Override
        public boolean checkLocalUserName(String username) {
            return find(before(username)) != null;
        }

        /** Of a request that came, and of the answer to it: {@code LOCAL:REMOTE}, or {@code LOCAL}. */
        @Override
        public byte[] getLocalKey(String username) {
            IceNegotiation negotiation = find(before(username));
            return negotiation == null ? NOBODYS : bytes(negotiation.local().password());
        }

        /** Of a request that goes out: {@code REMOTE:LOCAL}. */
        @Override
        public byte[] getRemoteKey(String username, @Nullable String media) {
            IceNegotiation negotiation = find(username.substring(username.indexOf(':') + 1));
            IceCredentials remote = negotiation == null ? null : negotiation.remote();
            return remote == null ? NOBODYS : bytes(remote.password());
        }

        private @Nullable IceNegotiation find(String ufrag) {
            return byUfrag.get(ufrag);
        }

        private static String before(String username) {
            int colon = username.indexOf(':');
            return colon < 0 ? username : username.substring(0, colon);
        }

        private static byte[] bytes(String password) {
            return password.getBytes(StandardCharsets.UTF_8);
        }
    }
}
