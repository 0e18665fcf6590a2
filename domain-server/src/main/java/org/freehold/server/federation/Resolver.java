// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Where names of hosts lead. */
@FunctionalInterface
public interface Resolver {

    /** All addresses of a host, of which a test can make any it likes; blocks. */
    List<InetAddress> resolve(String host) throws UnknownHostException;

    /**
     * As the machine resolves names, and names below {@code localhost} as this machine, whether or not it knows them (RFC 6761 section
     * 6.3): browsers do so, too.
     */
    static Resolver system() {
        return host -> host.endsWith(".localhost")
                ? List.of(InetAddress.getLoopbackAddress())
                : List.of(InetAddress.getAllByName(host));
    }
}
