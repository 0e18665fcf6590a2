// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.transport.StrangerLimit.Rate;

/**
 * Of the channel that listens: accepts new connections no faster than leaves half of the machine to those inside, whoever knocks. The others
 * wait in the kernel's queue, and when that is full their systems try again after a second, which costs this process nothing.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what is scheduled ends with the channel
final class AcceptRate extends ChannelInboundHandlerAdapter {
    static final long PAUSE_MILLIS = 20;

    /** A hello that is refused costs an eighth of a millisecond, TLS six times that. */
    private static final int PLAIN_PER_SECOND = 3000;

    private static final int TLS_PER_SECOND = 500;

    private final TokenBucket bucket;
    private final LongSupplier nanoClock;
    private final Metrics metrics;

    AcceptRate(Rate rate, LongSupplier nanoClock, Metrics metrics) {
        this.bucket = new TokenBucket(rate, nanoClock.getAsLong());
        this.nanoClock = nanoClock;
        this.metrics = metrics;
    }

    /** What this many cores can do beside their work; as many at once as come in half a second. */
    static Rate rate(boolean tls, int cores) {
        int perSecond = (tls ? TLS_PER_SECOND : PLAIN_PER_SECOND) * cores;
        return new Rate(perSecond, perSecond / 2.0);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object connection) {
        ctx.fireChannelRead(connection);
        if (!bucket.take(nanoClock.getAsLong()) && ctx.channel().config().isAutoRead()) {
            metrics.acceptingPaused();
            ctx.channel().config().setAutoRead(false);
            ctx.executor().schedule(
                    () -> ctx.channel().config().setAutoRead(true), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
