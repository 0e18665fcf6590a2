// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.freehold.server.identity.DomainKeys;
import org.freehold.server.identity.OwnerClaim;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.world.WorldInbox;
import org.jspecify.annotations.Nullable;

/** What every session works with; one for each domain. */
record Services(
        SessionConfig config,
        DomainKeys domainKeys,
        OwnerClaim ownerClaim,
        AccessPolicy policy,
        Reports reports,
        HomeVouches homes,
        WorldInbox world,
        SessionRegistry registry,
        AtomicInteger waitingForHello,
        Outbox outbox,
        FaultLog faults,
        RefusedKeys refusedKeys,
        Proofs proofs,
        Metrics metrics,
        InstantSource clock,
        LongSupplier nanoClock,
        SecureRandom random,
        Executor blocking) {

    private static final int SECRET_BYTES = 32;

    /** The house rules that visitors read; null for none. */
    @Nullable
    String rules() {
        String live = policy.rulebook().settings().rulesText();
        return live == null ? config.rules() : live;
    }

    /** Visitors at a time. */
    int capacity() {
        Integer live = policy.rulebook().settings().capacity();
        return live == null ? config.maxSessions() : live;
    }

    /** 32 random bytes, as on the wire. */
    String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
