// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** By which address other machines reach this one. */
final class NetworkAddress {
    /** Reserved for documentation (RFC 5737): nobody is there, which does not matter, because nothing is sent. */
    private static final InetSocketAddress SOMEWHERE_ELSE = new InetSocketAddress("192.0.2.1", 9);

    private NetworkAddress() {}

    /** The address that this machine would speak from to the network; empty when it is alone. */
    static Optional<InetAddress> ofThisMachine() {
        // Connecting a datagram socket only makes the system choose a route.
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(SOMEWHERE_ELSE);
            InetAddress address = socket.getLocalAddress();
            return address.isAnyLocalAddress() || address.isLoopbackAddress() ? Optional.empty() : Optional.of(address);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
