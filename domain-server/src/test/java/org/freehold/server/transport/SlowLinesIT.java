// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.freehold.server.metrics.Metrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients that take less than they are sent, on real sockets: they cost little, are counted, and nobody else notices. */
@Timeout(60)
@ExtendWith(NoLeaks.class)
final class SlowLinesIT {
    private static final int POSES_BYTES = 4400;
    /** A minute and a half of a full square: without a limit the kernel alone would keep megabytes of it. */
    private static final int TICKS = 2000;

    private final Metrics metrics = new Metrics();
    private final EchoSessions sessions = new EchoSessions();
    private final NetworkServer server =
            new NetworkServer(NetworkConfig.DEFAULTS, null, new FakeSite(), sessions, metrics);
    private int port;

    @BeforeEach
    void listen() {
        port = assertInstanceOf(NetworkServer.Listening.class, server.listen("127.0.0.1", 0))
                .address()
                .getPort();
    }

    @AfterEach
    void stop() {
        server.stop(Duration.ofMillis(200));
    }

    @Test
    void whoReadsNothingIsSkippedBeforeHalfAMegabyteWaits() throws Exception {
        assumeTrue(Epoll.isAvailable(), "only Linux limits what the kernel keeps");
        try (RawWebSocket _ = RawWebSocket.open(port)) {
            Transport transport = opened();
            long most = tick(transport, TICKS);
            long given = TICKS - skipped();
            assertTrue(given * POSES_BYTES < 512 * 1024, given + " frames were given to the network");
            assertTrue(transport.queuedBytes() > 0, "nobody can see that it is behind");
            assertTrue(most < 64 * 1024, most + " bytes were queued here");
        }
    }

    @Test
    void aTinyWindowMakesNoDifference() throws Exception {
        assumeTrue(Epoll.isAvailable(), "only Linux limits what the kernel keeps");
        try (RawWebSocket client = RawWebSocket.connect(port, 1)) {
            client.upgrade(port, "freehold.1", Map.of());
            Transport transport = opened();
            long most = tick(transport, TICKS);
            long given = TICKS - skipped();
            assertTrue(given * POSES_BYTES < 128 * 1024, given + " frames were given to the network");
            assertTrue(most < 64 * 1024, most + " bytes were queued here");
        }
    }

    @Test
    void whoReadsOneByteAtATimeGetsWholeFramesAndTheNewestInTheEnd() throws Exception {
        try (RawWebSocket client = RawWebSocket.connect(port, 1)) {
            client.upgrade(port, "freehold.1", Map.of());
            Transport transport = opened();
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            for (int second = 0; second < 50; second++) {
                tick(transport, 20);
                read.write(client.socket().getInputStream().read());
            }
            assertTrue(skipped() > 900, skipped() + " of 1000 were left out");
            transport.sendReliable(text("the end"));
            transport.flush();
            // The first frame was begun to be read above.
            byte[] begun = read.toByteArray();
            assertEquals(0x82, begun[0] & 0xff);
            client.socket().getInputStream().skipNBytes(4 + POSES_BYTES - begun.length);
            int frames = 1;
            RawWebSocket.Frame frame = client.read();
            for (; frame.opcode() == RawWebSocket.BINARY; frame = client.read(), frames++) {
                assertEquals(POSES_BYTES, frame.payload().length);
            }
            assertEquals("the end", frame.text(), "what is reliable comes however slow the line is");
            assertEquals(1000 - skipped(), frames);
            long before;
            do {
                before = skipped();
                tick(transport, 1);
            } while (skipped() > before); // until the server knows that all is taken
            assertEquals(POSES_BYTES, client.read().payload().length, "and poses go on");
        }
    }

    @Test
    void othersGetEverythingMeanwhile() throws Exception {
        try (RawWebSocket _ = RawWebSocket.open(port)) {
            Transport stuck = opened();
            try (RawWebSocket well = RawWebSocket.open(port)) {
                Transport transport = opened();
                for (int tick = 0; tick < 500; tick++) {
                    tick(stuck, 1);
                    tick(transport, 1);
                    assertEquals(POSES_BYTES, well.read().payload().length);
                }
                assertTrue(skipped() > 0);
            }
        }
    }

    @Test
    void whoReconnectsInALoopLeavesNothingBehind() throws Exception {
        for (int i = 0; i < 500; i++) {
            try (RawWebSocket client = RawWebSocket.open(port)) {
                tick(opened(), 1);
                if (i % 2 == 0) {
                    client.socket().setSoLinger(true, 0); // a reset
                }
            }
        }
        try (RawWebSocket client = RawWebSocket.open(port)) {
            client.text("still there");
            assertEquals("still there", client.read().text());
            while (sessions.closed.get() < 500) {
                client.text("closed?");
                client.read();
            }
        }
    }

    private Transport opened() throws InterruptedException {
        return Objects.requireNonNull(sessions.opened.poll(10, TimeUnit.SECONDS), "nobody came");
    }

    /** So many ticks, each waited for; the most that was queued after one. */
    private long tick(Transport transport, int ticks) throws InterruptedException {
        long most = 0;
        for (int tick = 0; tick < ticks; tick++) {
            transport.sendNewest(PoseFrames.of(POSES_BYTES));
            transport.flushWithTick();
            server.flushTick();
            CountDownLatch done = new CountDownLatch(1);
            transport.schedule(done::countDown, Duration.ZERO);
            assertTrue(done.await(10, TimeUnit.SECONDS));
            most = Math.max(most, transport.queuedBytes());
        }
        return most;
    }

    private long skipped() throws IOException {
        return Counted.of(metrics, "freehold_pose_frames_skipped_total");
    }

    private static ByteBuf text(String text) {
        return ByteBufAllocator.DEFAULT.buffer().writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
