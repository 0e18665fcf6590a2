// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.peer;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whose the packets from an address are. Event loop. */
final class Remotes {
    /** Of one peer; the one that was heard longest ago goes first. Each path of its that is looked for may bring some. */
    static final int MAX_OF_ONE = 64;

    private final Map<InetSocketAddress, Peer> byAddress = new HashMap<>();
    private final long keptNanos;

    /** @param keptNanos after that much silence of a peer another one may have its address */
    Remotes(long keptNanos) {
        this.keptNanos = keptNanos;
    }

    /** Who is there; null for nobody. */
    @Nullable
    Peer find(InetSocketAddress address) {
        return byAddress.get(address);
    }

    /** The peer has shown that it is there. The address is the first one's who does, for as long as that is heard. */
    void remember(InetSocketAddress address, Peer peer) {
        Peer before = byAddress.putIfAbsent(address, peer);
        if (before != null && before != peer) {
            if (before.silentNanos() <= keptNanos) {
                return;
            }
            before.remotes().remove(address);
            byAddress.put(address, peer);
        }
        peer.remotes().addLast(address);
        if (peer.remotes().size() > MAX_OF_ONE) {
            byAddress.remove(peer.remotes().removeFirst());
        }
    }

    /** The peer is gone. */
    void forget(Peer peer) {
        peer.remotes().forEach(byAddress::remove);
        peer.remotes().clear();
    }

    int count() {
        return byAddress.size();
    }
}
