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
 */
public record HttpHead(
        HttpRequest request,
        @Nullable InetAddress remote,
        @Nullable InetAddress local,
        boolean fromThisMachine) {

    /** What comes before a question mark. */
    public String path() {
        String uri = request.uri();
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }
}
