// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.util.ReferenceCountUtil;
import java.lang.management.ManagementFactory;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.wire.WebSocketHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Poses cost no garbage, however many come and go: what this package does with a frame between the socket's buffer and the handler,
 * and between the world and the channel's queue. Bytes that a thread has allocated do not depend on the machine's load.
 */
final class AllocationTest {
    private static final int FRAMES = 10_000;
    /** For what the virtual machine itself does now and then; one object for each frame would be 160,000. */
    private static final long SLACK_BYTES = 20_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Takes what is written, as a socket with room would. */
    private static final class Sink extends ChannelOutboundHandlerAdapter {
        private long frames;

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            frames++;
            ReferenceCountUtil.release(message);
        }

        @Override
        public void flush(ChannelHandlerContext ctx) {}
    }

    private static final class Count implements TransportHandler {
        private long bytes;

        @Override
        public void text(ByteBuf utf8) {}

        @Override
        public void binary(ByteBuf frame) {
            bytes += frame.readableBytes();
        }

        @Override
        public void tooLarge(long size, int limit) {}

        @Override
        public void closed() {}
    }

    private final Metrics metrics = new Metrics();
    private final Sink sink = new Sink();
    private final EmbeddedChannel channel = new EmbeddedChannel(sink, new ChannelOutboundHandlerAdapter());
    private final TickHandOver handOver = new TickHandOver(channel.eventLoop());
    private final WebSocketTransport transport =
            new WebSocketTransport(channel.pipeline().lastContext(), handOver, false, metrics);

    @AfterEach
    void release() {
        channel.finishAndReleaseAll();
    }

    @Test
    void incomingPosesAreHandedOnWithoutAllocation() {
        Count count = new Count();
        var connection = new WebSocketConnection(transport, _ -> count, metrics);
        channel.pipeline().addLast(new FrameGuard(transport, connection),
                new WebSocket13FrameDecoder(true, false, 65_536),
                connection);
        ByteBuf frame = Unpooled.buffer().writeByte(0x82).writeByte(0x80 | 28).writeInt(0).writeZero(28);
        int end = frame.writerIndex();
        long allocated = allocatedByFrames(() -> {
            frame.setIndex(0, end);
            channel.pipeline().fireChannelRead(frame.retain());
        });
        assertTrue(allocated < SLACK_BYTES, allocated + " bytes for " + FRAMES + " frames");
        assertEquals(0, count.bytes % 28);
        assertTrue(count.bytes >= 28L * FRAMES);
        frame.release();
    }

    @Test
    void outgoingPosesAreHandedOverAndWrittenWithoutAllocation() {
        // On the heap, where the leak detector of the tests does not keep a record of each retain.
        ByteBuf frame = Unpooled.buffer().writeZero(WebSocketHeader.MAX_BYTES).skipBytes(WebSocketHeader.MAX_BYTES);
        WebSocketHeader.prepend(frame.writeZero(800));
        long allocated = allocatedByFrames(() -> {
            transport.sendNewest(frame.retain());
            transport.flushWithTick();
            handOver.handOver();
            channel.runPendingTasks();
        });
        assertTrue(allocated < SLACK_BYTES, allocated + " bytes for " + FRAMES + " frames");
        assertTrue(sink.frames >= FRAMES);
        frame.release();
    }

    /** After warming up, so that what is made once has been made. */
    private static long allocatedByFrames(Runnable step) {
        for (int i = 0; i < FRAMES; i++) {
            step.run();
        }
        long thread = Thread.currentThread().threadId();
        long before = THREADS.getThreadAllocatedBytes(thread);
        for (int i = 0; i < FRAMES; i++) {
            step.run();
        }
        return THREADS.getThreadAllocatedBytes(thread) - before;
    }
}
