// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.freehold.server.wire.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what visitors do wrong: for each kind of fault a line at most every ten seconds, with the number of those left out. Any
 * thread. Strangers are counted in the metrics and not logged at all.
 */
final class FaultLog {
    private static final Logger LOG = LoggerFactory.getLogger(FaultLog.class);
    private static final long INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();

    private static final class Entry {
        private long nextAt;
        private long leftOut;
    }

    private final LongSupplier nanoClock;
    private final Map<ErrorCode, Entry> entries = new EnumMap<>(ErrorCode.class);

    FaultLog(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** True when a line was written. */
    synchronized boolean fault(int handle, ErrorCode code) {
        long now = nanoClock.getAsLong();
        Entry entry = entries.get(code);
        if (entry == null) {
            entry = new Entry();
            entries.put(code, entry);
        } else if (now - entry.nextAt < 0) {
            entry.leftOut++;
            return false;
        }
        LOG.info("Visitor {}: {} ({} more of this kind not shown)", handle, code.code(), entry.leftOut);
        entry.nextAt = now + INTERVAL_NANOS;
        entry.leftOut = 0;
        return true;
    }
}
