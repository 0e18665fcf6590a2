// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.metrics.Metrics.FailedHandshake;
import org.freehold.server.transport.TokenBucket.Rate;
import org.jspecify.annotations.Nullable;

/**
 * Of the channel that listens: accepts new connections no faster than leaves half of the machine to those inside, whoever knocks. The others
 * wait in the kernel's queue, and when that is full their systems try again after a second, which costs this process nothing. What is too much for one network
 * is closed at once and takes nothing from the others.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what is scheduled ends with the channel
final class AcceptRate extends ChannelInboundHandlerAdapter {
    static final long PAUSE_MILLIS = 20;

    /** More than any page, or any crowd behind one router, needs. */
    static final Rate ONE_NETWORK = new Rate(200, 400);

    private static final Rate ANY = new Rate(1e9, 1e9);

    /** A hello that is refused costs an eighth of a millisecond, TLS six times that. */
    private static final int PLAIN_PER_SECOND = 3000;

    private static final int TLS_PER_SECOND = 500;

    private final TokenBucket all;
    private final StrangerLimit networks;
    private final LongSupplier nanoClock;
    private final Metrics metrics;

    AcceptRate(Rate rate, LongSupplier nanoClock, Metrics metrics) {
        this.all = new TokenBucket(rate, nanoClock.getAsLong());
        this.networks = new StrangerLimit(ANY, ONE_NETWORK, nanoClock);
        this.nanoClock = nanoClock;
        this.metrics = metrics;
    }

    /** What this many cores can do beside their work; as many at once as come in half a second. */
    static Rate rate(boolean tls, int cores) {
        int perSecond = (tls ? TLS_PER_SECOND : PLAIN_PER_SECOND) * cores;
        return new Rate(perSecond, perSecond / 2.0);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) {
        if (accepted instanceof Channel connection && !networks.take(remote(connection))) {
            metrics.handshakeFailed(FailedHandshake.TOO_MANY_FROM_ADDRESS);
            connection.unsafe().closeForcibly();
            return;
        }
        ctx.fireChannelRead(accepted);
        if (!all.take(nanoClock.getAsLong()) && ctx.channel().config().isAutoRead()) {
            metrics.acceptingPaused();
            ctx.channel().config().setAutoRead(false);
            ctx.executor().schedule(
                    () -> ctx.channel().config().setAutoRead(true), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private static @Nullable InetAddress remote(Channel connection) {
        return connection.remoteAddress() instanceof InetSocketAddress remote ? remote.getAddress() : null;
    }
}
