// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionFilter;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionFilterProvider;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;

/**
 * {@code permessage-deflate} (RFC 7692) for long texts: a world's entities shrink to a quarter, which a home's uplink feels. Short texts and all pose frames go as they are: a compressor costs each connection 256 KiB, made at the first long
 * text, and time for which nobody would see anything smaller.
 */
final class TextCompression {
    private static final int WORTHWHILE_BYTES = 1024;
    /**
     * Of 1 to 9. The 1,428 entities of a real world, 1.55 MB: level 1 makes 380 kB of them in 31 ms, the ordinary 6 makes 311 kB
     * in 212 ms.
     */
    private static final int LEVEL = 1;

    private TextCompression() {}

    /** Agrees on compression with a client; {@code maxInflatedBytes} is what one message of his may become. */
    static WebSocketServerExtensionHandler handler(int maxInflatedBytes) {
        return new WebSocketServerExtensionHandler(new PerMessageDeflateServerExtensionHandshaker(
                LEVEL,
                false,
                PerMessageDeflateServerExtensionHandshaker.MAX_WINDOW_SIZE,
                true,
                true,
                PerMessageDeflateServerExtensionHandshaker.MAX_WINDOW_SIZE,
                PerMessageDeflateServerExtensionHandshaker.DEFAULT_MEM_LEVEL,
                new LongTexts(),
                maxInflatedBytes));
    }

    private static final class LongTexts implements WebSocketExtensionFilterProvider {
        @Override
        public WebSocketExtensionFilter encoderFilter() {
            return frame -> !(frame instanceof TextWebSocketFrame)
                    || frame.content().readableBytes() < WORTHWHILE_BYTES;
        }

        @Override
        public WebSocketExtensionFilter decoderFilter() {
            return WebSocketExtensionFilter.NEVER_SKIP;
        }
    }
}
