// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.freehold.server.transport.TokenBucket.Rate;
import org.jspecify.annotations.Nullable;

/**
 * How often strangers may ask: all of them together, and those of one IPv4 address or IPv6 /64 network. This machine counts with
 * all only, because a proxy on it speaks for everybody. Addresses are kept in memory only, and few. Any thread.
 */
public final class StrangerLimit {
    private static final int MAX_NETWORKS = 4096;

    private final Rate networkRate;
    private final LongSupplier nanoClock;
    private final TokenBucket all;
    private final Map<ByteBuffer, TokenBucket> byNetwork = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, TokenBucket> eldest) {
            return size() > MAX_NETWORKS;
        }
    };

    /**
     * A limit that nobody has come near.
     *
     * @param all for all of them together
     * @param network for those of one network
     * @param nanoClock nanoseconds that only rise
     */
    public StrangerLimit(Rate all, Rate network, LongSupplier nanoClock) {
        this.networkRate = network;
        this.nanoClock = nanoClock;
        this.all = new TokenBucket(all, nanoClock.getAsLong());
    }

    /** Counts one who asks from this address, null where there is none; false when it is one too many. */
    public synchronized boolean take(@Nullable InetAddress remote) {
        long now = nanoClock.getAsLong();
        if (remote != null && !remote.isLoopbackAddress()) {
            TokenBucket network = byNetwork.computeIfAbsent(
                    Networks.of(remote), key -> new TokenBucket(networkRate, now));
            if (!network.take(now)) {
                return false;
            }
        }
        return all.take(now);
    }
}
