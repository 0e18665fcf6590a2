// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What decides who may do what is kept with the world, all or nothing. */
class ModerationStoreTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    private Path folder;

    private Path file;
    private WorldStore world;
    private ModerationStore store;

    @BeforeEach
    void open() throws Exception {
        file = folder.resolve("world.db");
        world = WorldStore.open(file, StoreOptions.DEFAULT, InstantSource.system());
        store = world.moderation();
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void findsAfterOpeningAgainWhatWasWrittenTogether() throws Exception {
        byte[] list = "a list".getBytes(StandardCharsets.UTF_8);
        store.write(Map.of("rules", "{}", "list:main", "[1]"), Set.of(), List.of(list), List.of("first", "second"));
        world.close();
        open();
        assertEquals(Optional.of("{}"), store.read("rules"));
        assertEquals(Map.of("list:main", "[1]"), store.readAll("list:"));
        assertArrayEquals(list, store.document(MessageDigest.getInstance("SHA-256").digest(list)).orElseThrow());
        assertEquals(List.of("first", "second"), store.auditLines(0, 10));
        assertEquals(Optional.of("second"), store.lastAuditLine());
        assertEquals(2, store.auditCount());
    }

    @Test
    void replacesAndRemovesDocuments() throws Exception {
        store.write(Map.of("rules", "old", "bans", "[]"), Set.of(), List.of(), List.of());
        store.write(Map.of("rules", "new"), Set.of("bans"), List.of(), List.of());
        assertEquals(Map.of("rules", "new"), store.readAll(""));
    }

    @Test
    void takesAPrefixAsItIsWritten() throws Exception {
        store.write(Map.of("list:a", "1", "list%", "2", "listen", "3"), Set.of(), List.of(), List.of());
        assertEquals(Map.of("list%", "2"), store.readAll("list%"));
    }

    @Test
    void writesNothingOfAChangeThatFails() throws Exception {
        try (Connection other = Sqlite.writer(file, Duration.ZERO)) {
            Sqlite.run(other, "CREATE TRIGGER no BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no'); END");
        }
        assertThrows(
                StorageException.class,
                () -> store.write(Map.of("bans", "[]"), Set.of(), List.of(), List.of("somebody was banned")));
        assertEquals(Optional.empty(), store.read("bans"));
    }

    @Test
    void remembersTheFirstTimeSomebodyWasSeen() throws Exception {
        store.saw(List.of(new ModerationStore.Seen("k", NOON, NOON, 1, "Fox")));
        Instant later = NOON.plusSeconds(60);
        store.saw(List.of(
                new ModerationStore.Seen("k", later, later, 2, "Red Fox"),
                new ModerationStore.Seen("l", NOON, NOON, 1, "Owl")));
        assertEquals(
                List.of(
                        new ModerationStore.Seen("k", NOON, later, 2, "Red Fox"),
                        new ModerationStore.Seen("l", NOON, NOON, 1, "Owl")),
                store.seen(10));
    }

    @Test
    void erasesReportsWhoseTimeHasCome() throws Exception {
        var early = new ModerationStore.Report("a", NOON, NOON.plusSeconds(10), "{}");
        var late = new ModerationStore.Report("b", NOON, NOON.plusSeconds(11), "{}");
        store.keep(early);
        store.keep(late);
        assertEquals(List.of(early, late), store.reports());
        store.eraseReports(NOON.plusSeconds(10));
        assertEquals(List.of(late), store.reports());
        store.eraseReports(NOON.plusSeconds(11));
        assertTrue(store.reports().isEmpty());
    }

    @Test
    void leavesNothingOfAnErasedReportInAnyFile() throws Exception {
        for (int i = 0; i < 40; i++) {
            // Short ones share a page, long ones have pages of their own.
            String body = "{\"said\":\"word of report %d; \"}".formatted(i).repeat(i % 2 == 0 ? 1 : 500);
            store.keep(new ModerationStore.Report("r" + i, NOON, NOON.plusSeconds(i), body));
        }
        assertTrue(isAnywhere("word of report 3;"));
        store.eraseReports(NOON.plusSeconds(20));
        assertTrue(store.eraseReport("r39"));
        for (int i = 0; i <= 20; i++) {
            assertFalse(isAnywhere("word of report %d;".formatted(i)), "report " + i);
        }
        assertFalse(isAnywhere("word of report 39;"));
        assertTrue(isAnywhere("word of report 21;"));
        assertEquals(18, store.reports().size());
    }

    @Test
    void whatAReaderKeepsInTheLogIsErasedWhenItIsGone() throws Exception {
        store.keep(new ModerationStore.Report("a", NOON, NOON, "word of report a"));
        try (Connection reader = Sqlite.readerBesideWriter(file, Duration.ZERO)) {
            Sqlite.run(reader, "BEGIN");
            assertEquals(1, Sqlite.number(reader, "SELECT count(*) FROM report"));
            store.eraseReports(NOON);
            assertTrue(isAnywhere("word of report a"), "somebody reads it");
        }
        store.eraseReports(NOON);
        assertFalse(isAnywhere("word of report a"));
    }

    @Test
    void keepsAReportLongerWhenAsked() throws Exception {
        store.keep(new ModerationStore.Report("a", NOON, NOON.plusSeconds(10), "{}"));
        store.keepReportUntil("a", NOON.plusSeconds(20));
        store.keepReportUntil("a", NOON.plusSeconds(15));
        store.eraseReports(NOON.plusSeconds(19));
        assertEquals(NOON.plusSeconds(20), store.reports().getFirst().erase());
    }

    private boolean isAnywhere(String words) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.toList()) {
                if (new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1).contains(words)) {
                    return true;
                }
            }
        }
        return false;
    }
}
