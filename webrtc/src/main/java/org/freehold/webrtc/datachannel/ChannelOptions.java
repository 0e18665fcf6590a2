// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.datachannel;

import java.nio.charset.StandardCharsets;
import org.freehold.webrtc.sctp.Reliability;

/**
 * How a channel treats its messages, as in {@code RTCDataChannelInit}. Any thread.
 *
 * @param label names the channel to the peer; need not be unique; at most 255 bytes of UTF-8
 * @param protocol what is spoken on it, or ""; at most 255 bytes of UTF-8
 * @param ordered messages arrive in the order in which they were sent
 * @param reliability when the sender gives a message up
 * @param priority of two channels that have something to send the one with the higher number goes first: 0 to 65535 (RFC 8831 section 6.4
 *        names 128, 256, 512 and 1024)
 */
public record ChannelOptions(String label, String protocol, boolean ordered, Reliability reliability, int priority) {

    /** For what the user waits for least. */
    public static final int VERY_LOW = 128;

    /** Browsers' default. */
    public static final int LOW = 256;

    /** Between {@link #LOW} and {@link #HIGH}. */
    public static final int MEDIUM = 512;

    /** For what must not wait behind anything. */
    public static final int HIGH = 1024;

    private static final int MAX_TEXT_BYTES = 255;

    /** Checks lengths and ranges. */
    public ChannelOptions {
        checkText("label", label);
        checkText("protocol", protocol);
        if (priority < 0 || priority > 0xFFFF) {
            throw new IllegalArgumentException("priority: " + priority + " (expected: 0 to 65535)");
        }
    }

    /** Every message arrives, in order. */
    public static ChannelOptions reliable(String label) {
        return new ChannelOptions(label, "", true, Reliability.FULL, LOW);
    }

    /** Each message is sent once, arrives when it does, and goes before those of other channels. */
    public static ChannelOptions newest(String label) {
        return new ChannelOptions(label, "", false, Reliability.retransmissions(0), HIGH);
    }

    /** Whether a label or protocol is short enough. */
    static boolean hasRoomFor(String text) {
        return text.length() <= MAX_TEXT_BYTES && text.getBytes(StandardCharsets.UTF_8).length <= MAX_TEXT_BYTES;
    }

    private static void checkText(String name, String text) {
        if (!hasRoomFor(text)) {
            throw new IllegalArgumentException(
                    name + ": " + text.getBytes(StandardCharsets.UTF_8).length + " bytes (expected: at most "
                            + MAX_TEXT_BYTES + ")");
        }
    }
}
