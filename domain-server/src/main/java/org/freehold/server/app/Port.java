// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.net.InetSocketAddress;
import org.freehold.server.config.Config.ServerConfig;
import org.freehold.server.transport.NetworkServer;

/** Finds the port to listen on. */
final class Port {
    /** How many ports after the usual one are tried when that is taken. */
    private static final int TRIES = 100;

    private Port() {}

    /** Listens; fails when the port that somebody chose is taken, or none can be had. */
    static InetSocketAddress listen(NetworkServer network, ServerConfig config) {
        int last = config.portIsChosen() ? config.port() : config.port() + TRIES;
        for (int port = config.port(); port <= last; port++) {
            switch (listen(network, config.host(), port)) {
                case NetworkServer.Listening listening -> {
                    return listening.address();
                }
                case NetworkServer.NotPossible notPossible -> throw new Failure(notPossible.message());
                case NetworkServer.PortTaken taken -> {
                    if (config.portIsChosen()) {
                        throw new Failure("Port " + taken.port()
                                + " is taken by another program (expected: a free one)."
                                + " 'ss -ltnp' or 'lsof -i :" + taken.port() + "' says by which; stop it, or choose"
                                + " another with --port.");
                    }
                }
            }
        }
        throw new Failure("Ports " + config.port() + " to " + last + " are all taken. Choose one with --port.");
    }

    private static NetworkServer.Result listen(NetworkServer network, String host, int port) {
        if (!host.equals("*")) {
            return network.listen(host, port);
        }
        // On a machine without IPv6 the address of all IPv6 addresses, which stands for those of IPv4 too, can't be had.
        NetworkServer.Result result = network.listen("::", port);
        return result instanceof NetworkServer.NotPossible ? network.listen("0.0.0.0", port) : result;
    }
}
