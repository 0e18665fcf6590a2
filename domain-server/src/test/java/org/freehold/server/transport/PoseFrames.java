// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.freehold.server.wire.WebSocketHeader;

/** Frames as the world makes them. */
public final class PoseFrames {
    private PoseFrames() {}

    /** A frame with these readable bytes, which stay the caller's. */
    public static ByteBuf of(ByteBuf payload) {
        int size = payload.readableBytes();
        ByteBuf frame = ByteBufAllocator.DEFAULT.directBuffer(WebSocketHeader.MAX_BYTES + size);
        frame.setIndex(WebSocketHeader.MAX_BYTES, WebSocketHeader.MAX_BYTES);
        frame.writeBytes(payload, payload.readerIndex(), size);
        WebSocketHeader.prepend(frame);
        return frame;
    }

    /** A frame with so many zeros. */
    public static ByteBuf of(int payloadBytes) {
        ByteBuf frame = ByteBufAllocator.DEFAULT.directBuffer(WebSocketHeader.MAX_BYTES + payloadBytes);
        frame.setIndex(WebSocketHeader.MAX_BYTES, WebSocketHeader.MAX_BYTES);
        frame.writeZero(payloadBytes);
        WebSocketHeader.prepend(frame);
        return frame;
    }
}
