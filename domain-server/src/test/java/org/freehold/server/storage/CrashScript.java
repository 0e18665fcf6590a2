// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.freehold.server.entity.Entity;
import org.freehold.server.world.Journal;
import org.freehold.server.world.Journal.Entry;

/**
 * The edits that {@link WorldStoreCrashIT} has a process make until it kills it: the same for the same seed and ticket, so that
 * the test knows what must be on disk. Each entry also puts its ticket into one entity, from which the test reads how far the
 * process came.
 */
final class CrashScript {
    private static final int ENTITIES = 300;

    /** Holds the last ticket. */
    static final UUID COUNTER = SampleEntities.id(ENTITIES);

    private CrashScript() {}

    static Entry entry(long seed, long ticket) {
        Random random = new Random(seed * 1_000_003 + ticket);
        List<Entity> put = new ArrayList<>();
        List<UUID> delete = new ArrayList<>();
        int first = random.nextInt(ENTITIES);
        for (int i = 0; i <= random.nextInt(4); i++) {
            int number = (first + i) % ENTITIES;
            if (random.nextInt(8) == 0) {
                delete.add(SampleEntities.id(number));
            } else {
                put.add(SampleEntities.box(number, ticket + "x".repeat(random.nextInt(2000))));
            }
        }
        put.add(SampleEntities.box(COUNTER, Long.toString(ticket)));
        return new Entry(ticket, put, delete);
    }

    static void apply(Entry entry, Map<UUID, String> model) {
        entry.put().forEach(entity -> model.put(
                entity.id(), entity.properties().path("userData").asText()));
        entry.delete().forEach(model::remove);
    }

    /** Arguments: file, seed, first ticket. Prints every ticket that the journal calls stored. */
    public static void main(String[] args) throws Exception {
        Thread.ofPlatform().daemon().start(CrashScript::endWithTheTest);
        long seed = Long.parseLong(args[1]);
        WorldStore store = WorldStore.open(Path.of(args[0]), StoreOptions.DEFAULT, InstantSource.system());
        store.listen(new Printer());
        for (long ticket = Long.parseLong(args[2]); true; ticket++) {
            Entry entry = entry(seed, ticket);
            while (!store.journal().append(entry)) {
                LockSupport.parkNanos(100_000);
            }
        }
    }

    private static void endWithTheTest() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is said to this process.
            }
        } catch (IOException e) {
            // The same as the end.
        }
        Runtime.getRuntime().halt(1);
    }

    private static final class Printer implements Journal.Listener {

        @Override
        public void stored(long ticket) {
            System.out.println(ticket);
        }

        @Override
        public void failed(long firstTicket, String reason) {
            throw new AssertionError(reason);
        }

        @Override
        public void writable() {}
    }
}
