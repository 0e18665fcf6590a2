// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.transport.StrangerLimit.Rate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How fast connections are accepted. */
final class AcceptRateTest {
    private static final int AT_ONCE = 100;

    private final Metrics metrics = new Metrics();
    private long now;
    private final EmbeddedChannel listening =
            new EmbeddedChannel(new AcceptRate(new Rate(1000, AT_ONCE), () -> now, metrics));

    AcceptRateTest() {
        listening.freezeTime();
    }

    @AfterEach
    void close() {
        listening.finishAndReleaseAll();
    }

    @Test
    void takesACrowdThatComesAtOnceWithoutAPause() {
        come(AT_ONCE);
        assertTrue(listening.config().isAutoRead());
        assertEquals(AT_ONCE, listening.inboundMessages().size());
    }

    @Test
    void leavesTheRestOfAFloodToTheKernelForAMoment() throws IOException {
        come(AT_ONCE + 1);
        assertFalse(listening.config().isAutoRead());
        assertEquals(AT_ONCE + 1, listening.inboundMessages().size(), "who was accepted already is not dropped");

        pass(AcceptRate.PAUSE_MILLIS);
        assertTrue(listening.config().isAutoRead());
        come((int) AcceptRate.PAUSE_MILLIS);
        assertTrue(listening.config().isAutoRead(), "a thousand a second are twenty in that time");
        come(1);
        assertFalse(listening.config().isAutoRead());
        assertEquals(2, Counted.of(metrics, "freehold_accepting_paused_total"), "which operators can see");
    }

    @Test
    void pausesOnceForThoseWhoWereOnTheirWay() throws IOException {
        come(AT_ONCE + 5);
        assertEquals(1, Counted.of(metrics, "freehold_accepting_paused_total"));
        pass(AcceptRate.PAUSE_MILLIS);
        assertTrue(listening.config().isAutoRead());
    }

    private void come(int connections) {
        for (int i = 0; i < connections; i++) {
            listening.writeInbound("connection");
        }
    }

    private void pass(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
        listening.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        listening.runScheduledPendingTasks();
    }
}
