// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import java.time.Duration;

/**
 * How many connections are accepted, and how long each may take.
 *
 * @param maxConnections open at a time, of all kinds
 * @param maxConnectionsPerAddress open at a time from one IPv4 address or IPv6 /64 network; this machine is not counted,
 *     because a proxy on it speaks for everybody
 * @param compressText whether long texts are compressed for visitors who can read it and are not on this machine
 * @param requestTimeout for a whole HTTP request, from the opening of the connection or the response before
 * @param responseTimeout for taking a whole HTTP response
 * @param silence after which a WebSocket is pinged, and after which an unanswered ping ends it
 */
public record NetworkConfig(
        int maxConnections,
        int maxConnectionsPerAddress,
        boolean compressText,
        Duration requestTimeout,
        Duration responseTimeout,
        Duration silence) {

    /** Enough for a domain that a few hundred people visit at a time. */
    public static final NetworkConfig DEFAULTS = new NetworkConfig(
            2000, 64, true, Duration.ofSeconds(15), Duration.ofMinutes(2), Duration.ofSeconds(20));

    public NetworkConfig {
        if (maxConnections < 1) {
            throw new IllegalArgumentException("maxConnections: " + maxConnections + " (expected: >= 1)");
        }
        if (maxConnectionsPerAddress < 1) {
            throw new IllegalArgumentException(
                    "maxConnectionsPerAddress: " + maxConnectionsPerAddress + " (expected: >= 1)");
        }
    }
}
