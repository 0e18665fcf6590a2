// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.peer;

/**
 * The way to a peer now.
 *
 * @param relayed through a TURN server, as far as can be known
 * @param ipv6 otherwise IPv4
 * @param roundTripNanos smoothed; 0 while it is not known
 * @param sentPackets chunks of messages sent so far
 * @param lostPackets of these, found missing
 * @param packetBytes of the largest SCTP packet that it is known to carry; 0 while there is none
 */
public record PeerPath(
        boolean relayed, boolean ipv6, long roundTripNanos, long sentPackets, long lostPackets, int packetBytes) {}
