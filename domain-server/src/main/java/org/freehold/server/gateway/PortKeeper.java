// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens a UDP port and keeps it open, step by step: renews at half time, asks again when the router has forgotten or is another one, and
 * tries the next way when one fails. Each step blocks for some seconds at most. One thread.
 */
final class PortKeeper {
    /** What is asked for: two hours, as RFC 6886 section 3.3 recommends. */
    static final Duration LIFETIME = Duration.ofHours(2);
    /** How often it is looked whether the router has forgotten, or the network is another one. */
    static final Duration CHECK = Duration.ofMinutes(1);
    /** How long to wait after everything was refused. */
    static final Duration REFUSED = Duration.ofMinutes(5);

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    private final int port;
    private final Supplier<List<Gateway>> gateways;
    private final Function<Gateway, List<RouterProtocol>> protocols;
    private final InstantSource clock;
    private final Consumer<PortState> told;
    private @Nullable Held held;

    PortKeeper(
            int port,
            Supplier<List<Gateway>> gateways,
            Function<Gateway, List<RouterProtocol>> protocols,
            InstantSource clock,
            Consumer<PortState> told) {
        this.port = port;
        this.gateways = gateways;
        this.protocols = protocols;
        this.clock = clock;
        this.told = told;
    }

    /** What a router granted, and how to talk to it about that. */
    private record Held(Gateway gateway, RouterProtocol protocol, Lease lease, Instant renewAt) {}

    /** Does what is to be done now; returns after which time to come again. */
    Duration step() throws InterruptedException {
        List<Gateway> now = gateways.get();
        Held before = held;
        if (before != null && now.contains(before.gateway())) {
            if (clock.instant().isBefore(before.renewAt()) && before.protocol().holds(before.lease())) {
                return nextLook(before);
            }
            try {
                return hold(before.gateway(), before.protocol(), before.lease());
            } catch (RouterFault e) {
                // Another way may do now.
            }
        }
        held = null;
        return openAnew(now);
    }

    /** Takes the wish back. */
    void withdraw() throws InterruptedException {
        Held last = held;
        held = null;
        if (last != null) {
            last.protocol().withdraw(last.lease());
        }
        told.accept(new PortState.Withdrawn(port));
    }

    private Duration openAnew(List<Gateway> now) throws InterruptedException {
        List<String> why = new ArrayList<>();
        for (Gateway gateway : now) {
            for (RouterProtocol protocol : protocols.apply(gateway)) {
                try {
                    return hold(gateway, protocol, null);
                } catch (RouterFault e) {
                    why.add(protocol.name() + ": " + e.why());
                }
            }
        }
        told.accept(new PortState.Refused(port, why));
        return now.isEmpty() ? CHECK : REFUSED;
    }

    private Duration hold(Gateway gateway, RouterProtocol protocol, @Nullable Lease before)
            throws RouterFault, InterruptedException {
        Lease lease = protocol.open(port, LIFETIME, before);
        Instant now = clock.instant();
        Duration lifetime = lease.lifetime() == null ? null : bounded(lease.lifetime());
        Instant renewAt = now.plus((lifetime == null ? LIFETIME : lifetime).dividedBy(2));
        Held holding = new Held(gateway, protocol, lease, renewAt);
        held = holding;
        told.accept(new PortState.Opened(
                port, protocol.name(), lease.outside(), lifetime == null ? null : now.plus(lifetime)));
        return nextLook(holding);
    }

    private Duration nextLook(Held holding) {
        Duration untilRenewal = Duration.between(clock.instant(), holding.renewAt());
        return untilRenewal.compareTo(CHECK) < 0 ? untilRenewal : CHECK;
    }

    /** A router that grants a second, or a century, is neither flooded nor believed. */
    private static Duration bounded(Duration lifetime) {
        return lifetime.compareTo(SHORTEST) < 0 ? SHORTEST : lifetime.compareTo(LONGEST) > 0 ? LONGEST : lifetime;
    }
}
