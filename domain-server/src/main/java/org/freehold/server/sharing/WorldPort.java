// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.sharing;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The one UDP port of all sessions, as much as is needed to find out what it looks like from outside. Any thread. */
public interface WorldPort {

    /** Sends a packet from this port; what can't be sent is lost, like others on the way. */
    void send(ByteBuffer packet, InetSocketAddress to);

    /** Visitors are told this address of the port from now on, beside the port's own; null for none any more. */
    void reflexive(boolean ipv6, @Nullable InetSocketAddress address);
}
