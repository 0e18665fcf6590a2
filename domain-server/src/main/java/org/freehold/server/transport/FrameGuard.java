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
 */
final class FrameGuard extends ChannelInboundHandlerAdapter {
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int MASK_BYTES = 4;

    private final WebSocketTransport transport;
    private final WebSocketConnection connection;
    private int headerBytes;
    private int headerNeeded = 2;
    private int lengthEnds = 2;
    private int opcode;
    private long length;
    private long payloadLeft;
    private boolean isText;
    private long messageBytes;
    private boolean stopped;

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
        if (isWithinLimits(bytes)) {
            ctx.fireChannelRead(bytes);
        } else {
            // What comes from here on is read and thrown away until the other end has seen why, and closed.
            stopped = true;
            bytes.release();
            connection.tooLarge(messageBytes, limit());
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
            case 0 -> opcode = value & 0x0f;
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
            messageBytes = length;
        } else if (opcode == CONTINUATION) {
            messageBytes += length;
        } else {
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
