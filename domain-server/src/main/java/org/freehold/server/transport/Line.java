// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a session runs over, as far as this end can tell.
 *
 * @param roundTripMillis smoothed; empty while it is not known, as over a WebSocket
 * @param lost share of what was sent that did not arrive at first, 0.0 to 1.0; empty where it is not known
 */
public record Line(
        Kind kind, Path path, Family family, OptionalDouble roundTripMillis, OptionalDouble lost) {

    /** What carries the messages. */
    public enum Kind {
        WEBSOCKET,
        WEBRTC;

        /** As on the wire. */
        public String word() {
            return this == WEBSOCKET ? "websocket" : "webrtc";
        }
    }

    /** Which way packets take. */
    public enum Path {
        DIRECT,
        /** Through a relay (TURN). */
        RELAYED;

        /** As on the wire. */
        public String word() {
            return this == DIRECT ? "direct" : "relayed";
        }
    }

    /** Which addresses the two ends have. */
    public enum Family {
        IPV4,
        IPV6;

        /** As on the wire. */
        public String word() {
            return this == IPV4 ? "ipv4" : "ipv6";
        }
    }

    static Line webSocket(@Nullable InetAddress remote) {
        return new Line(
                Kind.WEBSOCKET, Path.DIRECT, remote instanceof Inet6Address ? Family.IPV6 : Family.IPV4,
                OptionalDouble.empty(), OptionalDouble.empty());
    }
}
