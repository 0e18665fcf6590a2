// SPDX-License-Identifier: Apache-2.0
/**
 * SCTP over DTLS (RFC 9260, RFC 8261) as far as data channels need it: partial reliability (RFC 3758), streams that begin anew (RFC 6525), no checksum where DTLS
 * protects (RFC 9653), packets as large as the path carries (RFC 8899, RFC 4820).
 *
 * <p>Starting points: {@link org.freehold.webrtc.sctp.Association}, which hands chunks to its parts: {@code Handshake}, {@code Inbound} (what has come, {@code Reassembly},
 * {@code Acknowledgement}), {@code Outbound} (the {@code SendQueue}, what is {@code InFlight}, the {@code CongestionWindow}, {@code Forwarding} over what was given up), {@code PathMtu},
 * {@code OutgoingReset} and {@code IncomingReset}, {@code Closing}. Packets are read by {@code Tlv} and written by {@code PacketWriter}.
 *
 * <p>Left out, because no browser needs it: interleaved messages (RFC 8260), more than one address, heartbeats to see whether the peer is there (ICE watches the path), starting over on the
 * same DTLS connection, adding streams, reports of chunks that are not known.
 *
 * <p>Threads: none of its own; everything of one association on one thread at a time. Knows no socket, clock, DTLS or channel.
 */
@NullMarked
package org.freehold.webrtc.sctp;

import org.jspecify.annotations.NullMarked;
