// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import io.netty.buffer.ByteBuf;

/**
 * On the hot path: the header of a whole binary message as a server sends it over a WebSocket (RFC 6455 section 5.2: final,
 * unmasked). Its bytes are the same for all who get the message, so they are made with it, once.
 */
public final class WebSocketHeader {
    /** Bytes of the longest header. */
    public static final int MAX_BYTES = 10;

    private static final int FINAL_BINARY = 0x82;
    private static final int SHORT_LENGTH = 126;
    private static final int LONG_LENGTH = 127;
    private static final int MAX_SHORT = 0xffff;

    private WebSocketHeader() {}

    /** Bytes of the header of a message of this size. */
    public static int bytes(int payloadBytes) {
        if (payloadBytes < SHORT_LENGTH) {
            return 2;
        }
        return payloadBytes <= MAX_SHORT ? 4 : MAX_BYTES;
    }

    /**
     * Writes the header right before the payload, and makes it the first readable byte.
     *
     * @param frame whose readable bytes are the payload; there must be {@link #MAX_BYTES} before them
     */
    public static void prepend(ByteBuf frame) {
        int payload = frame.readableBytes();
        int start = frame.readerIndex() - bytes(payload);
        frame.setByte(start, FINAL_BINARY);
        if (payload < SHORT_LENGTH) {
            frame.setByte(start + 1, payload);
        } else if (payload <= MAX_SHORT) {
            frame.setByte(start + 1, SHORT_LENGTH).setShort(start + 2, payload);
        } else {
            frame.setByte(start + 1, LONG_LENGTH).setLong(start + 2, payload);
        }
        frame.readerIndex(start);
    }

    /** Where the payload begins, counted from the first readable byte, which is that of the header. */
    public static int payloadOffset(ByteBuf frame) {
        return switch (frame.getByte(frame.readerIndex() + 1)) {
            case SHORT_LENGTH -> 4;
            case LONG_LENGTH -> MAX_BYTES;
            default -> 2;
        };
    }
}
