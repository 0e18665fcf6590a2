// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.freehold.server.metrics.Metrics;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever passes the guard's short way must arrive as if it had gone through the decoder. */
@ExtendWith(NoLeaks.class)
final class FrameGuardTest {
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG_SENT = 0x8a;

    /** A connection of which is known what it delivered, and what went through the decoder. */
    private static final class Line {
        private final List<String> delivered = new ArrayList<>();
        private final EmbeddedChannel channel = new EmbeddedChannel(new WebSocket13FrameEncoder(false));
        private int decoded;

        private Line(boolean guarded) {
            var metrics = new Metrics();
            var transport = new WebSocketTransport(
                    channel.pipeline().firstContext(), new TickHandOver(channel.eventLoop()), false, metrics);
            var connection = new WebSocketConnection(transport, _ -> new Recorder(delivered), metrics);
            if (guarded) {
                channel.pipeline().addLast(new FrameGuard(transport, connection));
            }
            channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext ctx, Object message) {
                    decoded++;
                    ctx.fireChannelRead(message);
                }
            });
            channel.pipeline().addLast(new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                    .expectMaskedFrames(true)
                    .allowMaskMismatch(false)
                    .withUTF8Validator(false)
                    .build()));
            channel.pipeline().addLast(connection);
        }

        private void receive(ByteBuf bytes, int from, int to) {
            if (channel.isOpen()) {
                channel.writeInbound(bytes.copy(from, to - from));
            }
        }

        private List<String> end() {
            channel.runPendingTasks();
            for (ByteBuf sent = channel.readOutbound(); sent != null; sent = channel.readOutbound()) {
                // Whether a pong still goes out before a close depends on when each of them came.
                if (sent.getUnsignedByte(0) != PONG_SENT) {
                    delivered.add("sent " + ByteBufUtil.hexDump(sent));
                }
                sent.release();
            }
            channel.finishAndReleaseAll();
            return delivered;
        }
    }

    private record Recorder(List<String> delivered) implements TransportHandler {
        @Override
        public void text(ByteBuf utf8) {
            delivered.add("text " + utf8.toString(StandardCharsets.UTF_8));
        }

        @Override
        public void binary(ByteBuf frame) {
            delivered.add("binary " + ByteBufUtil.hexDump(frame));
        }

        @Override
        public void tooLarge(long bytes, int limit) {
            delivered.add("too large " + bytes);
        }

        @Override
        public void closed() {}
    }

    @Test
    void wholeBinariesDoNotGoThroughTheDecoder() {
        Line line = new Line(true);
        ByteBuf bytes = Unpooled.buffer();
        frame(bytes, BINARY, true, true, 30, 1);
        frame(bytes, BINARY, true, true, 0, 2);
        frame(bytes, BINARY, true, true, 64, 3);
        line.receive(bytes, 0, bytes.writerIndex());
        assertEquals(0, line.decoded);
        assertEquals(3, line.end().size());
    }

    @Test
    void theRestOfAReadGoesThroughTheDecoderFromTheFirstOtherFrameOn() {
        Line line = new Line(true);
        ByteBuf bytes = Unpooled.buffer();
        frame(bytes, BINARY, true, true, 3, 1);
        frame(bytes, TEXT, true, true, 3, 2);
        frame(bytes, BINARY, true, true, 3, 3);
        line.receive(bytes, 0, bytes.writerIndex());
        assertEquals(List.of("binary", "text", "binary"),
                line.end().stream().map(each -> each.substring(0, each.indexOf(' '))).toList());
    }

    @Test
    void aBinaryOverTheLimitStopsTheInput() {
        Line line = new Line(true);
        ByteBuf bytes = Unpooled.buffer();
        frame(bytes, BINARY, true, true, 3, 1);
        frame(bytes, BINARY, true, true, 2049, 2);
        frame(bytes, BINARY, true, true, 3, 3);
        line.receive(bytes, 0, bytes.writerIndex());
        line.receive(bytes, 0, 9);
        List<String> delivered = line.end();
        assertEquals(2, delivered.size(), delivered.toString());
        assertEquals("too large 2049", delivered.getLast());
    }

    /** Half of the runs with a fault of the standard somewhere. */
    @RepeatedTest(300)
    void deliversTheSameAsTheDecoderHoweverTheBytesAreSplit(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        ByteBuf bytes = Unpooled.buffer();
        int frames = 1 + random.nextInt(30);
        int fault = random.nextBoolean() ? random.nextInt(frames) : -1;
        for (int i = 0; i < frames; i++) {
            anything(bytes, random, i == fault);
        }
        int end = bytes.writerIndex();
        Line plain = new Line(false);
        plain.receive(bytes, 0, end);
        List<String> expected = plain.end();
        int largestPart = 1 + random.nextInt(200);
        Line guarded = new Line(true);
        for (int from = 0, to; from < end; from = to) {
            to = Math.min(end, from + 1 + random.nextInt(largestPart));
            guarded.receive(bytes, from, to);
        }
        assertEquals(expected, guarded.end(), "seed " + run.getCurrentRepetition());
    }

    private static void anything(ByteBuf out, Random random, boolean faulty) {
        if (faulty) {
            switch (random.nextInt(5)) {
                case 0 -> frame(out, BINARY, true, false, 20, random.nextInt());
                case 1 -> frame(out, CONTINUATION, true, true, 20, random.nextInt());
                case 2 -> frame(out, 3 + random.nextInt(5), true, true, 20, random.nextInt());
                case 3 -> {
                    frame(out, BINARY, false, true, 5, random.nextInt());
                    frame(out, BINARY, true, true, 5, random.nextInt());
                }
                default -> frame(out, CLOSE, true, true, 0, random.nextInt());
            }
            return;
        }
        switch (random.nextInt(8)) {
            case 0 -> frame(out, TEXT, true, true, random.nextInt(300), random.nextInt());
            case 1 -> {
                frame(out, TEXT, false, true, 1 + random.nextInt(100), random.nextInt());
                frame(out, PING, true, true, random.nextInt(10), random.nextInt());
                frame(out, CONTINUATION, true, true, 1 + random.nextInt(100), random.nextInt());
            }
            case 2 -> {
                frame(out, BINARY, false, true, 1 + random.nextInt(30), random.nextInt());
                frame(out, CONTINUATION, true, true, 1 + random.nextInt(30), random.nextInt());
            }
            default -> frame(out, BINARY, true, true, random.nextInt(200), random.nextInt());
        }
    }

    /** Text is letters, so that it is UTF-8. */
    private static void frame(ByteBuf out, int opcode, boolean last, boolean masked, int length, int mask) {
        out.writeByte(last ? 0x80 | opcode : opcode);
        int maskBit = masked ? 0x80 : 0;
        if (length < 126) {
            out.writeByte(maskBit | length);
        } else {
            out.writeByte(maskBit | 126).writeShort(length);
        }
        if (masked) {
            out.writeInt(mask);
        }
        for (int i = 0; i < length; i++) {
            int content = 'a' + i % 26;
            out.writeByte(masked ? content ^ (mask >> (24 - i % 4 * 8)) : content);
        }
    }
}
