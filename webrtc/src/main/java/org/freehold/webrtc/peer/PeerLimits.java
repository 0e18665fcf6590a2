// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.peer;

import java.time.Duration;

/**
 * What peers may take.
 *
 * @param maxPeers at a time, however far they are
 * @param maxBeginning of these, who are not connected yet
 * @param beginning how long one may take to be connected
 * @param silence after which a peer is given up
 */
public record PeerLimits(int maxPeers, int maxBeginning, Duration beginning, Duration silence) {

    /** For a domain that a few hundred people visit at a time. */
    public static final PeerLimits DEFAULTS =
            new PeerLimits(2000, 200, Duration.ofSeconds(20), Duration.ofSeconds(12));

    public PeerLimits {
        if (maxPeers < 1 || maxBeginning < 1) {
            throw new IllegalArgumentException(
                    "maxPeers, maxBeginning: " + maxPeers + ", " + maxBeginning + " (expected: >= 1)");
        }
    }
}
