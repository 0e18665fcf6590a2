// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process amid its edits, again and again on the same file, and looks at what it left. */
final class WorldStoreCrashIT {
    /** More with {@code -Dfreehold.test.rounds=N}. */
    private static final int ROUNDS = Integer.getInteger("freehold.test.rounds", 10);
    private static final long SEED = 20260101;
    private static final int LONGEST_ROUND_MILLIS = 300;

    @TempDir
    private Path folder;

    @Test
    void findsEveryAcknowledgedEditAndNoHalfOneAfterEachKill() throws Exception {
        Path file = folder.resolve("world.db");
        Random random = new Random(SEED);
        Map<UUID, String> model = new HashMap<>();
        long done = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            int millis = random.nextInt(LONGEST_ROUND_MILLIS);
            long acknowledged = killAmidEdits(file, done + 1, millis);
            Map<UUID, String> found;
            try (WorldStore store = WorldStore.open(file, StoreOptions.DEFAULT, InstantSource.system())) {
                found = SampleEntities.contents(store::load);
            }
            String where = "round " + round + ", killed after " + millis + " ms, acknowledged " + acknowledged;
            String counter = found.get(CrashScript.COUNTER);
            assertNotNull(counter, where);
            long stored = Long.parseLong(counter);
            assertTrue(stored >= acknowledged, where + ", but found only " + stored);
            for (long ticket = done + 1; ticket <= stored; ticket++) {
                CrashScript.apply(CrashScript.entry(SEED, ticket), model);
            }
            assertEquals(model, found, where);
            done = stored;
        }
        assertTrue(done > ROUNDS * 10L, "only " + done + " edits were made: the kills came too early to show anything");
    }

    /** The last ticket that the process said was stored. */
    private long killAmidEdits(Path file, long firstTicket, int millis) throws Exception {
        try (ChildJvm child = ChildJvm.start(
                folder, CrashScript.class, file.toString(), Long.toString(SEED), Long.toString(firstTicket))) {
            String line = child.readLine();
            assertNotNull(line, "the process ended before it stored anything");
            Executor later = CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
            CompletableFuture<Void> killing = CompletableFuture.runAsync(child::kill, later);
            long acknowledged = 0;
            while (line != null) {
                // A kill may cut the last line short: it was not acknowledged then.
                acknowledged = Math.max(acknowledged, Long.parseLong(line));
                line = child.readLine();
            }
            killing.join();
            return acknowledged;
        }
    }
}
