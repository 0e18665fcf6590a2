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

    /** As the machine resolves names. */
    static Resolver system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
