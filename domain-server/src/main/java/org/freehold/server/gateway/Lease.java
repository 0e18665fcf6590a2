// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a router granted.
 *
 * @param port UDP, of this machine, to which it goes
 * @param outside where others reach it
 * @param lifetime for which it holds from now on; null until it is withdrawn
 */
public record Lease(int port, InetSocketAddress outside, @Nullable Duration lifetime) {}
