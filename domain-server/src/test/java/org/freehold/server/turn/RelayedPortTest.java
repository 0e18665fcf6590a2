// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who has a place at a relay, and for how long. */
@Timeout(60)
final class RelayedPortTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int PLACES = 64;

    private final AtomicLong now = new AtomicLong();
    private final RelayedPort port = new RelayedPort(9, now::get);
    private FakeTurnServer server;

    @BeforeEach
    void open() throws Exception {
        server = new FakeTurnServer(new CountDownLatch(0));
        port.use(Relay.open(
                server.url(), server.url().resolve(_ -> true), "u", "p", SSLContext.getDefault(), new SecureRandom(),
                PATIENCE, now::get, port));
    }

    @AfterEach
    void close() throws Exception {
        port.close();
        server.close();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private static InetSocketAddress peer(int number) {
        return new InetSocketAddress(InetAddress.ofLiteral("203.0.113.7"), 1000 + number);
    }

    private int channel(InetSocketAddress peer) {
        return Objects.requireNonNull(server.bound.get(peer));
    }

    @Test
    void knowsWhomAnAddressStandsFor() throws Exception {
        assertEquals(peer(1), port.behind(port.standIn(peer(1))));
        assertNull(port.behind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 9)));
    }

    @Test
    void thoseWhoAreNamedAndDoNotComeMakeRoomForOthers() throws Exception {
        for (int number = 0; number < PLACES; number++) {
            port.standIn(peer(number));
        }
        assertThrows(IOException.class, () -> port.standIn(peer(PLACES)), "who has just been named may be on the way");

        pass(Duration.ofSeconds(31));
        InetSocketAddress another = port.standIn(peer(PLACES));
        assertEquals(peer(PLACES), port.behind(another));
        assertEquals(PLACES + 1, Set.copyOf(server.bound.values()).size(), "a channel of its own");
    }

    @Test
    void anAddressThatIsNotUsedIsLetGoAfterTenMinutes() throws Exception {
        InetSocketAddress standIn = port.standIn(peer(1));
        pass(Duration.ofMinutes(10));
        assertTrue(port.isWanted(peer(1)));
        pass(Duration.ofSeconds(1));
        assertFalse(port.isWanted(peer(1)));
        assertFalse(port.isStandIn(standIn));
    }

    @Test
    void whoComesBackHasTheSameChannelAsTheServerMayRememberIt() throws Exception {
        port.standIn(peer(1));
        int channel = channel(peer(1));
        pass(Duration.ofMinutes(11));
        assertFalse(port.isWanted(peer(1)));
        port.standIn(peer(2));
        server.bound.clear();
        port.standIn(peer(1));
        assertEquals(channel, channel(peer(1)));
    }

    @Test
    void aChannelIsGivenToAnotherOnceTheServerHasForgottenIt() throws Exception {
        port.standIn(peer(1));
        int channel = channel(peer(1));
        pass(Duration.ofMinutes(11));
        assertFalse(port.isWanted(peer(1)));
        pass(Duration.ofMinutes(16));
        port.standIn(peer(2));
        assertEquals(channel, channel(peer(2)));
    }

    @Test
    void addressesOfIpv6TakeNoPlace() throws Exception {
        InetSocketAddress ipv6 = new InetSocketAddress(InetAddress.ofLiteral("2001:db8::7"), 1000);
        for (int i = 0; i <= PLACES; i++) {
            assertThrows(IOException.class, () -> port.standIn(ipv6));
        }
        port.standIn(peer(1));
        assertEquals(Set.of(0x4000), Set.copyOf(server.bound.values()));
    }
}
