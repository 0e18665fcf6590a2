// SPDX-License-Identifier: Apache-2.0
/**
 * Peers: ICE, DTLS and data channels put together, over one UDP port for all.
 *
 * <p>Starting points: {@link org.freehold.webrtc.peer.PeerPort} (the port), {@link org.freehold.webrtc.peer.Peer} (a connection),
 * {@link org.freehold.webrtc.peer.PeerListener} (what happens on one).
 *
 * <p>Knows nothing of what is said on the channels, nor how the ends hear of each other.
 *
 * <p>Threads: everything of a peer happens on the event loop of the port, so that nothing is locked; handshakes, and making and freeing what
 * ice4j holds, on virtual threads.
 */
@NullMarked
package org.freehold.webrtc.peer;

import org.jspecify.annotations.NullMarked;
