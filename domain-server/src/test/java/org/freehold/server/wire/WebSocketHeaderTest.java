// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WebSocketHeaderTest {

    /** The lengths around which RFC 6455 section 5.2 changes the form. */
    @ParameterizedTest
    @CsvSource({
            "0, 8200", "1, 8201", "125, 827d", "126, 827e007e", "127, 827e007f", "65535, 827effff",
            "65536, 827f0000000000010000"
    })
    void isTheShortestFormOfTheLength(int payloadBytes, String header) {
        ByteBuf frame = Unpooled.buffer();
        frame.writeZero(WebSocketHeader.MAX_BYTES).skipBytes(WebSocketHeader.MAX_BYTES);
        frame.writeZero(payloadBytes);
        WebSocketHeader.prepend(frame);
        assertEquals(header, ByteBufUtil.hexDump(frame, frame.readerIndex(), header.length() / 2));
        assertEquals(header.length() / 2, WebSocketHeader.bytes(payloadBytes));
        assertEquals(header.length() / 2, WebSocketHeader.payloadOffset(frame));
        assertEquals(header.length() / 2 + payloadBytes, frame.readableBytes());
    }
}
