// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.freehold.moderation.admission.Ban;
import org.freehold.server.storage.ChildJvm;
import org.freehold.server.storage.StoreOptions;
import org.freehold.server.storage.WorldStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process amid its bans, again and again on the same file, and looks at what it left. */
@Timeout(240)
final class KilledDeskIT {
    /** More with {@code -Dfreehold.test.rounds=N}. */
    private static final int ROUNDS = Integer.getInteger("freehold.test.rounds", 8);
    private static final long SEED = 20261120;
    private static final int LONGEST_ROUND_MILLIS = 300;

    @TempDir
    private Path folder;

    @Test
    void everyAcknowledgedBanIsFoundAgainWithItsLineInTheLog() throws Exception {
        Path file = folder.resolve("world.db");
        Random random = new Random(SEED);
        int done = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            int millis = random.nextInt(LONGEST_ROUND_MILLIS);
            int acknowledged = killAmidBans(file, millis);
            String where = "round " + round + ", killed after " + millis + " ms, acknowledged " + acknowledged;
            try (WorldStore store = WorldStore.open(file, StoreOptions.DEFAULT, InstantSource.system())) {
                Records records = BanScript.records(store);
                List<Ban> bans = records.rulebook().bans().bans();
                assertTrue(bans.size() >= acknowledged, where + ", but found only " + bans.size());
                for (int i = 0; i < bans.size(); i++) {
                    assertEquals(BanScript.subject(i + 1), bans.get(i).subject(), where);
                }
                AuditLog.Verdict verdict = records.audit().verify();
                assertEquals(Optional.empty(), verdict.broken(), where);
                assertEquals(bans.size(), verdict.entries(), where);
                done = bans.size();
            }
        }
        assertTrue(done > ROUNDS * 3, "only " + done + " bans were made: the kills came too early to show anything");
    }

    private int killAmidBans(Path file, int millis) throws Exception {
        try (ChildJvm child = ChildJvm.start(folder, BanScript.class, file.toString())) {
            String line = child.readLine();
            assertNotNull(line, "the process ended before it stored anything");
            Executor later = CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
            CompletableFuture<Void> killing = CompletableFuture.runAsync(child::kill, later);
            int acknowledged = 0;
            while (line != null) {
                // A kill may cut the last line short: a smaller number was not acknowledged for the first time then.
                acknowledged = Math.max(acknowledged, Integer.parseInt(line));
                line = child.readLine();
            }
            killing.join();
            return acknowledged;
        }
    }
}
