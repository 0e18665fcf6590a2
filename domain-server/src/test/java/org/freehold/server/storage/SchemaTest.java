// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.storage;

import static org.freehold.server.storage.SampleEntities.box;
import static org.freehold.server.storage.SampleEntities.contents;
import static org.freehold.server.storage.SampleEntities.id;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.freehold.server.storage.Schema.Step;
import org.freehold.server.storage.StorageException.Code;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SchemaTest {

    private static final Step FIRST_STEP = Schema.CURRENT.steps().getFirst();
    private static final Schema FIRST = new Schema(List.of(FIRST_STEP));

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void storeAWorldOfTheFirstVersion() throws Exception {
        file = folder.resolve("world.db");
        // By hand, as the first version wrote it: this fixture stays when the schema moves on.
        try (Connection connection = Sqlite.maker(file)) {
            Sqlite.run(connection, "CREATE TABLE entity (id BLOB PRIMARY KEY NOT NULL, body BLOB NOT NULL) STRICT");
            Sqlite.run(connection, "CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT");
            Sqlite.run(
                    connection, "CREATE TABLE owner (key TEXT PRIMARY KEY NOT NULL, since INTEGER NOT NULL) STRICT");
            Sqlite.run(connection, "INSERT INTO owner VALUES ('me', 5)");
            EntityTable.replaceAll(connection, List.of(box(1, "old")).iterator());
            Sqlite.run(connection, "PRAGMA application_id = " + 0x46724864);
            Sqlite.run(connection, "PRAGMA user_version = 1");
        }
    }

    @Test
    void opensAWorldOfTheFirstVersion() throws Exception {
        try (WorldStore store = open(Schema.CURRENT)) {
            assertEquals(Map.of(id(1), "old"), contents(store::load));
            assertEquals(Map.of("me", Instant.ofEpochMilli(5)), store.owners());
        }
    }

    @Test
    void makesTheCurrentVersionFromNothingAndFromTheFirstAlike() throws Exception {
        Path fresh = folder.resolve("fresh.db");
        WorldStore.open(fresh, StoreOptions.DEFAULT, InstantSource.system()).close();
        open(Schema.CURRENT).close();
        assertEquals(tables(fresh), tables(file));
    }

    @Test
    void doesTheMissingStepsAndKeepsACopyOfTheWorldAsItWas() throws Exception {
        Schema third = later(
                new Step("ALTER TABLE owner ADD COLUMN note TEXT"),
                new Step("UPDATE owner SET note = 'second'", "DELETE FROM entity"));
        open(third).close();
        try (Connection connection = Sqlite.reader(file, Duration.ZERO)) {
            assertEquals("second", Sqlite.text(connection, "SELECT note FROM owner"));
            assertEquals(3, Schema.versionOf(connection));
        }
        try (WorldView copy = WorldView.open(folder.resolve("world.db.version-1"), FIRST)) {
            assertEquals(Map.of(id(1), "old"), contents(copy::load));
        }
    }

    @Test
    void keepsNoCopyWhenNothingIsToBeDone() throws Exception {
        open(FIRST).close();
        assertFalse(Files.exists(folder.resolve("world.db.version-1")));
    }

    @Test
    void undoesAStepThatFailsAndKeepsTheStepsBefore() throws Exception {
        Schema broken = later(
                new Step("ALTER TABLE owner ADD COLUMN note TEXT"),
                new Step("DELETE FROM entity", "INSERT INTO nowhere VALUES (1)"));
        assertThrows(StorageException.class, () -> open(broken));
        try (Connection connection = Sqlite.reader(file, Duration.ZERO)) {
            assertEquals(2, Schema.versionOf(connection));
            assertEquals(1, EntityTable.count(connection));
        }
        open(later(new Step("unused"), new Step("DELETE FROM entity"))).close();
        assertTrue(Files.exists(folder.resolve("world.db.version-1")));
        assertTrue(Files.exists(folder.resolve("world.db.version-2")));
    }

    @Test
    void neverOverwritesAnEarlierCopy() throws Exception {
        Files.writeString(folder.resolve("world.db.version-1"), "from an earlier attempt");
        open(later(new Step("DELETE FROM entity"))).close();
        assertEquals("from an earlier attempt", Files.readString(folder.resolve("world.db.version-1")));
        try (WorldView copy = WorldView.open(folder.resolve("world.db.version-1.2"), FIRST)) {
            assertEquals(1, copy.count());
        }
    }

    @Test
    void leavesAWorldOfANewerVersionAsItIs() throws Exception {
        open(later(new Step("ALTER TABLE owner ADD COLUMN note TEXT"))).close();
        byte[] before = Files.readAllBytes(file);
        StorageException refused = assertThrows(StorageException.class, () -> open(FIRST));
        assertEquals(Code.NEWER_VERSION, refused.code());
        assertEquals(
                file + ": it has version 2 (expected: 1 to 1), from a newer Freehold than this one. Install that Freehold"
                        + " again, or take a backup from before the upgrade; this file was not changed.",
                refused.getMessage());
        assertArrayEquals(before, Files.readAllBytes(file));
        assertFalse(Files.exists(StoreOpening.log(file)));
    }

    @Test
    void viewsOnlyTheCurrentVersion() {
        StorageException refused = assertThrows(
                StorageException.class, () -> WorldView.open(file, later(new Step("DELETE FROM entity"))));
        assertEquals(Code.OLDER_VERSION, refused.code());
    }

    private WorldStore open(Schema schema) throws StorageException {
        return WorldStore.open(file, StoreOptions.DEFAULT, InstantSource.system(), schema);
    }

    private static Schema later(Step... more) {
        List<Step> steps = new ArrayList<>(List.of(FIRST_STEP));
        steps.addAll(List.of(more));
        return new Schema(steps);
    }

    private static String tables(Path file) throws Exception {
        try (Connection connection = Sqlite.reader(file, Duration.ZERO)) {
            return Sqlite.text(connection, "SELECT group_concat(sql, char(10) ORDER BY name) FROM sqlite_schema");
        }
    }
}
