// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import org.freehold.server.metrics.Metrics;
import org.junit.jupiter.api.Test;

@SuppressWarnings("AddressSelection") // these are literal addresses: nothing is looked up
final class ConnectionLimitTest {
    private final ConnectionLimit limit = new ConnectionLimit(
            new NetworkConfig(6, 2, false, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1)),
            new Metrics());

    @Test
    void allowsOnlySoManyFromOneAddress() {
        EmbeddedChannel first = connect("203.0.113.7");
        connect("203.0.113.7");
        assertFalse(connect("203.0.113.7").isOpen());
        assertTrue(connect("203.0.113.8").isOpen());
        first.finish();
        assertTrue(connect("203.0.113.7").isOpen(), "one went, one may come");
    }

    @Test
    void takesOneHomesIpv6AddressesTogether() {
        connect("2001:db8:1:2::1");
        connect("2001:db8:1:2:ffff::2");
        assertFalse(connect("2001:db8:1:2:3::3").isOpen());
        assertTrue(connect("2001:db8:1:3::1").isOpen());
    }

    @Test
    void doesNotCountThisMachineWhichMayBeAProxy() {
        for (int i = 0; i < 6; i++) {
            assertTrue(connect("127.0.0.1").isOpen());
        }
    }

    @Test
    void allowsOnlySoManyInAll() {
        for (int i = 1; i <= 6; i++) {
            assertTrue(connect("203.0.113." + i).isOpen());
        }
        assertFalse(connect("203.0.113.7").isOpen());
        assertFalse(connect("127.0.0.1").isOpen());
    }

    private EmbeddedChannel connect(String address) {
        return new EmbeddedChannel(limit) {
            @Override
            protected SocketAddress remoteAddress0() {
                return new InetSocketAddress(address, 50_000);
            }
        };
    }
}
