// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** By what addresses are told apart where those of one home or one server count together. */
final class Networks {
    private static final int IPV6_BYTES = 8;

    private Networks() {}

    /** An IPv4 address, or the /64 of an IPv6 address: one home or one server has a whole /64. */
    static ByteBuffer of(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet6Address ? bytes.limit(IPV6_BYTES) : bytes;
    }
}
