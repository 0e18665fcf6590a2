// SPDX-License-Identifier: Apache-2.0
/**
 * Bytes in and out: the one port of a domain, and connections that carry messages, reliably and in order or as the newest
 * only.
 *
 * <p>Starting points: {@link org.freehold.server.transport.NetworkServer} (the port),
 * {@code ConnectionPipeline} (what a connection passes through), {@link org.freehold.server.transport.PeerDoor} (the UDP port, for
 * sessions over WebRTC), {@link org.freehold.server.transport.Transport} (what can be
 * sent), {@link org.freehold.server.transport.TransportHandler} (what comes in), {@code TickHandOver} (how the output of a tick gets
 * to the event loops).
 *
 * <p>Threads: Netty's event loops, one for each connection; nothing there blocks. Sending may be done on any thread. Knows
 * nothing of sessions or the world.
 */
@NullMarked
package org.freehold.server.transport;

import org.jspecify.annotations.NullMarked;
