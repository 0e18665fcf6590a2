// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.freehold.server.metrics.Metrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code permessage-deflate} as a client from another machine sees it (RFC 7692). */
@ExtendWith(NoLeaks.class)
final class TextCompressionTest {
    private static final int COMPRESSED_TEXT = 0xc1;
    private static final int PLAIN_TEXT = 0x81;
    private static final int PLAIN_BINARY = 0x82;

    private final EchoSessions sessions = new EchoSessions();
    private EmbeddedChannel channel = new EmbeddedChannel();

    @BeforeEach
    void connect() {
        channel = new EmbeddedChannel(
                new ConnectionPipeline(
                        NetworkConfig.DEFAULTS, null, new FakeSite(), SocketDoor.sessions(sessions),
                        new TickHandOvers(), new Metrics()));
        String head = upgrade();
        assertTrue(head.contains("sec-websocket-extensions: permessage-deflate"), head);
    }

    @AfterEach
    void disconnect() {
        channel.finishAndReleaseAll();
    }

    @Test
    void longTextsAreCompressed() throws DataFormatException {
        String text = "{\"type\":\"Box\"},".repeat(500);
        sessions.opened.element().sendReliable(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
        byte[] frame = flushed();
        assertEquals(COMPRESSED_TEXT, frame[0] & 0xff);
        assertTrue(frame.length < text.length() / 10, frame.length + " bytes for " + text.length());
        assertEquals(text, inflate(frame, text.length()));
    }

    @Test
    void shortTextsAndAllBinariesAreNot() {
        Transport transport = sessions.opened.element();
        transport.sendReliable(Unpooled.copiedBuffer("a".repeat(1023), StandardCharsets.UTF_8));
        assertEquals(PLAIN_TEXT, flushed()[0] & 0xff);
        transport.sendNewest(PoseFrames.of(4000));
        assertEquals(PLAIN_BINARY, flushed()[0] & 0xff);
    }

    @Test
    void aMessageThatSwellsBeyondTheLimitIsRefused() {
        // 64 KiB of zeros, raw deflate, as any zlib makes it: about 80 bytes.
        byte[] swelling = deflated(new byte[65_536]);
        ByteBuf frame = Unpooled.buffer();
        frame.writeByte(COMPRESSED_TEXT).writeByte(0x80 | swelling.length).writeInt(0); // a mask of zeros
        frame.writeBytes(swelling);
        channel.writeInbound(frame);
        assertEquals("65536 > 8192", sessions.tooLarge.element());
    }

    private static byte[] deflated(byte[] content) {
        var deflater = new Deflater(9, true);
        deflater.setInput(content);
        byte[] out = new byte[200];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        deflater.end();
        // RFC 7692 section 7.2.1: the four bytes 00 00 ff ff at the end are left out.
        return Arrays.copyOf(out, length - 4);
    }

    private static String inflate(byte[] frame, int length) throws DataFormatException {
        int start = (frame[1] & 0x7f) == 126 ? 4 : 2;
        Inflater inflater = new Inflater(true);
        inflater.setInput(frame, start, frame.length - start);
        byte[] out = new byte[length];
        int read = inflater.inflate(out);
        inflater.end();
        return new String(out, 0, read, StandardCharsets.UTF_8);
    }

    private String upgrade() {
        String request = """
                GET /session HTTP/1.1
                Host: a
                Connection: Upgrade
                Upgrade: websocket
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
                Sec-WebSocket-Protocol: freehold.1
                Sec-WebSocket-Extensions: permessage-deflate

                """.replace("\n", "\r\n");
        channel.writeInbound(Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII));
        return new String(sent(), StandardCharsets.US_ASCII);
    }

    private byte[] flushed() {
        sessions.opened.element().flush();
        channel.runPendingTasks();
        return sent();
    }

    private byte[] sent() {
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            all.writeBytes(part);
            part.release();
        }
        byte[] bytes = new byte[all.readableBytes()];
        all.readBytes(bytes).release();
        return bytes;
    }
}
