// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.freehold.server.storage.SmallDisk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code freehold run} says to a data folder that it can't use, which it leaves as it is. */
@Timeout(120)
final class BrokenStoreIT {
    private static final Path WORLD =
            Path.of("src", "test", "resources", "org", "freehold", "server", "worldfile", "all-types.json");
    /** Where the header of a SQLite file holds the version of what is in it (sqlite.org/fileformat.html, section 1.3). */
    private static final int USER_VERSION_OFFSET = 60;

    @TempDir
    private Path folder;

    private Path data = Path.of("");
    private Path store = Path.of("");

    @BeforeEach
    void makeADomain() throws Exception {
        data = folder.resolve("data");
        store = data.resolve("world.db");
        FreeholdCommand.Ended made = FreeholdCommand.run(
                folder, "import", "--data", data.toString(), WORLD.toAbsolutePath().toString());
        assertEquals(0, made.exitCode(), made.err());
    }

    @Test
    void damagedWorldIsNotOpened() throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(store.toFile(), "rw")) {
            byte[] junk = new byte[(int) file.length() / 2];
            Arrays.fill(junk, (byte) 0x55);
            file.seek(file.length() / 4);
            file.write(junk);
        }
        assertRefused("world.db: it is damaged", "Put a backup in its place");
    }

    @Test
    void worldWithoutItsEndIsNotOpened() throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(store.toFile(), "rw")) {
            file.setLength(file.length() - 1000);
        }
        assertRefused("world.db: ", "Put a backup in its place");
    }

    @Test
    void emptyFileIsNotTakenForAnEmptyWorld() throws Exception {
        Files.write(store, new byte[0]);
        assertRefused("world.db: it is empty", "Put a backup in its place");
    }

    @Test
    void somethingElseIsNotReplaced() throws Exception {
        Files.writeString(store, "Dear diary, ".repeat(1000));
        assertRefused("world.db: it is not a database", "Put a backup in its place");
    }

    @Test
    void worldOfANewerVersionIsNotOpened() throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(store.toFile(), "rw")) {
            file.seek(USER_VERSION_OFFSET);
            file.writeInt(99);
        }
        assertRefused("it has version 99 (expected: 1 to ", "Install that Freehold again");
    }

    @Test
    void folderInPlaceOfTheWorldIsLeftAlone() throws Exception {
        Files.delete(store);
        Files.writeString(Files.createDirectory(store).resolve("mine.txt"), "mine");
        assertRefused("world.db: it is not a file", "Move it away");
    }

    @Test
    void worldOnAReadOnlyDiskIsNotOpened() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder, "4m")) {
            Path there = Files.createDirectory(disk.folder().resolve("data"));
            for (String name : new String[] {"world.db", "freehold.toml"}) {
                Files.copy(data.resolve(name), there.resolve(name));
            }
            disk.forbidWriting();
            data = there;
            assertRefused("can't be written to", "mount the disk for writing");
        }
    }

    @Test
    void secondServerIsToldWhoHoldsTheWorld() throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        try (ServerProcess first = ServerProcess.start(http, folder, data)) {
            refused("in use", "");
            assertEquals("ok\n", first.get("healthz"));
        }
        http.shutdownNow();
    }

    private void assertRefused(String message, String whatToDo) throws IOException, InterruptedException {
        Map<String, String> before = FolderBytes.of(data);
        FreeholdCommand.Ended ended = refused(message, whatToDo);
        assertEquals(before, FolderBytes.of(data), ended.err());
    }

    private FreeholdCommand.Ended refused(String message, String whatToDo) throws IOException, InterruptedException {
        FreeholdCommand.Ended ended =
                FreeholdCommand.run(folder, "run", "--data", data.toString(), "--port", "0", "--host", "127.0.0.1");
        assertEquals(1, ended.exitCode(), ended.err());
        assertTrue(ended.err().contains(message), ended.err());
        assertTrue(ended.err().contains(whatToDo), ended.err());
        assertFalse(ended.err().contains("\tat "), ended.err());
        assertFalse(ended.out().contains("Walk in"), ended.out());
        return ended;
    }
}
