// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.transport.TokenBucket.Rate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How fast connections are accepted. */
final class AcceptRateTest {
    private static final int AT_ONCE = 1000;

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

    @Test
    void oneNetworkTakesNothingFromTheOthers() throws IOException {
        int most = (int) AcceptRate.ONE_NETWORK.burst();
        for (int i = 1; i < 10 * AT_ONCE; i++) {
            listening.writeInbound(new Connection("2001:db8::" + Integer.toHexString(i % 1000)));
        }
        Connection last = new Connection("2001:db8::fff");
        listening.writeInbound(last);
        assertEquals(most, listening.inboundMessages().size(), "all of them in one /64");
        assertFalse(last.isOpen());
        assertEquals(10 * AT_ONCE - most,
                Counted.of(metrics, "freehold_failed_handshakes_total{reason=\"too_many_from_address\"}"));

        listening.writeInbound(new Connection("198.51.100.7"));
        assertEquals(most + 1, listening.inboundMessages().size());
        assertTrue(listening.config().isAutoRead());
    }

    @Test
    void aProxyOnThisMachineSpeaksForEverybody() {
        for (int i = 0; i < AT_ONCE; i++) {
            listening.writeInbound(new Connection("127.0.0.1"));
        }
        assertEquals(AT_ONCE, listening.inboundMessages().size());
    }

    private void come(int connections) {
        for (int i = 0; i < connections; i++) {
            listening.writeInbound(new Connection("192.0.%d.%d".formatted(i / 250, i % 250)));
        }
    }

    private void pass(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
        listening.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        listening.runScheduledPendingTasks();
    }

    /** Somebody's, from this address. */
    private static final class Connection extends EmbeddedChannel {
        private final InetSocketAddress remote;

        Connection(String address) {
            super(false, false);
            remote = new InetSocketAddress(InetAddress.ofLiteral(address), 4080);
        }

        @Override
        public SocketAddress remoteAddress() {
            return remote;
        }
    }
}
