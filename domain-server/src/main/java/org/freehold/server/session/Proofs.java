// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import java.net.InetAddress;
import java.util.function.LongSupplier;
import org.freehold.server.transport.StrangerLimit;
import org.freehold.server.transport.TokenBucket.Rate;
import org.jspecify.annotations.Nullable;

/**
 * How many proofs of keys are checked at the door: a proof costs more than everything else that a stranger can ask for
 * (docs/decisions/0014-proofs-are-cheap-and-counted.md). Keys that were here before, or have a role, have a budget of their own, which those who do
 * not know such a key cannot use up. Any thread.
 */
final class Proofs {
    /** A tenth of a core, nearly. */
    private static final Rate ALL = new Rate(1_000, 2_000);
    /** A hundred people behind one router may come together. */
    private static final Rate ONE_NETWORK = new Rate(20, 100);

    private final StrangerLimit strangers;
    private final StrangerLimit known;

    Proofs(LongSupplier nanoClock) {
        strangers = new StrangerLimit(ALL, ONE_NETWORK, nanoClock);
        known = new StrangerLimit(ALL, ONE_NETWORK, nanoClock);
    }

    /** Whether a proof of who comes from there may be checked now; counts it. {@code isKnown}: the key that is claimed. */
    boolean take(@Nullable InetAddress remote, boolean isKnown) {
        return (isKnown ? known : strangers).take(remote);
    }
}
