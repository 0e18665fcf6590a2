// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

/** Takes the SCTP packets that an association sends, on the thread that called the association. */
@FunctionalInterface
public interface PacketSink {

    /**
     * Sends one packet, at most {@link Limits#largestPacketBytes} long. What can't be sent may be dropped: SCTP sends it again where it matters.
     *
     * <p>Bytes in an array, since DTLS takes and gives arrays: no copy in between.
     *
     * @param packet belongs to the association and changes as soon as this returns
     * @param offset where the packet begins, bytes
     * @param length of the packet, bytes
     */
    void send(byte[] packet, int offset, int length);

    /**
     * Sends one packet that nobody on its way may cut into pieces: it shows whether the path carries one of its size. Whoever can't see to that
     * drops it.
     */
    default void sendWhole(byte[] packet, int offset, int length) {}
}
