// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.sharing;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;

/** How it stands with the relay that a domain stays hidden behind. */
public sealed interface RelayState {

    /** The same in words, one sentence or two. */
    String sentence();

    /** It is not known yet. */
    record Looking() implements RelayState {
        @Override
        public String sentence() {
            return "Hidden behind a relay: one is being asked for an address.";
        }
    }

    /**
     * Visitors come.
     *
     * @param address of the relay, where they come to
     */
    record Open(InetSocketAddress address) implements RelayState {
        @Override
        public String sentence() {
            return "Hidden behind a relay: visitors come by %s and do not learn where this machine is."
                    .formatted(NetUtil.toSocketAddressString(address));
        }
    }

    /**
     * Nobody can come; it is tried again by itself.
     *
     * @param why what the relays said, or that they said nothing
     */
    record Missing(String why) implements RelayState {
        @Override
        public String sentence() {
            return "Hidden behind a relay, but nobody can come just now: no relay gives an address (%s). It is tried again by itself."
                    .formatted(why);
        }
    }
}
