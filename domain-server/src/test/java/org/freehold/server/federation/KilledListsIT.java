// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.freehold.moderation.Action;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.subscription.Head;
import org.freehold.moderation.subscription.Subscription;
import org.freehold.server.storage.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process amid updates of a list, again and again on the same file, and looks at what it left (B-46). */
@Timeout(240)
final class KilledListsIT {
    /** More with {@code -Dfreehold.test.rounds=N}. */
    private static final int ROUNDS = Integer.getInteger("freehold.test.rounds", 6);
    private static final long SEED = 20261120;
    /** So many updates are let be before the kill, and up to so many milliseconds. */
    private static final int UPDATES = 3;

    private static final int LONGEST_MILLIS = 60;

    @TempDir
    private Path folder;

    @Test
    void theOldOrTheNewListIsWholeAndTheHighestNumberIsNotForgotten() throws Exception {
        Random random = new Random(SEED);
        long done = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            int millis = random.nextInt(LONGEST_MILLIS);
            long acknowledged = killAmidUpdates(millis);
            String where = "round " + round + ", killed after " + millis + " ms, acknowledged " + acknowledged;
            long found = look(acknowledged, where);
            assertTrue(found >= done, where);
            done = found;
        }
        assertTrue(done > ROUNDS, "only " + done + " updates were made: the kills came too early to show anything");
    }

    /** The number of the document that is in force. */
    private long look(long acknowledged, String where) throws Exception {
        Following.Clock clock = new Following.Clock();
        clock.set(ListScript.at(acknowledged));
        try (Following domain = Following.open(folder.resolve("world.db"), clock, ListScript.key(2))) {
            assertEquals(Map.of(), domain.keeper.setAside(), where);
            Subscription subscription = domain.keeper.find(ListScript.ID);
            Head good = subscription.good();
            assertNotNull(good, where);
            long seq = good.seq();
            assertTrue(seq == acknowledged || seq == acknowledged + 1, where + ", found " + seq);
            assertTrue(Objects.requireNonNull(subscription.highest()).seq() >= seq, where);
            BanList document = domain.keeper.document(good);
            assertNotNull(document, where);
            long entries = ListScript.FIRST + seq;
            assertEquals(entries + 1, document.entries().size(), where);
            assertEquals(Action.DENY, domain.effect(ListScript.subject(0)), where);
            assertEquals(Action.DENY, domain.effect(ListScript.subject(entries - 1)), where);
            assertEquals(Action.MONITOR, domain.effect(ListScript.subject(entries)), where);
            assertEquals(Optional.empty(), domain.records.audit().verify().broken(), where);
            return seq;
        }
    }

    private long killAmidUpdates(int millis) throws Exception {
        try (ChildJvm child = ChildJvm.start(folder, ListScript.class,
                folder.resolve("world.db").toString(), folder.resolve("published").toString())) {
            String line = "0";
            for (int update = 0; update < UPDATES; update++) {
                line = child.readLine();
                assertTrue(line != null, "the process ended before it took anything over");
            }
            Executor later = CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
            CompletableFuture<Void> killing = CompletableFuture.runAsync(child::kill, later);
            long acknowledged = 0;
            while (line != null) {
                // A kill may cut the last line short: a smaller number was not acknowledged for the first time then.
                acknowledged = Math.max(acknowledged, Long.parseLong(line));
                line = child.readLine();
            }
            killing.join();
            return acknowledged;
        }
    }
}
