// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.handler.codec.http.HttpRequest;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A request without its body, and where it comes from.
 *
 * @param remote the address at the other end, a proxy's perhaps; null where there is none
 * @param local the address of this machine that it came to; null where there is none
 * @param fromThisMachine surely from a person or program on this machine, and not through a proxy or a page of another origin
 * @param overPeer in a channel of a session over WebRTC, where the host is called {@link #PEER_HOST}
 */
public record HttpHead(
        HttpRequest request,
        @Nullable InetAddress remote,
        @Nullable InetAddress local,
        boolean fromThisMachine,
        boolean overPeer) {

    /** What a host is called in requests over a session: a name that nobody can have (docs/protocol.md section 13.5). */
    public static final String PEER_HOST = "host.invalid";

    /** Of a request to the port. */
    public HttpHead(
            HttpRequest request, @Nullable InetAddress remote, @Nullable InetAddress local, boolean fromThisMachine) {
        this(request, remote, local, fromThisMachine, false);
    }

    /** What comes before a question mark. */
    public String path() {
        String uri = request.uri();
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }
}
