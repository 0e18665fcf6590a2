// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

/**
 * How an association is doing, as of now. A value; any thread.
 *
 * @param roundTripNanos smoothed, with the peer's delay of acknowledgements in it; 0 while unknown
 * @param sentPackets SCTP packets handed to the {@link PacketSink}
 * @param receivedPackets SCTP packets that were taken
 * @param refusedPackets SCTP packets that were malformed or made no sense
 * @param sentChunks DATA chunks sent for the first time
 * @param lostChunks DATA chunks found missing by the peer or by a timeout, whether they were sent again or given up
 * @param packetBytes of the largest SCTP packet that the path is known to carry
 * @param heldBytes of messages that are held because something before them is missing
 * @param waitingBytes of messages that wait to be sent or acknowledged
 */
public record Statistics(
        long roundTripNanos,
        long sentPackets,
        long receivedPackets,
        long refusedPackets,
        long sentChunks,
        long lostChunks,
        int packetBytes,
        int heldBytes,
        int waitingBytes) {}
