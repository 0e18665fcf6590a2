// SPDX-License-Identifier: Apache-2.0
/**
 * A client of TURN (RFC 8656), over UDP, TCP and TLS, for the two ends that have no straight way to each other and for which no browser does
 * it: {@code freehold visit}, and a host whose network has no UDP.
 *
 * <p>Starting points: {@link org.freehold.server.turn.Relay} (an address on somebody else's machine), {@link
 * org.freehold.server.turn.RelayedPort} (makes it look like a peer on this machine).
 *
 * <p>Threads: virtual ones, everything may block. Knows nothing else of ours.
 */
@NullMarked
package org.freehold.server.turn;

import org.jspecify.annotations.NullMarked;
