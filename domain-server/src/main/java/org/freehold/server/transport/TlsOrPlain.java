// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.OptionalSslHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;

/** Looks at the first bytes: a TLS client gets TLS, any other goes on in the clear, to be sent to https. */
final class TlsOrPlain extends OptionalSslHandler {
    private final SslContext tls;
    private final Duration timeout;

    TlsOrPlain(SslContext tls, Duration timeout) {
        super(tls);
        this.tls = tls;
        this.timeout = timeout;
    }

    @Override
    protected SslHandler newSslHandler(ChannelHandlerContext ctx, SslContext unused) {
        SslHandler handler = tls.newHandler(ctx.alloc());
        handler.setHandshakeTimeoutMillis(timeout.toMillis());
        return handler;
    }
}
