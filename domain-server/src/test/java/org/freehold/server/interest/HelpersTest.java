// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

final class HelpersTest {
    private static final int PARTS = 16;

    @Test
    void makesNoThreadsWhereThereIsOneCore() {
        try (Helpers helpers = new Helpers(0)) {
            Set<Integer> workers = new HashSet<>();
            helpers.run(PARTS, (part, worker) -> workers.add(worker));
            assertEquals(Set.of(0), workers);
            assertTrue(helpers.threadIds().isEmpty());
        }
    }

    @Test
    void makesNoThreadsBeforeThereIsWorkForThem() {
        try (Helpers helpers = new Helpers(2)) {
            assertTrue(helpers.threadIds().isEmpty());
            helpers.run(1, (part, worker) -> {});
            assertTrue(helpers.threadIds().isEmpty());
            helpers.run(2, (part, worker) -> {});
            assertEquals(2, helpers.threadIds().size());
        }
    }

    @Test
    void doesEachPartOnceHoweverOftenItIsAsked() {
        try (Helpers helpers = new Helpers(3)) {
            AtomicIntegerArray done = new AtomicIntegerArray(PARTS);
            for (int round = 1; round <= 2_000; round++) {
                int parts = 1 + round % PARTS;
                int[] seen = new int[PARTS];
                helpers.run(parts, (part, worker) -> {
                    seen[part]++;
                    done.incrementAndGet(part);
                });
                for (int part = 0; part < PARTS; part++) {
                    assertEquals(part < parts ? 1 : 0, seen[part], "round " + round + ", part " + part);
                }
            }
            assertEquals(2_000, done.get(0));
        }
    }

    @Test
    void worksOnSeveralThreadsAtOnce() {
        try (Helpers helpers = new Helpers(1)) {
            CountDownLatch bothBegan = new CountDownLatch(2);
            Set<Integer> workers = Collections.synchronizedSet(new HashSet<>());
            helpers.run(2, (part, worker) -> {
                workers.add(worker);
                bothBegan.countDown();
                awaitUninterrupted(bothBegan);
            });
            assertEquals(Set.of(0, 1), workers);
        }
    }

    @Test
    void doesTheOtherPartsWhenOneFails() {
        try (Helpers helpers = new Helpers(1)) {
            AtomicIntegerArray done = new AtomicIntegerArray(PARTS);
            IllegalStateException thrown = assertThrows(
                    IllegalStateException.class, () -> helpers.run(PARTS, (part, worker) -> {
                        done.incrementAndGet(part);
                        if (part == 3) {
                            throw new IllegalStateException("part 3");
                        }
                    }));
            assertEquals("part 3", thrown.getMessage());
            for (int part = 0; part < PARTS; part++) {
                assertEquals(1, done.get(part));
            }
            helpers.run(PARTS, (part, worker) -> done.incrementAndGet(part));
            assertEquals(2, done.get(3));
        }
    }

    @Test
    void letsTheWorldThreadDoEverythingAfterTheEnd() {
        Helpers helpers = new Helpers(1);
        helpers.run(2, (part, worker) -> {});
        helpers.close();
        boolean[] done = new boolean[PARTS];
        helpers.run(PARTS, (part, worker) -> done[part] = true);
        for (boolean each : done) {
            assertTrue(each);
        }
        assertFalse(helpers.threadIds().isEmpty());
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
