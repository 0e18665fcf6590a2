// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.storage;

import static org.freehold.server.storage.SampleEntities.boxes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.freehold.server.storage.StorageException.Code;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreOpeningTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("world.db");
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        file = folder.resolve("missing").resolve("world.db");
        StorageException refused = refused();
        assertEquals(Code.MISSING, refused.code());
        assertEquals(
                file.getParent() + ": there is no such folder. Make it, or name another with --data.",
                refused.getMessage());
    }

    @Test
    void refusesAFolderThatCannotBeWrittenTo() throws Exception {
        open().close();
        assertTrue(folder.toFile().setWritable(false));
        try {
            assumeFalse(Files.isWritable(folder),
                    "skipped: root may write everywhere; FailingDiskIT tests it for root");
            assertEquals(Code.READ_ONLY, refused().code());
        } finally {
            assertTrue(folder.toFile().setWritable(true));
        }
    }

    @Test
    void refusesAFileThatCannotBeWrittenTo() throws Exception {
        open().close();
        assertTrue(file.toFile().setWritable(false));
        assumeFalse(Files.isWritable(file), "skipped: root may write everywhere; FailingDiskIT tests it for root");
        assertEquals(Code.READ_ONLY, refusedAndUnchanged().code());
    }

    @Test
    void refusesAFolderInPlaceOfTheFile() throws Exception {
        Files.createDirectory(file);
        assertEquals(Code.NOT_A_WORLD, refused().code());
    }

    @Test
    void refusesAnEmptyFile() throws Exception {
        Files.createFile(file);
        assertEquals(Code.DAMAGED, refusedAndUnchanged().code());
    }

    @Test
    void refusesWhatIsNoDatabase() throws Exception {
        Files.writeString(file, "{\"Entities\": []}".repeat(1000));
        assertEquals(Code.NOT_A_WORLD, refusedAndUnchanged().code());
    }

    @Test
    void refusesAnotherProgramsDatabase() throws Exception {
        try (Connection connection = Sqlite.maker(file)) {
            Sqlite.run(connection, "CREATE TABLE songs (title TEXT)");
        }
        assertEquals(Code.NOT_A_WORLD, refusedAndUnchanged().code());
    }

    @Test
    void refusesATruncatedWorld() throws Exception {
        byte[] whole = someWorld();
        for (int length : new int[] {1, 99, 100, 4096, whole.length / 2, whole.length - 4096, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            Code code = refusedAndUnchanged().code();
            assertTrue(code == Code.DAMAGED || code == Code.NOT_A_WORLD, code + " at " + length + " bytes");
        }
    }

    @Test
    void refusesAWorldWithPagesOverwritten() throws Exception {
        byte[] whole = someWorld();
        Random random = new Random(1);
        byte[] rubbish = new byte[4096];
        for (int page = 0; page < 12; page++) {
            byte[] garbled = whole.clone();
            random.nextBytes(rubbish);
            System.arraycopy(rubbish, 0, garbled, page * 4096, 4096);
            Files.write(file, garbled);
            Code code = refusedAndUnchanged().code();
            assertTrue(code == Code.DAMAGED || code == Code.NOT_A_WORLD, code + " at page " + page);
        }
    }

    @Test
    void refusesAnEntityThatCannotBeReadAndNamesIt() throws Exception {
        someWorld();
        try (Connection connection = Sqlite.maker(file)) {
            Sqlite.run(connection, "UPDATE entity SET body = x'7b22' WHERE rowid = 7");
        }
        try (WorldStore store = open()) {
            StorageException refused = assertThrows(StorageException.class, () -> store.load(_ -> {}));
            assertEquals(Code.DAMAGED, refused.code());
            String id = HexFormat.of().toHexDigits(SampleEntities.id(6).getMostSignificantBits());
            assertTrue(refused.reason().contains(id), refused.reason());
        }
    }

    @Test
    void refusesARowThatHoldsAnotherEntity() throws Exception {
        someWorld();
        try (Connection connection = Sqlite.maker(file)) {
            Sqlite.run(connection,
                    "UPDATE entity SET body = (SELECT body FROM entity WHERE rowid = 8) WHERE rowid = 7");
        }
        try (WorldStore store = open()) {
            assertEquals(
                    Code.DAMAGED,
                    assertThrows(StorageException.class, () -> store.load(_ -> {}))
                            .code());
        }
    }

    @Test
    void refusesToBeginAnewWhenOnlyTheLogIsLeft() throws Exception {
        Files.write(StoreOpening.log(file), new byte[5000]);
        StorageException refused = refused();
        assertEquals(Code.DAMAGED, refused.code());
        assertFalse(Files.exists(file));
        assertEquals(5000, Files.size(StoreOpening.log(file)));
    }

    @Test
    void makesANewWorldAfterAnAttemptThatBrokeOff() throws Exception {
        Files.writeString(folder.resolve("world.db.new"), "half of a world");
        open().close();
        assertFalse(Files.exists(folder.resolve("world.db.new")));
    }

    @Test
    void refusesAFileThatAnotherProgramIsWritingTo() throws Exception {
        someWorld();
        try (Connection other = Sqlite.maker(file)) {
            Sqlite.run(other, "BEGIN IMMEDIATE");
            assertEquals(Code.LOCKED, refused().code());
        }
        open().close();
    }

    @Test
    void refusesAWorldThatIsOpenAlready() throws Exception {
        try (WorldStore store = open()) {
            StorageException refused = refused();
            assertEquals(Code.LOCKED, refused.code());
            assertEquals(
                    file + ": it is in use by process " + ProcessHandle.current().pid()
                            + ". Stop that server first, or start this one with another data folder.",
                    refused.getMessage());
            assertEquals(0, store.count());
        }
        open().close();
    }

    @Test
    void viewsNothingThatIsNotAWorld() throws Exception {
        assertEquals(Code.MISSING, viewRefused().code());
        Files.createFile(file);
        assertEquals(Code.DAMAGED, viewRefused().code());
        Files.writeString(file, "x".repeat(10_000));
        assertEquals(Code.NOT_A_WORLD, viewRefused().code());
        byte[] whole = someWorld();
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertEquals(Code.DAMAGED, viewRefused().code());
    }

    private byte[] someWorld() throws IOException {
        Files.deleteIfExists(file);
        try (WorldStore store = open()) {
            store.replaceWorld(WorldMeta.EMPTY, boxes(200, 300).iterator());
        }
        return Files.readAllBytes(file);
    }

    private StorageException refusedAndUnchanged() throws IOException {
        byte[] before = Files.readAllBytes(file);
        StorageException refused = refused();
        assertArrayEquals(before, Files.readAllBytes(file));
        assertFalse(Files.exists(StoreOpening.log(file)));
        return refused;
    }

    private StorageException refused() {
        return assertThrows(StorageException.class, () -> open().close());
    }

    private StorageException viewRefused() {
        return assertThrows(StorageException.class, () -> WorldView.open(file).close());
    }

    private WorldStore open() throws StorageException {
        StoreOptions impatient = new StoreOptions(100, 1_000_000, Duration.ofHours(1), Duration.ofMillis(20));
        return WorldStore.open(file, impatient, InstantSource.system());
    }
}
