// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.freehold.moderation.admission.Rulebook;
import org.jspecify.annotations.Nullable;

/**
 * Keys that were proved and turned away a moment ago. Whoever knocks again and again with one of them is turned away without another
 * proof, which costs more than all the rest, and is told less: the reason was for the holder of the key. Any thread.
 */
final class RefusedKeys {
    /** How long a key is remembered. */
    static final Duration KEPT = Duration.ofSeconds(5);

    private static final int MOST = 10_000;

    /** Under another rulebook the answer may be another. */
    private record Refused(Rulebook by, @Nullable Instant end, long untilNanos) {}

    private final Map<String, Refused> byKey = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final LongSupplier nanoClock;

    RefusedKeys(InstantSource clock, LongSupplier nanoClock) {
        this.clock = clock;
        this.nanoClock = nanoClock;
    }

    /** The key, as on the wire, was proved and is banned, until {@code end} or, when that is null, for good. */
    void add(String key, Rulebook by, @Nullable Instant end) {
        if (byKey.size() >= MOST) {
            // Rare, and costs those who knock one more proof each.
            byKey.clear();
        }
        byKey.put(key, new Refused(by, end, nanoClock.getAsLong() + KEPT.toNanos()));
    }

    /** Whether that was a moment ago, and nothing was changed since. */
    @SuppressWarnings("ReferenceEquality") // a rulebook is replaced whole, and to compare all of it would cost what this saves
    boolean contains(String key, Rulebook now) {
        Refused refused = byKey.get(key);
        if (refused == null) {
            return false;
        }
        boolean isOver = refused.end() != null && !clock.instant().isBefore(refused.end());
        if (refused.by() == now && !isOver && nanoClock.getAsLong() - refused.untilNanos() < 0) {
            return true;
        }
        byKey.remove(key, refused);
        return false;
    }
}
