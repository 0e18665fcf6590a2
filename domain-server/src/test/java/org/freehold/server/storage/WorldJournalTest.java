// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.storage;

import static org.freehold.server.storage.SampleEntities.box;
import static org.freehold.server.storage.SampleEntities.delete;
import static org.freehold.server.storage.SampleEntities.id;
import static org.freehold.server.storage.SampleEntities.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.freehold.server.storage.StorageException.Code;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WorldJournalTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final FakeDisk disk = new FakeDisk();
    private final FakeListener listener = new FakeListener();
    private final WorldJournal journal = start(new StoreOptions(4, 1000, Duration.ofHours(1), Duration.ZERO));

    @AfterEach
    void close() {
        disk.allow(1000);
        journal.close();
    }

    @Test
    void writesALoneEntryAtOnce() throws Exception {
        disk.allow(1);
        assertTrue(journal.append(put(1, box(1, "a"))));
        assertEquals("stored 1", listener.next());
    }

    @Test
    void writesWhatWaitedForTheDiskAsOneGroup() throws Exception {
        blockWriterWith(1);
        journal.append(put(2, box(2, "b")));
        journal.append(put(3, box(3, "c")));
        disk.allow(2);
        assertEquals("stored 1", listener.next());
        assertEquals("stored 3", listener.next());
        assertEquals(2, disk.written().size());
        assertEquals(2, disk.written().get(1).size());
    }

    @Test
    void writesOnlyTheLastStateOfAnEntityWithinAGroup() throws Exception {
        blockWriterWith(1);
        journal.append(put(2, box(2, "old"), box(3, "gone")));
        journal.append(put(3, box(2, "new")));
        journal.append(delete(4, id(3)));
        disk.allow(2);
        listener.awaitStored(4);
        assertEquals(Map.of(id(2), "new", id(3), FakeDisk.GONE), disk.written().get(1));
    }

    @Test
    void keepsAnEntityThatWasDeletedAndMadeAgain() throws Exception {
        blockWriterWith(1);
        journal.append(delete(2, id(2)));
        journal.append(put(3, box(2, "again")));
        disk.allow(2);
        listener.awaitStored(3);
        assertEquals(Map.of(id(2), "again"), disk.written().get(1));
    }

    @Test
    void refusesEntriesBeyondTheQueueAndTakesThemAgainWhenThereIsRoom() throws Exception {
        blockWriterWith(1);
        for (int ticket = 2; ticket <= 4; ticket++) {
            assertTrue(journal.append(put(ticket, box(ticket, ""))));
        }
        assertFalse(journal.append(put(5, box(5, ""))));
        disk.allow(2);
        listener.awaitStored(4);
        disk.allow(1);
        assertTrue(journal.append(put(5, box(5, ""))));
        listener.awaitStored(5);
    }

    @Test
    void refusesBytesBeyondTheQueueButTakesOneLargeEntryAlone() throws Exception {
        assertTrue(journal.append(put(1, box(1, "x".repeat(5000)))));
        disk.awaitWrite();
        assertFalse(journal.append(put(2, box(2, ""))));
        disk.allow(1);
        listener.awaitStored(1);
        assertEquals(0, journal.status(0).queuedBytes());
    }

    @Test
    void reportsAFailedGroupOnceAndDropsWhatWaits() throws Exception {
        blockWriterWith(1);
        journal.append(put(2, box(2, "")));
        disk.breakWith(Code.DISK_FULL);
        disk.allow(1);
        assertEquals("failed 1 it broke. Mend it.", listener.next());
        assertFalse(journal.append(put(3, box(3, ""))));
        StorageStatus status = journal.status(0);
        assertFalse(status.writable());
        assertEquals(0, status.queuedEntries());
        assertEquals(1, status.failures());
        assertEquals(0, disk.written().size());
    }

    @Test
    void takesEntriesAgainAfterAProbeThatWorks() throws Exception {
        blockWriterWith(1);
        disk.breakWith(Code.IO);
        disk.allow(1);
        listener.await("failed 1");
        disk.breakWith(null);
        journal.probeSoon();
        assertEquals("writable", listener.next());
        assertFalse(journal.append(put(8, box(8, ""))), "the world may not know of the failure yet");
        journal.reopen();
        disk.allow(1);
        assertTrue(journal.append(put(9, box(9, ""))));
        assertEquals("stored 9", listener.next());
    }

    @Test
    void staysClosedWhenReopenedBeforeWritingWorks() throws Exception {
        blockWriterWith(1);
        disk.breakWith(Code.IO);
        disk.allow(1);
        listener.await("failed 1");
        journal.reopen();
        assertFalse(journal.append(put(2, box(2, ""))));
    }

    @Test
    void probesByItselfWhenTheTimeHasCome() throws Exception {
        WorldJournal quick = start(new StoreOptions(4, 1000, Duration.ofMillis(1), Duration.ZERO));
        try {
            disk.breakWith(Code.IO);
            disk.allow(1);
            quick.append(put(1, box(1, "")));
            listener.await("failed 1");
            disk.breakWith(null);
            assertEquals("writable", listener.next());
        } finally {
            quick.close();
        }
    }

    @Test
    void staysReadOnlyWhenTheFileIsDamaged() throws Exception {
        blockWriterWith(1);
        disk.breakWith(Code.DAMAGED);
        disk.allow(1);
        listener.await("failed 1");
        disk.breakWith(null);
        journal.probeSoon();
        journal.close();
        assertFalse(journal.status(0).writable());
        assertEquals(0, listener.waitingEvents());
    }

    @Test
    void survivesAFaultOfOurOwn() throws Exception {
        blockWriterWith(1);
        disk.haveBug(true);
        disk.allow(1);
        assertTrue(listener.next().startsWith("failed 1 "));
        disk.haveBug(false);
        journal.probeSoon();
        assertEquals("writable", listener.next());
    }

    @Test
    void answersAndGoesOnAfterAnErrorOfTheJvm() throws Exception {
        disk.runOutOfMemory(true);
        disk.allow(2);
        journal.append(put(1, box(1, "a")));
        assertEquals("failed 1 A fault of the server's: its log says more.", listener.next());
        disk.runOutOfMemory(false);
        journal.probeSoon();
        assertEquals("writable", listener.next());
        journal.reopen();
        journal.append(put(2, box(1, "b")));
        assertEquals("stored 2", listener.next());
    }

    @Test
    void probesAgainAfterAProbeThatWentWrong() throws Exception {
        disk.breakWith(Code.DISK_FULL);
        disk.allow(1);
        journal.append(put(1, box(1, "a")));
        listener.next();
        disk.breakWith(null);
        disk.haveBugInProbing();
        journal.probeSoon();
        disk.awaitBugInProbing();
        journal.probeSoon();
        assertEquals("writable", listener.next());
    }

    @Test
    void writesEverythingTakenBeforeClosing() throws Exception {
        journal.append(put(1, box(1, "")));
        journal.append(put(2, box(2, "")));
        disk.allow(2);
        journal.close();
        assertEquals(2, listener.lastStored());
        assertFalse(journal.append(put(3, box(3, ""))));
    }

    @Test
    void countsWhatItDid() throws Exception {
        disk.allow(1);
        journal.append(put(1, box(1, "")));
        listener.awaitStored(1);
        assertEquals(new StorageStatus(true, 1, 1, 0, NOW, 0, 0, 77), journal.status(77));
    }

    private WorldJournal start(StoreOptions options) {
        WorldJournal started = WorldJournal.start(disk, options, InstantSource.fixed(NOW));
        started.listen(listener);
        return started;
    }

    private void blockWriterWith(long ticket) {
        assertTrue(journal.append(put(ticket, box(1, ""))));
        disk.awaitWrite();
    }
}
