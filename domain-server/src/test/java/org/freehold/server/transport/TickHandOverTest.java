// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.freehold.server.metrics.Metrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
final class TickHandOverTest {

    /** Runs its tasks when the test says so. */
    private static final class LazyLoop extends DefaultEventLoop {
        private final Queue<Runnable> tasks = new ArrayDeque<>();
        private boolean stopped;

        @Override
        public void execute(Runnable task) {
            if (stopped) {
                throw new RejectedExecutionException("stopped");
            }
            tasks.add(task);
        }

        private int runTasks() {
            int ran = 0;
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
                ran++;
            }
            return ran;
        }
    }

    private final LazyLoop loop = new LazyLoop();
    private final TickHandOver handOver = new TickHandOver(loop);
    private final List<EmbeddedChannel> channels = new ArrayList<>();

    @AfterEach
    void release() {
        channels.forEach(EmbeddedChannel::finishAndReleaseAll);
    }

    @Test
    void handsAllTransportsOverWithOneTask() {
        List<WebSocketTransport> transports = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            transports.add(transport());
        }
        for (int tick = 1; tick <= 3; tick++) {
            for (WebSocketTransport transport : transports) {
                transport.sendOnce(bytes());
                transport.flushWithTick();
            }
            handOver.handOver();
            assertEquals(1, loop.runTasks());
            for (EmbeddedChannel channel : channels) {
                assertEquals(1, takeSent(channel));
            }
        }
    }

    @Test
    void plansNothingForATickWithoutOutput() {
        transport().flushWithTick();
        handOver.handOver();
        assertEquals(0, loop.runTasks());
    }

    @Test
    void aLateLoopGetsEverythingOfSeveralTicks() {
        WebSocketTransport early = transport();
        WebSocketTransport both = transport();
        WebSocketTransport late = transport();
        send(early, both);
        handOver.handOver();
        send(both, late);
        handOver.handOver();
        loop.runTasks();
        assertEquals(List.of(1, 2, 1), channels.stream().map(TickHandOverTest::takeSent).toList());
        send(early, both, late);
        handOver.handOver();
        loop.runTasks();
        assertEquals(List.of(1, 1, 1), channels.stream().map(TickHandOverTest::takeSent).toList());
    }

    @Test
    void endsTransportsOfALoopThatIsGone() {
        WebSocketTransport transport = transport();
        ByteBuf frame = bytes();
        transport.sendOnce(frame);
        transport.flushWithTick();
        loop.stopped = true;
        handOver.handOver();
        assertEquals(0, frame.refCnt());
    }

    private void send(WebSocketTransport... transports) {
        for (WebSocketTransport transport : transports) {
            transport.sendOnce(bytes());
            transport.flushWithTick();
        }
    }

    private WebSocketTransport transport() {
        EmbeddedChannel channel = new EmbeddedChannel(new ChannelOutboundHandlerAdapter());
        channels.add(channel);
        return new WebSocketTransport(channel.pipeline().lastContext(), handOver, false, new Metrics());
    }

    private static int takeSent(EmbeddedChannel channel) {
        int sent = 0;
        for (ByteBuf frame = channel.readOutbound(); frame != null; frame = channel.readOutbound()) {
            sent++;
            frame.release();
        }
        return sent;
    }

    private static ByteBuf bytes() {
        return PoseFrames.of(0);
    }
}
