// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.crowd;

import io.netty.handler.ssl.SslContext;
import java.net.URI;
import org.freehold.server.visit.VisitLink;
import org.jspecify.annotations.Nullable;

/**
 * A server to be visited.
 *
 * @param tls to be had with {@code https} and {@code wss}; null for the others
 * @param headAndHands whether poses tell of the head and two hands; not all servers take them
 */
public record Peer(Dialect dialect, VisitLink link, @Nullable SslContext tls, boolean headAndHands) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final String KEY = "ZnJlZWhvbGQgYmVuY2ggIQ==";

    /** What a server understands. */
    public enum Dialect {
        /** docs/protocol.md. */
        FREEHOLD,
        /** {@code org.freehold.benchmarks.floor}. */
        FLOOR
    }

    String host() {
        return link.session().getHost();
    }

    int port() {
        int port = link.session().getPort();
        return port >= 0 ? port : tls == null ? HTTP : HTTPS;
    }

    /** The request for a WebSocket (RFC 6455 section 4.1). */
    String request() {
        URI session = link.session();
        return "GET " + session.getRawPath() + " HTTP/1.1\r\nHost: " + session.getRawAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + KEY
                + "\r\nSec-WebSocket-Protocol: freehold.1\r\n\r\n";
    }
}
