// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.storage;

import static org.freehold.server.storage.SampleEntities.box;
import static org.freehold.server.storage.SampleEntities.boxes;
import static org.freehold.server.storage.SampleEntities.contents;
import static org.freehold.server.storage.SampleEntities.id;
import static org.freehold.server.storage.SampleEntities.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.freehold.server.storage.StorageException.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are really full, or really can't be written to. */
final class FailingDiskIT {
    private static final StoreOptions PROBE_BY_HAND =
            new StoreOptions(1000, 10_000_000, Duration.ofHours(1), Duration.ofMillis(100));

    @TempDir
    private Path folder;

    @Test
    void keepsWhatWasAcknowledgedThroughAFullDiskAndGoesOnWhenThereIsRoom() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder, "1m")) {
            Path file = disk.folder().resolve("world.db");
            Map<UUID, String> acknowledged = new HashMap<>();
            FakeListener listener = new FakeListener();
            try (WorldStore store = open(file)) {
                store.listen(listener);
                Path ballast = disk.fill(200_000);
                int ticket = 0;
                String event = "stored 0";
                while (event.startsWith("stored ")) {
                    ticket++;
                    String text = ticket + "x".repeat(5000);
                    assertTrue(store.journal().append(put(ticket, box(ticket % 50, text))));
                    event = listener.next();
                    if (event.equals("stored " + ticket)) {
                        acknowledged.put(id(ticket % 50), text);
                    }
                }
                assertEquals(
                        "failed " + ticket + " the disk is full. Free some space on the disk that holds the world.",
                        event);
                assertFalse(acknowledged.isEmpty());
                assertFalse(store.status().writable());
                assertEquals(acknowledged, contents(store::load));

                store.probeSoon();
                assertFalse(store.journal().append(put(ticket + 1, box(1, "no"))));

                Files.delete(ballast);
                store.probeSoon();
                assertEquals("writable", listener.next());
                store.journal().reopen();
                assertTrue(store.journal().append(put(ticket + 2, box(1, "yes"))));
                assertEquals("stored " + (ticket + 2), listener.next());
                acknowledged.put(id(1), "yes");
            }
            try (WorldStore store = open(file)) {
                assertEquals(acknowledged, contents(store::load));
            }
        }
    }

    @Test
    void keepsTheOldWorldWhenAnImportDoesNotFit() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder, "1m")) {
            Path file = disk.folder().resolve("world.db");
            try (WorldStore store = open(file)) {
                store.replaceWorld(WorldMeta.EMPTY, boxes(10, 100).iterator());
                StorageException refused = assertThrows(
                        StorageException.class,
                        () -> store.replaceWorld(
                                WorldMeta.EMPTY, boxes(5000, 1000).iterator()));
                assertEquals(Code.DISK_FULL, refused.code());
                assertEquals(10, store.count());
            }
            try (WorldStore store = open(file)) {
                assertEquals(10, store.count());
            }
        }
    }

    @Test
    void makesNoWorldOnAFullDisk() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder, "1m")) {
            Path file = disk.folder().resolve("world.db");
            Path ballast = disk.fill(0);
            assertEquals(
                    Code.DISK_FULL,
                    assertThrows(StorageException.class, () -> open(file)).code());
            assertFalse(Files.exists(file));
            Files.delete(ballast);
            open(file).close();
        }
    }

    @Test
    void saysThatTheDiskIsFullWhenAWorldCannotBeOpened() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder, "1m")) {
            Path file = disk.folder().resolve("world.db");
            open(file).close();
            Path ballast = disk.fill(0);
            assertEquals(
                    Code.DISK_FULL,
                    assertThrows(StorageException.class, () -> open(file)).code());
            Files.delete(ballast);
            open(file).close();
        }
    }

    @Test
    void viewsButDoesNotOpenAWorldOnAReadOnlyDisk() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder, "1m")) {
            Path file = disk.folder().resolve("world.db");
            try (WorldStore store = open(file)) {
                store.replaceWorld(WorldMeta.EMPTY, boxes(10, 100).iterator());
            }
            disk.forbidWriting();
            StorageException refused = assertThrows(StorageException.class, () -> open(file));
            assertEquals(Code.READ_ONLY, refused.code());
            try (WorldView view = WorldView.open(file)) {
                assertEquals(10, contents(view::load).size());
            }
        }
    }

    private static WorldStore open(Path file) throws StorageException {
        return WorldStore.open(file, PROBE_BY_HAND, InstantSource.system());
    }
}
