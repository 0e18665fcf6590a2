// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a router granted.
 *
 * @param transport of what is let in
 * @param port of this machine, to which it goes
 * @param outside where others reach it
 * @param lifetime for which it holds from now on; null until it is withdrawn
 */
public record Lease(Transport transport, int port, InetSocketAddress outside, @Nullable Duration lifetime) {}
