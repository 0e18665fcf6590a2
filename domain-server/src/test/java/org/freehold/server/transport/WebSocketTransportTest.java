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
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.ReferenceCounted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.wire.ErrorCode;
import org.freehold.server.wire.WebSocketHeader;
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

    /** As a line that takes nothing: what was written stays in Netty's queue. */
    private static final class Valve extends ChannelOutboundHandlerAdapter {
        private boolean closed;

        @Override
        public void flush(ChannelHandlerContext ctx) {
            if (!closed) {
                ctx.flush();
            }
        }
    }

    private final Valve valve = new Valve();
    private final FlushCount count = new FlushCount();
    private final EmbeddedChannel channel = new EmbeddedChannel(valve, count, new ChannelOutboundHandlerAdapter());
    private final TickHandOver handOver = new TickHandOver(channel.eventLoop());
    private final WebSocketTransport transport =
            new WebSocketTransport(channel.pipeline().lastContext(), handOver, false, new Metrics());

    @AfterEach
    void release() {
        transport.ended();
        channel.finishAndReleaseAll();
    }

    @Test
    void sendsEverythingInOrderAndTheNewestLastWithOneFlush() {
        transport.sendReliable(bytes(10));
        transport.sendNewest(frame(20));
        transport.sendOnce(frame(25));
        transport.sendReliable(bytes(30));
        assertEquals(67, transport.queuedBytes(), "without what may still be replaced");
        assertNull(channel.readOutbound(), "nothing goes out before flush");
        transport.flush();
        transport.flush();
        channel.runPendingTasks();
        assertEquals(List.of("Text 10", "Frame 25", "Text 30", "Frame 20"), sent());
        assertEquals(1, count.flushes);
        assertEquals(0, transport.queuedBytes());
    }

    @Test
    void aNewerFrameReplacesOneThatWasNotHandedOver() {
        ByteBuf old = frame(20);
        transport.sendNewest(old);
        transport.sendOnce(frame(21));
        transport.sendNewest(frame(22));
        assertEquals(0, old.refCnt());
        flush();
        assertEquals(List.of("Frame 21", "Frame 22"), sent());
    }

    @Test
    void waitsForTheEndOfTheTick() {
        transport.sendReliable(bytes(10));
        transport.flushWithTick();
        transport.sendNewest(frame(20));
        transport.flushWithTick();
        channel.runPendingTasks();
        assertNull(channel.readOutbound());
        handOver.handOver();
        channel.runPendingTasks();
        assertEquals(List.of("Text 10", "Frame 20"), sent());
        assertEquals(1, count.flushes);
    }

    @Test
    void isNotHandedOverWithoutOutput() {
        transport.flushWithTick();
        handOver.handOver();
        channel.runPendingTasks();
        assertEquals(0, count.flushes);
    }

    @Test
    void leavesPosesOutWhenTheLineIsBehind() {
        transport.sendReliable(bytes(MEBIBYTE));
        ByteBuf newest = frame(20);
        transport.sendNewest(newest);
        ByteBuf once = frame(20);
        transport.sendOnce(once);
        assertEquals(0, newest.refCnt());
        assertEquals(0, once.refCnt());
        flush();
        transport.sendNewest(frame(21));
        flush();
        assertEquals(List.of("Text " + MEBIBYTE, "Frame 21"), sent());
    }

    @Test
    void givesALineThatHasNotTakenTheLastFrameNoOther() {
        valve.closed = true;
        transport.sendNewest(frame(20));
        flush();
        ByteBuf next = frame(21);
        transport.sendNewest(next);
        assertEquals(0, next.refCnt());
        valve.closed = false;
        channel.flush();
        transport.sendNewest(frame(22));
        flush();
        assertEquals(List.of("Frame 20", "Frame 22"), sent());
    }

    @Test
    void doesNotWaitForWhatWasWrittenAfterTheLastFrame() {
        transport.sendNewest(frame(20));
        flush();
        valve.closed = true;
        transport.sendReliable(bytes(1000));
        flush();
        transport.sendNewest(frame(21));
        flush();
        valve.closed = false;
        channel.flush();
        assertEquals(List.of("Frame 20", "Text 1000", "Frame 21"), sent());
    }

    @Test
    void sendsNoPosesAfterTheCloseFrame() {
        ByteBuf newest = frame(20);
        transport.sendNewest(newest);
        transport.close(ErrorCode.STOPPING);
        channel.runPendingTasks();
        assertEquals(List.of("Close 1001"), sent());
        assertEquals(0, newest.refCnt());
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
        ByteBuf newest = frame(5);
        transport.sendNewest(newest);
        transport.flushWithTick();
        transport.ended();
        handOver.handOver();
        assertEquals(0, queued.refCnt());
        assertEquals(0, newest.refCnt());
        ByteBuf late = frame(5);
        transport.sendNewest(late);
        flush();
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

    private void flush() {
        transport.flush();
        channel.runPendingTasks();
    }

    private List<String> sent() {
        var sent = new ArrayList<String>();
        for (ReferenceCounted frame = channel.readOutbound(); frame != null; frame = channel.readOutbound()) {
            sent.add(described(frame));
            frame.release();
        }
        return sent;
    }

    private static String described(ReferenceCounted frame) {
        if (frame instanceof TextWebSocketFrame text) {
            return "Text " + text.content().readableBytes();
        }
        if (frame instanceof ByteBuf encoded) {
            return "Frame " + (encoded.readableBytes() - WebSocketHeader.payloadOffset(encoded));
        }
        return "Close " + assertInstanceOf(CloseWebSocketFrame.class, frame).statusCode();
    }

    private static ByteBuf bytes(int count) {
        return Unpooled.buffer(count).writeZero(count);
    }

    private static ByteBuf frame(int payloadBytes) {
        return PoseFrames.of(payloadBytes);
    }
}
