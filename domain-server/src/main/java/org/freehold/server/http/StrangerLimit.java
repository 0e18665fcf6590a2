// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How often strangers may ask: all of them together, and those of one IPv4 address or IPv6 /64 network. This machine counts with
 * all only, because a proxy on it speaks for everybody. Addresses are kept in memory only, and few. Any thread.
 */
final class StrangerLimit {
    private static final int IPV6_NETWORK_BYTES = 8;
    private static final int MAX_NETWORKS = 4096;

    private static final double ALL_PER_SECOND = 50;
    private static final double ALL_BURST = 200;
    private static final double NETWORK_PER_SECOND = 1;
    private static final double NETWORK_BURST = 30;

    private final LongSupplier nanoClock;
    private final Bucket all;
    private final Map<ByteBuffer, Bucket> byNetwork = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Bucket> eldest) {
            return size() > MAX_NETWORKS;
        }
    };

    /** @param nanoClock nanoseconds that only rise */
    StrangerLimit(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.all = new Bucket(ALL_PER_SECOND, ALL_BURST, nanoClock.getAsLong());
    }

    /** Counts one request; false when it is one too many. */
    synchronized boolean take(@Nullable InetAddress remote) {
        long now = nanoClock.getAsLong();
        if (remote != null && !remote.isLoopbackAddress()) {
            Bucket network = byNetwork.computeIfAbsent(
                    network(remote), key -> new Bucket(NETWORK_PER_SECOND, NETWORK_BURST, now));
            if (!network.take(now)) {
                return false;
            }
        }
        return all.take(now);
    }

    private static ByteBuffer network(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet6Address ? bytes.limit(IPV6_NETWORK_BYTES) : bytes;
    }

    /** Fills at a steady rate; each request takes one. */
    private static final class Bucket {
        private final double perSecond;
        private final double burst;
        private double tokens;
        private long filledAt;

        Bucket(double perSecond, double burst, long now) {
            this.perSecond = perSecond;
            this.burst = burst;
            this.tokens = burst;
            this.filledAt = now;
        }

        boolean take(long now) {
            tokens = Math.min(burst, tokens + (now - filledAt) * perSecond / 1e9);
            filledAt = now;
            if (tokens < 1) {
                return false;
            }
            tokens--;
            return true;
        }
    }
}
