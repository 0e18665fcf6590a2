// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.doctor;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import org.freehold.server.doctor.Observations.Sight;
import org.jspecify.annotations.Nullable;

/** How a router chooses the address outside for what comes from one port inside (RFC 5780 section 4.3). */
public enum Mapping {
    /** Nobody answered, or only one server's one port. */
    UNKNOWN,
    /** It does not: the address inside is the one outside. */
    NONE,
    /** The same for everybody. */
    ENDPOINT_INDEPENDENT,
    /** The same for two ports of one address; for other addresses nobody could say. */
    NOT_BY_PORT,
    /** Another for each address. */
    ADDRESS_DEPENDENT,
    /** Another for each address and port. */
    ADDRESS_AND_PORT_DEPENDENT;

    /** By what servers saw of one socket, whose address here is {@code local}. */
    static Mapping of(@Nullable InetAddress local, List<Sight> sights) {
        List<Sight> seen = sights.stream().filter(sight -> sight.mapped() != null).toList();
        if (seen.isEmpty()) {
            return UNKNOWN;
        }
        if (seen.stream().allMatch(sight -> isSame(local, sight))) {
            return NONE;
        }
        boolean byPort = false;
        boolean byAddress = false;
        boolean ports = false;
        boolean addresses = false;
        for (Sight one : seen) {
            for (Sight other : seen) {
                boolean isOneAddress = address(one).equals(address(other));
                boolean isOneMapping = Objects.equals(one.mapped(), other.mapped());
                ports |= isOneAddress && one.server().getPort() != other.server().getPort();
                addresses |= !isOneAddress;
                byPort |= isOneAddress && !isOneMapping;
                byAddress |= !isOneAddress && !isOneMapping;
            }
        }
        if (byPort) {
            return ADDRESS_AND_PORT_DEPENDENT;
        }
        if (byAddress) {
            return ports ? ADDRESS_DEPENDENT : ADDRESS_AND_PORT_DEPENDENT;
        }
        return addresses ? ENDPOINT_INDEPENDENT : ports ? NOT_BY_PORT : UNKNOWN;
    }

    /** Whether a server would see an address that others do not. */
    boolean isDependent() {
        return this == ADDRESS_DEPENDENT || this == ADDRESS_AND_PORT_DEPENDENT;
    }

    private static InetAddress address(Sight sight) {
        return sight.server().getAddress();
    }

    private static boolean isSame(@Nullable InetAddress local, Sight sight) {
        InetSocketAddress mapped = sight.mapped();
        return mapped != null && mapped.getAddress().equals(local) && mapped.getPort() == sight.here();
    }
}
