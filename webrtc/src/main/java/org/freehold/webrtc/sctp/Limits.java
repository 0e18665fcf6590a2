// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

/**
 * What one association may take of this machine, whatever its peer sends. Any thread.
 *
 * @param receiveWindowBytes of messages that are held because a part of them, or one before them, is missing; announced to the peer. With
 *        what the holding itself takes, an association needs at most about four times as much. At least {@code messageBytes} and 16 KiB
 * @param sendBufferBytes of messages that wait to be sent or acknowledged; what comes on top is refused
 * @param messageBytes of the largest message that is taken: what belongs into the SDP as {@code a=max-message-size}
 * @param packetBytes of the largest SCTP packet that is sent as long as nothing is known of the path: at least 512, at most 1191, which still
 *        fits with DTLS, UDP and IPv6 into the 1280 bytes that every path carries
 * @param largestPacketBytes to which it grows where the path has shown to carry that: {@code packetBytes}, for never, to 2008, which browsers still take
 * @param streams that either side may use, and so the most channels there can be: 2 to 65535
 * @param gapRanges of packets that arrived after a missing one, and that are remembered: 16 to 4096
 */
public record Limits(
        int receiveWindowBytes,
        int sendBufferBytes,
        int messageBytes,
        int packetBytes,
        int largestPacketBytes,
        int streams,
        int gapRanges) {

    /** As browsers take at most: 2048 with DTLS. */
    static final int MAX_PACKET_BYTES = 2008;

    /** For a visitor: messages of 256 KiB, twice as much held or waiting, 256 channels. */
    public static final Limits DEFAULT = new Limits(512 << 10, 1 << 20, 256 << 10, 1191, MAX_PACKET_BYTES, 256, 256);

    private static final int MIN_WINDOW_BYTES = 16 << 10;
    private static final int MAX_BYTES = 1 << 28;

    /** Checks the ranges. */
    public Limits {
        within("messageBytes", messageBytes, 1, MAX_BYTES);
        within("receiveWindowBytes", receiveWindowBytes, Math.max(messageBytes, MIN_WINDOW_BYTES), MAX_BYTES);
        within("sendBufferBytes", sendBufferBytes, 1, MAX_BYTES);
        within("packetBytes", packetBytes, 512, 1191);
        within("largestPacketBytes", largestPacketBytes, packetBytes, MAX_PACKET_BYTES);
        within("streams", streams, 2, 65535);
        within("gapRanges", gapRanges, 16, 4096);
    }

    private static void within(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + min + " to " + max + ")");
        }
    }
}
