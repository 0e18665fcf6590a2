// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

import java.net.InetAddress;

/**
 * The router that leads out of this machine's network.
 *
 * @param router its address in this network
 * @param local the address of this machine that it knows
 */
public record Gateway(InetAddress router, InetAddress local) {}
