// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.metrics.Metrics.FailedHandshake;

/** Closes connections over the limits as soon as they open. Addresses are kept while connected, and in memory only. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends the connection, and that is seen
@Sharable
final class ConnectionLimit extends ChannelInboundHandlerAdapter {
    private final NetworkConfig config;
    private final Metrics metrics;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentMap<ByteBuffer, Integer> openByAddress = new ConcurrentHashMap<>();

    ConnectionLimit(NetworkConfig config, Metrics metrics) {
        this.config = config;
        this.metrics = metrics;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        Channel channel = ctx.channel();
        metrics.connectionOpened();
        int now = open.incrementAndGet();
        channel.closeFuture().addListener(closed -> {
            open.decrementAndGet();
            metrics.connectionClosed();
        });
        if (now > config.maxConnections()) {
            metrics.handshakeFailed(FailedHandshake.TOO_MANY_CONNECTIONS);
            ctx.close();
            return;
        }
        if (channel.remoteAddress() instanceof InetSocketAddress remote
                && remote.getAddress() != null
                && !remote.getAddress().isLoopbackAddress()) {
            ByteBuffer address = Networks.of(remote.getAddress());
            int fromThere = openByAddress.merge(address, 1, Integer::sum);
            channel.closeFuture().addListener(
                    closed -> openByAddress.computeIfPresent(address, (key, count) -> count > 1 ? count - 1 : null));
            if (fromThere > config.maxConnectionsPerAddress()) {
                metrics.handshakeFailed(FailedHandshake.TOO_MANY_FROM_ADDRESS);
                ctx.close();
                return;
            }
        }
        ctx.pipeline().remove(this);
        ctx.fireChannelActive();
    }
}
