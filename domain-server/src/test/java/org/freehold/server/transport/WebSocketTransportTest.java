// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.wire.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
final class WebSocketTransportTest {
    private static final int MEBIBYTE = 1024 * 1024;

    private static final class FlushCount extends ChannelOutboundHandlerAdapter {
        private int flushes;

        @Override
        public void flush(ChannelHandlerContext ctx) {
            flushes++;
            ctx.flush();
        }
    }

    private final FlushCount count = new FlushCount();
    private final EmbeddedChannel channel = new EmbeddedChannel(count);
    private final WebSocketTransport transport = new WebSocketTransport(channel, false, new Metrics());

    @AfterEach
    void release() {
        transport.ended();
        channel.finishAndReleaseAll();
    }

    @Test
    void sendsEverythingInOrderWithOneFlush() {
        transport.sendReliable(bytes(10));
        transport.sendNewest(bytes(20));
        transport.sendReliable(bytes(30));
        assertEquals(60, transport.queuedBytes());
        assertNull(channel.readOutbound(), "nothing goes out before flush");
        transport.flush();
        transport.flush();
        channel.runPendingTasks();
        assertEquals(List.of("Text 10", "Binary 20", "Text 30"), sent());
        assertEquals(1, count.flushes);
        assertEquals(0, transport.queuedBytes());
    }

    @Test
    void leavesPosesOutWhenTheLineIsBehind() {
        transport.sendReliable(bytes(MEBIBYTE));
        ByteBuf pose = bytes(20);
        transport.sendNewest(pose);
        assertEquals(0, pose.refCnt());
        transport.flush();
        channel.runPendingTasks();
        transport.sendNewest(bytes(21));
        transport.flush();
        channel.runPendingTasks();
        assertEquals(List.of("Text " + MEBIBYTE, "Binary 21"), sent());
    }

    @Test
    void closesAfterWhatWasQueuedAndTakesNothingAfterwards() {
        transport.sendReliable(bytes(5));
        transport.close(ErrorCode.STOPPING);
        ByteBuf late = bytes(6);
        transport.sendReliable(late);
        transport.close(ErrorCode.INTERNAL);
        channel.runPendingTasks();
        assertEquals(0, late.refCnt());
        assertEquals(List.of("Text 5", "Close 1001"), sent());
        assertTrue(channel.isOpen(), "the other end may answer");
        channel.advanceTimeBy(5, TimeUnit.SECONDS);
        channel.runPendingTasks();
        assertFalse(channel.isOpen(), "but not for ever");
    }

    @Test
    void releasesWhatIsQueuedWhenTheConnectionEnds() {
        ByteBuf queued = bytes(5);
        transport.sendReliable(queued);
        transport.ended();
        assertEquals(0, queued.refCnt());
        ByteBuf late = bytes(5);
        transport.sendNewest(late);
        transport.flush();
        channel.runPendingTasks();
        assertEquals(0, late.refCnt());
        assertEquals(0, transport.queuedBytes());
    }

    @Test
    void givesUpAConnectionThatIsHopelesslyBehind() {
        for (int sent = 0; sent <= 96 && channel.isOpen(); sent++) {
            transport.sendReliable(bytes(MEBIBYTE));
        }
        assertFalse(channel.isOpen());
    }

    @Test
    void runsWhatIsDue() {
        var ran = new ArrayList<String>();
        transport.schedule(() -> ran.add("due"), Duration.ofSeconds(30));
        channel.advanceTimeBy(29, TimeUnit.SECONDS);
        channel.runPendingTasks();
        assertEquals(List.of(), ran);
        channel.advanceTimeBy(1, TimeUnit.SECONDS);
        channel.runPendingTasks();
        assertEquals(List.of("due"), ran);
    }

    @Test
    void neverAllowsMoreThanTheDecoderTakes() {
        assertEquals(8192, transport.messageLimit());
        transport.limitMessages(Integer.MAX_VALUE);
        assertEquals(WebSocketUpgrade.MAX_MESSAGE_BYTES, transport.messageLimit());
    }

    private List<String> sent() {
        var sent = new ArrayList<String>();
        for (WebSocketFrame frame = channel.readOutbound(); frame != null; frame = channel.readOutbound()) {
            sent.add(described(frame));
            frame.release();
        }
        return sent;
    }

    private static String described(WebSocketFrame frame) {
        int bytes = frame.content().readableBytes();
        if (frame instanceof TextWebSocketFrame) {
            return "Text " + bytes;
        }
        if (frame instanceof BinaryWebSocketFrame) {
            return "Binary " + bytes;
        }
        return "Close " + assertInstanceOf(CloseWebSocketFrame.class, frame).statusCode();
    }

    private static ByteBuf bytes(int count) {
        return Unpooled.buffer(count).writeZero(count);
    }
}
