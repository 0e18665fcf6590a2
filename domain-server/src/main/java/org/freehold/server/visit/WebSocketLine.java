// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A {@link VisitorLine} over a {@link VisitorSocket}. */
final class WebSocketLine implements VisitorLine {
    private final HttpClient http;
    private final URI session;
    private final VisitorSocket socket;

    WebSocketLine(HttpClient http, URI session, VisitorSocket socket) {
        this.http = http;
        this.session = session;
        this.socket = socket;
    }

    @Override
    public @Nullable End open(Duration patience) throws InterruptedException {
        return socket.open(http, session, patience);
    }

    @Override
    public void sendText(String message) {
        socket.sendText(message);
    }

    @Override
    public void sendBinary(ByteBuffer message) {
        socket.sendBinary(message);
    }

    @Override
    public void close() {
        socket.close();
    }

    @Override
    public void abort() {
        socket.abort();
    }

    /** The JDK does not say which address it took: the first that the name has is the one it tries first. */
    @Override
    public Way way() {
        try {
            boolean ipv6 = InetAddress.getByName(session.getHost()) instanceof Inet6Address;
            return new Way("websocket", "direct", ipv6 ? "ipv6" : "ipv4");
        } catch (UnknownHostException e) {
            return new Way("websocket", "direct", null);
        }
    }
}
