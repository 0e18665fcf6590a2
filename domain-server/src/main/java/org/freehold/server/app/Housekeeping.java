// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.freehold.server.desk.Records;
import org.freehold.server.session.Sessions;
import org.freehold.server.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens because time passes: bans and mutes end for those inside, and reports are erased. A virtual thread of its own. */
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    /** So late at most somebody inside notices that a mute is over. In between nobody is decided about: each decision knows until when it holds. */
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final Duration ERASE = Duration.ofMinutes(10);

    private final Records records;
    private final Sessions sessions;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("freehold-housekeeping").factory());
    private Instant nextErasing = Instant.MIN;

    private Housekeeping(Records records, Sessions sessions) {
        this.records = records;
        this.sessions = sessions;
    }

    static Housekeeping begin(Records records, Sessions sessions) {
        Housekeeping housekeeping = new Housekeeping(records, sessions);
        var _ = housekeeping.timer.scheduleWithFixedDelay(
                housekeeping::round, ROUND.toMillis(), ROUND.toMillis(), TimeUnit.MILLISECONDS);
        return housekeeping;
    }

    private void round() {
        try {
            records.betweenChanges(() -> sessions.reconsider(inside -> null));
            Instant now = records.now();
            if (!now.isBefore(nextErasing)) {
                nextErasing = now.plus(ERASE);
                records.store().eraseReports(now);
            }
        } catch (StorageException e) {
            LOG.warn("Old reports could not be erased: {}", e.getMessage());
        } catch (RuntimeException e) {
            // An exception would end all further rounds.
            LOG.error("A round of housekeeping failed", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
