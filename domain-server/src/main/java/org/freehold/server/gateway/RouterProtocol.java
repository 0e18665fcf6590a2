// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One way to ask one router. Its methods block for a few seconds at most; one thread at a time. */
public sealed interface RouterProtocol permits Pcp, NatPmp, Upnp {

    /** Such as {@code NAT-PMP}. */
    String name();

    /**
     * Opens a UDP port, or keeps it open for longer.
     *
     * @param port of this machine; it is asked for outside too, but another may be given
     * @param lifetime that is wished for
     * @param before what the router gave before and should give again; null for the first time
     * @throws RouterFault when nothing was opened
     */
    Lease open(int port, Duration lifetime, @Nullable Lease before) throws RouterFault, InterruptedException;

    /** Whether the router still knows what it granted; true also when it says nothing about that. */
    boolean holds(Lease lease) throws InterruptedException;

    /** Takes the wish back; whoever does not hear it forgets by itself when the time is over. */
    void withdraw(Lease lease) throws InterruptedException;
}
