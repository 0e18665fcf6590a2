// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/**
 * On the hot path, on the connection's event loop. Reads the headers of incoming frames as they pass, and stops the input at
 * the first whose message would be larger than allowed: before the decoder behind it has kept a byte of it. The limit
 * changes while the connection lives, which the decoder's own cannot. Header layout: RFC 6455 section 5.2.
 *
 * <p>A whole binary message in one frame, which is what a pose is, does not go through the decoder, which would copy it and make
 * two objects of it: it is unmasked where it lies and handed to the connection.
 */
final class FrameGuard extends ChannelInboundHandlerAdapter {
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int LAST = 0x80;
    private static final int LAST_AND_BINARY = LAST | BINARY;
    private static final int MAX_SHORT_PAYLOAD = 125;
    private static final int MASKED = 0x80;
    private static final int MASK_BYTES = 4;
    private static final int SHORT_HEADER_BYTES = 2 + MASK_BYTES;

    private final WebSocketTransport transport;
    private final WebSocketConnection connection;
    private int headerBytes;
    private int headerNeeded = 2;
    private int lengthEnds = 2;
    private int opcode;
    private boolean last;
    private long length;
    private long payloadLeft;
    private boolean isText;
    private boolean isMessageOpen;
    private boolean isCloseSeen;
    private long messageBytes;
    private boolean stopped;
    private boolean toldDecoder;

    FrameGuard(WebSocketTransport transport, WebSocketConnection connection) {
        this.transport = transport;
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (stopped || !(message instanceof ByteBuf bytes)) {
            ReferenceCountUtil.release(message);
            return;
        }
        connection.heard();
        boolean passedOn = false;
        try {
            takeBinaries(bytes);
            if (bytes.isReadable()) {
                if (isWithinLimits(bytes)) {
                    passedOn = true;
                    toldDecoder = true;
                    ctx.fireChannelRead(bytes);
                } else {
                    // What comes from here on is read and thrown away until the other end has seen why, and closed.
                    stopped = true;
                    connection.tooLarge(messageBytes, limit());
                }
            }
        } finally {
            if (!passedOn) {
                bytes.release();
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        // The decoder need not hear of the end of what it did not hear of.
        if (toldDecoder) {
            toldDecoder = false;
            ctx.fireChannelReadComplete();
        }
    }

    /** Delivers the whole binary messages that these bytes begin with, and leaves the rest. */
    private void takeBinaries(ByteBuf bytes) {
        if (headerBytes > 0 || payloadLeft > 0 || isMessageOpen || isCloseSeen) {
            return; // the decoder has begun something, or wants no more
        }
        int end = bytes.writerIndex();
        int start = bytes.readerIndex();
        for (int payload = wholeBinary(bytes, start, end); payload >= 0; payload = wholeBinary(bytes, start, end)) {
            int payloadStart = start + SHORT_HEADER_BYTES;
            start = payloadStart + payload;
            unmask(bytes, payloadStart, start, bytes.getInt(payloadStart - MASK_BYTES));
            bytes.setIndex(payloadStart, start);
            connection.binary(bytes);
            bytes.setIndex(start, end);
        }
    }

    /** How long the payload of the frame at {@code start} is, or -1 when it is not a whole binary message within the limit. */
    private static int wholeBinary(ByteBuf bytes, int start, int end) {
        if (end - start < SHORT_HEADER_BYTES || bytes.getUnsignedByte(start) != LAST_AND_BINARY) {
            return -1;
        }
        int payload = bytes.getUnsignedByte(start + 1) - MASKED; // negative when it is not masked
        // Poses are short; what says its length in more bytes goes the long way.
        boolean isWhole = payload <= MAX_SHORT_PAYLOAD && end - start - SHORT_HEADER_BYTES >= payload;
        return isWhole ? payload : -1;
    }

    private static void unmask(ByteBuf bytes, int from, int to, int mask) {
        int index = from;
        for (; to - index >= Integer.BYTES; index += Integer.BYTES) {
            bytes.setInt(index, bytes.getInt(index) ^ mask);
        }
        for (int shift = 24; index < to; index++, shift -= 8) {
            bytes.setByte(index, bytes.getByte(index) ^ mask >> shift);
        }
    }

    private boolean isWithinLimits(ByteBuf bytes) {
        int index = bytes.readerIndex();
        int end = bytes.writerIndex();
        while (index < end) {
            if (payloadLeft > 0) {
                int skipped = (int) Math.min(payloadLeft, end - index);
                payloadLeft -= skipped;
                index += skipped;
            } else {
                header(bytes.getUnsignedByte(index++));
                if (headerBytes == headerNeeded && !beginPayload()) {
                    return false;
                }
            }
        }
        return true;
    }

    private void header(int value) {
        switch (headerBytes++) {
            case 0 -> {
                opcode = value & 0x0f;
                last = (value & LAST) != 0;
            }
            case 1 -> {
                int lengthBytes = switch (value & 0x7f) {
                    case 126 -> 2;
                    case 127 -> 8;
                    default -> 0;
                };
                length = lengthBytes == 0 ? value & 0x7f : 0;
                headerNeeded = 2 + lengthBytes + ((value & 0x80) == 0 ? 0 : MASK_BYTES);
                lengthEnds = 2 + lengthBytes;
            }
            default -> {
                if (headerBytes <= lengthEnds) {
                    length = length << 8 | value;
                }
            }
        }
    }

    private boolean beginPayload() {
        headerBytes = 0;
        headerNeeded = 2;
        payloadLeft = length;
        if (opcode == TEXT || opcode == BINARY) {
            isText = opcode == TEXT;
            isMessageOpen = !last;
            messageBytes = length;
        } else if (opcode == CONTINUATION) {
            messageBytes = isMessageOpen ? messageBytes + length : length;
            isMessageOpen = !last;
        } else {
            isCloseSeen |= opcode == CLOSE;
            return length >= 0; // the decoder knows how long a control frame may be
        }
        if (length < 0 || messageBytes < 0) {
            messageBytes = Long.MAX_VALUE;
        }
        return messageBytes <= limit();
    }

    private int limit() {
        return isText ? transport.messageLimit() : WebSocketTransport.MAX_BINARY_BYTES;
    }
}
