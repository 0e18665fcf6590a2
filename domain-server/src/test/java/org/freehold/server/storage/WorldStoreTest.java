// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.storage;

import static org.freehold.server.storage.SampleEntities.box;
import static org.freehold.server.storage.SampleEntities.boxes;
import static org.freehold.server.storage.SampleEntities.contents;
import static org.freehold.server.storage.SampleEntities.delete;
import static org.freehold.server.storage.SampleEntities.id;
import static org.freehold.server.storage.SampleEntities.put;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.freehold.server.entity.Entity;
import org.freehold.server.entity.EntityJson;
import org.freehold.server.storage.StorageException.Code;
import org.freehold.server.world.Journal.Entry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorldStoreTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final WorldMeta META = new WorldMeta(
            UUID.fromString("0f0e0d0c-0b0a-4908-8706-050403020100"),
            7,
            Map.of("/", "/1,2,3/0,0,0,1", "id", "/4,5,6/0,0,0,1"),
            Map.of("version", "133"));

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("world.db");
    }

    @Test
    void opensAnEmptyWorldWhereThereIsNone() throws Exception {
        try (WorldStore store = open()) {
            assertEquals(0, store.count());
            assertEquals(WorldMeta.EMPTY, store.meta());
            assertEquals(Map.of(), store.owners());
        }
        assertTrue(Files.exists(file));
    }

    @Test
    void takesAPathWithAnyCharacters() throws Exception {
        file = Files.createDirectory(folder.resolve("what? 100%20 #1 ü")).resolve("world.db");
        try (WorldStore store = open()) {
            store.addOwner("key");
        }
        assertTrue(Files.size(file) > 0);
        try (WorldView view = WorldView.open(file)) {
            assertEquals(0, view.count());
        }
    }

    @Test
    void findsStoredEntriesAgain() throws Exception {
        try (WorldStore store = open()) {
            FakeListener listener = new FakeListener();
            store.listen(listener);
            store.journal().append(put(1, box(1, "one"), box(2, "two")));
            store.journal().append(put(2, box(2, "changed")));
            store.journal().append(delete(3, id(1), id(99)));
            store.journal().append(put(4, box(3, "three")));
            listener.awaitStored(4);
        }
        try (WorldStore store = open()) {
            assertEquals(Map.of(id(2), "changed", id(3), "three"), contents(store::load));
        }
    }

    @Test
    void keepsTheJsonByteForByte() throws Exception {
        Entity odd = EntityJson.entity(
                "{\"id\":\"{00000000-0000-4000-8000-000000000001}\",\"type\":\"Box\",\"unknown\":[1,{\"x\":null}],\"name\":\"\\u0000\"}"
                        .getBytes(StandardCharsets.UTF_8));
        List<Entity> found = new ArrayList<>();
        try (WorldStore store = open()) {
            store.replaceWorld(WorldMeta.EMPTY, List.of(odd).iterator());
            store.load(found::add);
        }
        assertArrayEquals(odd.json(), found.getFirst().json());
    }

    @Test
    void writesWhatWasTakenWhenClosed() throws Exception {
        WorldStore store = open();
        for (int i = 1; i <= 100; i++) {
            assertTrue(store.journal().append(put(i, box(i, ""))));
        }
        store.close();
        assertFalse(store.journal().append(put(101, box(101, ""))));
        try (WorldView view = WorldView.open(file)) {
            assertEquals(100, view.count());
        }
    }

    @Test
    void leavesOneFileBesideTheLockWhenClosed() throws Exception {
        try (WorldStore store = open()) {
            store.replaceWorld(META, boxes(100, 100).iterator());
        }
        try (var files = Files.list(folder)) {
            assertEquals(
                    List.of("world.db", "world.db.lock"),
                    files.map(found -> found.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void closesTwiceAndAnswersNothingAfterwards() throws Exception {
        WorldStore store = open();
        store.close();
        store.close();
        assertEquals(
                Code.CLOSED, assertThrows(StorageException.class, store::meta).code());
    }

    @Test
    void keepsFactsAndOwners() throws Exception {
        try (WorldStore store = open()) {
            store.setMeta(META);
            store.addOwner("first");
            store.addOwner("second");
            store.addOwner("first");
        }
        try (WorldStore store = open()) {
            assertEquals(META, store.meta());
            assertEquals(Map.of("first", NOW, "second", NOW), store.owners());
        }
    }

    @Test
    void replacesTheWorldAndKeepsItsOwners() throws Exception {
        try (WorldStore store = open()) {
            store.addOwner("me");
            store.replaceWorld(WorldMeta.EMPTY, boxes(10, 1).iterator());
            store.replaceWorld(META, List.of(box(20, "new"), box(20, "newer")).iterator());
            assertEquals(Map.of(id(20), "newer"), contents(store::load));
            assertEquals(META, store.meta());
            assertEquals(List.of("me"), List.copyOf(store.owners().keySet()));
        }
    }

    @Test
    void keepsTheOldWorldWhenAnImportBreaksOff() throws Exception {
        Iterator<Entity> broken = new Iterator<>() {
            private int given;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Entity next() {
                if (given++ == 5000) {
                    throw new IllegalStateException("the file ends here");
                }
                return box(1000 + given, "x".repeat(2000));
            }
        };
        try (WorldStore store = open()) {
            store.replaceWorld(META, boxes(3, 1).iterator());
            assertThrows(IllegalStateException.class, () -> store.replaceWorld(WorldMeta.EMPTY, broken));
            assertEquals(3, store.count());
            assertEquals(META, store.meta());
        }
    }

    @Test
    void keepsPathsInTheirOrder() throws Exception {
        Map<String, String> paths = new LinkedHashMap<>();
        for (String name : List.of("/", "/pier", "/garden", "/hill", "/attic", "/zoo")) {
            paths.put(name, "/0,0,0/0,0,0,1");
        }
        try (WorldStore store = open()) {
            store.setMeta(new WorldMeta(null, 0, paths, Map.of()));
            assertEquals(List.copyOf(paths.keySet()), List.copyOf(store.meta().paths().keySet()));
        }
    }

    @Test
    void loadsMoreThanOneBlockInOrder() throws Exception {
        List<Entity> boxes = boxes(5000, 10);
        List<UUID> found = new ArrayList<>();
        try (WorldStore store = open()) {
            store.replaceWorld(META, boxes.iterator());
            store.load(entity -> found.add(entity.id()));
        }
        assertEquals(boxes.stream().map(Entity::id).toList(), found);
    }

    @Test
    void showsAViewAsItWasWhenOpened() throws Exception {
        try (WorldStore store = open()) {
            FakeListener listener = new FakeListener();
            store.listen(listener);
            store.replaceWorld(META, boxes(3, 1).iterator());
            try (WorldView view = WorldView.open(file)) {
                store.journal().append(delete(1, id(0), id(1)));
                listener.awaitStored(1);
                assertEquals(3, view.count());
                assertEquals(3, contents(view::load).size());
                assertEquals(META, view.meta());
            }
            assertEquals(1, store.count());
        }
    }

    @Test
    void viewsAWorldThatNoServerRunsOnWithoutLeavingFiles() throws Exception {
        open().close();
        try (WorldView view = WorldView.open(file)) {
            assertEquals(0, view.count());
        }
        try (var files = Files.list(folder)) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void keepsTheLogSmallWhileMuchIsWritten() throws Exception {
        FakeListener listener = new FakeListener();
        try (WorldStore store = open()) {
            store.listen(listener);
            for (int i = 1; i <= 40; i++) {
                store.journal().append(new Entry(i, boxes(500, 1000), List.of()));
                listener.awaitStored(i);
            }
            long log = Files.size(StoreOpening.log(file));
            assertTrue(log < 10_000_000, "log of " + log + " bytes after 20 MB of changes");
            StorageStatus status = store.status();
            assertEquals(40, status.entriesStored());
            assertEquals(Files.size(file) + log, status.bytesOnDisk());
        }
    }

    @Test
    void turnsReadOnlyWhileAnotherProgramHoldsTheFileAndLosesNothingStored() throws Exception {
        FakeListener listener = new FakeListener();
        StoreOptions impatient = new StoreOptions(100, 1_000_000, Duration.ofHours(1), Duration.ofMillis(20));
        try (WorldStore store = WorldStore.open(file, impatient, InstantSource.fixed(NOW))) {
            store.listen(listener);
            store.journal().append(put(1, box(1, "kept")));
            listener.awaitStored(1);
            try (Connection other = Sqlite.writer(file, Duration.ZERO)) {
                Sqlite.run(other, "BEGIN IMMEDIATE");
                store.journal().append(put(2, box(1, "lost")));
                assertEquals(
                        "failed 2 another program is writing to it. Close that program and try again.",
                        listener.await("failed"));
                assertFalse(store.journal().append(put(3, box(3, "refused"))));
            }
            store.probeSoon();
            listener.await("writable");
            store.journal().reopen();
            store.journal().append(put(4, box(4, "new")));
            listener.awaitStored(4);
            assertEquals(Map.of(id(1), "kept", id(4), "new"), contents(store::load));
            assertEquals(WorldMeta.EMPTY, store.meta());
        }
    }

    private WorldStore open() throws StorageException {
        return WorldStore.open(file, StoreOptions.DEFAULT, InstantSource.fixed(NOW));
    }
}
