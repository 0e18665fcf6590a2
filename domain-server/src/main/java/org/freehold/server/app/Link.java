// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * The links that lead into a domain.
 *
 * @param here for a browser on this machine
 * @param elsewhere for other machines of the network; empty when none can get in
 */
record Link(String here, Optional<String> elsewhere) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /**
     * The links to a server.
     *
     * @param listening the address and port it has
     * @param network by which address others reach this machine
     * @param certificateName the name that the certificate is for, which is then the only right one
     */
    static Link to(
            InetSocketAddress listening,
            boolean tls,
            Optional<InetAddress> network,
            Optional<String> certificateName) {
        InetAddress address = listening.getAddress();
        int port = listening.getPort();
        if (certificateName.isPresent()) {
            return new Link(url(tls, certificateName.get(), port), Optional.empty());
        }
        if (address.isAnyLocalAddress()) {
            return new Link(url(tls, "localhost", port), network.map(found -> url(tls, inLink(found), port)));
        }
        return address.isLoopbackAddress()
                ? new Link(url(tls, "localhost", port), Optional.empty())
                : new Link(url(tls, inLink(address), port), Optional.empty());
    }

    private static String url(boolean tls, String host, int port) {
        String scheme = tls ? "https://" : "http://";
        return scheme + host + (port == (tls ? HTTPS : HTTP) ? "" : ":" + port) + "/";
    }

    private static String inLink(InetAddress address) {
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }
}
