// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.rendezvous;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is registered now, by key part. In memory only: nothing is left of a host that has gone. Any thread. */
final class Hosts {
    private static final int IPV6_NETWORK_BYTES = 8;

    private final int max;
    private final int maxPerNetwork;
    private final Map<String, HostLine> byKeyPart = new HashMap<>();
    private final Map<ByteBuffer, Integer> byNetwork = new HashMap<>();

    Hosts(RendezvousConfig config) {
        this.max = config.maxHosts();
        this.maxPerNetwork = config.maxHostsPerNetwork();
    }

    /** What became of a registration. */
    sealed interface Outcome {}

    /** @param before who had the place until now, and has to be told; null for nobody */
    record Registered(@Nullable HostLine before) implements Outcome {}

    record Full() implements Outcome {}

    /** The newest proof has the place. */
    synchronized Outcome register(String keyPart, HostLine line) {
        HostLine before = byKeyPart.get(keyPart);
        ByteBuffer network = network(line.remote());
        int others = network == null ? 0 : byNetwork.getOrDefault(network, 0);
        boolean isSameNetwork = before != null && network != null && network.equals(network(before.remote()));
        if ((before == null && byKeyPart.size() >= max) || (others >= maxPerNetwork && !isSameNetwork)) {
            return new Full();
        }
        if (before != null) {
            count(before, -1);
        }
        byKeyPart.put(keyPart, line);
        count(line, 1);
        return new Registered(before);
    }

    /** Frees the place when this line still has it. */
    synchronized void leave(String keyPart, HostLine line) {
        if (byKeyPart.remove(keyPart, line)) {
            count(line, -1);
        }
    }

    synchronized Optional<HostLine> find(String keyPart) {
        return Optional.ofNullable(byKeyPart.get(keyPart));
    }

    synchronized Collection<HostLine> all() {
        return List.copyOf(byKeyPart.values());
    }

    synchronized int count() {
        return byKeyPart.size();
    }

    private void count(HostLine line, int change) {
        ByteBuffer network = network(line.remote());
        if (network != null) {
            byNetwork.merge(network, change, (a, b) -> a + b == 0 ? null : a + b);
        }
    }

    /** Null for this machine, where a proxy speaks for everybody. */
    private static @Nullable ByteBuffer network(@Nullable InetAddress address) {
        if (address == null || address.isLoopbackAddress()) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet6Address ? bytes.limit(IPV6_NETWORK_BYTES) : bytes;
    }
}
