// SPDX-License-Identifier: Apache-2.0
/**
 * Asks the router between this machine and the internet to open a UDP port, and keeps it open: by PCP (RFC 6887), NAT-PMP (RFC 6886) or
 * UPnP (Internet Gateway Device), whichever the router offers first.
 *
 * <p>Starting points: {@link org.freehold.server.gateway.PortOpening} (one port, from asking to withdrawing),
 * {@link org.freehold.server.gateway.RouterProtocol} (a way to ask), {@link org.freehold.server.gateway.DefaultGateways} (whom to ask).
 * {@link org.freehold.server.gateway.PcpCodec} and {@link org.freehold.server.gateway.NatPmpCodec} are bytes and pure.
 *
 * <p>Threads: one virtual thread for each port that is kept open. Only the default gateway is asked and listened to; what it says is
 * taken for a stranger's words. Of ours it knows only
 * which addresses are public ({@link org.freehold.webrtc.ice.PublicAddress}).
 */
@NullMarked
package org.freehold.server.gateway;

import org.jspecify.annotations.NullMarked;
