// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.storage;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.freehold.server.entity.Entity;
import org.freehold.server.storage.StorageException.Code;
import org.freehold.server.world.Journal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the world's changes durable, on a thread of its own.
 *
 * <p>Group commit: whatever waits when the disk is free becomes one transaction. Alone, an entry is written at once; under
 * load the groups grow, so that the cost of waiting for the disk is shared.
 *
 * <p>When a group can't be written, it is undone as a whole, what waits behind it is dropped, and nothing is taken until a
 * small write succeeds again. So what is acknowledged is always on disk, and what is on disk never has holes.
 */
final class WorldJournal implements Journal {
    private static final Logger LOG = LoggerFactory.getLogger(WorldJournal.class);

    /** Bounds how long the first entry of a group waits for the last one. */
    private static final int GROUP_ENTRIES = 4096;

    private static final long GROUP_BYTES = 8L * 1024 * 1024;

    /** What an entry costs beside its JSON, about. */
    private static final int ENTRY_BYTES = 64;

    /** Where the groups go. Called on the journal's thread. */
    interface Disk {
        /** Stores the last state of each entity, durably; an empty one is gone. On failure nothing is changed. */
        void write(Map<UUID, Optional<Entity>> states) throws StorageException;

        /** Throws while writing doesn't work. */
        void probe() throws StorageException;
    }

    private enum Next {
        WRITE,
        PROBE,
        STOP
    }

    private final Disk disk;
    private final StoreOptions options;
    private final InstantSource clock;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // All below guarded by the lock.
    private final Queue<Entry> waiting = new ArrayDeque<>();
    private int queuedEntries;
    private long queuedBytes;
    private boolean writable = true;
    private boolean mayReopen;
    private boolean mayRecover = true;
    private boolean probeAsked;
    private boolean closing;
    private long commits;
    private long entriesStored;
    private long failures;
    private @Nullable Instant lastCommit;

    private WorldJournal(Disk disk, StoreOptions options, InstantSource clock) {
        this.disk = disk;
        this.options = options;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("freehold-storage").unstarted(this::run);
    }

    static WorldJournal start(Disk disk, StoreOptions options, InstantSource clock) {
        WorldJournal journal = new WorldJournal(disk, options, clock);
        journal.thread.start();
        return journal;
    }

    /** Adds one who is told what became of the entries from now on. */
    void listen(Listener listener) {
        listeners.add(listener);
    }

    @Override
    public boolean append(Entry entry) {
        long bytes = bytes(entry);
        lock.lock();
        try {
            boolean room = queuedEntries == 0
                    || (queuedEntries < options.queueEntries() && queuedBytes + bytes <= options.queueBytes());
            if (!writable || closing || !room) {
                return false;
            }
            waiting.add(entry);
            queuedEntries++;
            queuedBytes += bytes;
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void reopen() {
        lock.lock();
        try {
            writable |= mayReopen;
            mayReopen = false;
        } finally {
            lock.unlock();
        }
    }

    /** Tries now whether writing works again, rather than when the time has come. Any thread; does not wait. */
    void probeSoon() {
        lock.lock();
        try {
            probeAsked = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    StorageStatus status(long bytesOnDisk) {
        lock.lock();
        try {
            return new StorageStatus(
                    writable, commits, entriesStored, failures, lastCommit, queuedEntries, queuedBytes, bytesOnDisk);
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more, writes what waits, and returns when that is done. Not to be called by a listener. */
    void close() {
        lock.lock();
        try {
            closing = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                thread.join();
                ended = true;
            } catch (InterruptedException e) {
                // What was taken is to be on disk first.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Next next = next();
        while (next != Next.STOP) {
            if (next == Next.WRITE) {
                write(takeGroup());
            } else {
                probe();
            }
            next = next();
        }
    }

    private Next next() {
        lock.lock();
        try {
            long left = options.probeInterval().toNanos();
            while (true) {
                if (!waiting.isEmpty()) {
                    return Next.WRITE;
                } else if (closing) {
                    return Next.STOP;
                } else if (writable || mayReopen || !mayRecover) {
                    changed.await();
                } else if (probeAsked || left <= 0) {
                    probeAsked = false;
                    return Next.PROBE;
                } else {
                    left = changed.awaitNanos(left);
                }
            }
        } catch (InterruptedException e) {
            // Nobody of ours interrupts this thread: whoever does wants the process to end.
            closing = true;
            return waiting.isEmpty() ? Next.STOP : Next.WRITE;
        } finally {
            lock.unlock();
        }
    }

    private List<Entry> takeGroup() {
        lock.lock();
        try {
            List<Entry> group = new ArrayList<>();
            long bytes = 0;
            Entry first = waiting.peek();
            while (first != null && group.size() < GROUP_ENTRIES && (group.isEmpty() || bytes < GROUP_BYTES)) {
                group.add(waiting.remove());
                bytes += bytes(first);
                first = waiting.peek();
            }
            return group;
        } finally {
            lock.unlock();
        }
    }

    private void write(List<Entry> group) {
        try {
            disk.write(lastStates(group));
        } catch (StorageException e) {
            LOG.warn("The world is read-only: {}", e.getMessage());
            fail(group.getFirst().ticket(), e.reason(), e.code() != Code.DAMAGED);
            return;
        } catch (RuntimeException | Error e) {
            // Errors as well: without its thread the journal would take edits that nobody ever answers.
            LOG.error("The world is read-only for a fault of the server's", e);
            fail(group.getFirst().ticket(), "A fault of the server's: its log says more.", true);
            return;
        }
        lock.lock();
        try {
            queuedEntries -= group.size();
            for (Entry entry : group) {
                queuedBytes -= bytes(entry);
            }
            commits++;
            entriesStored += group.size();
            lastCommit = clock.instant();
        } finally {
            lock.unlock();
        }
        tell(listener -> listener.stored(group.getLast().ticket()));
    }

    private void fail(long firstTicket, String reason, boolean mayRecoverLater) {
        lock.lock();
        try {
            writable = false;
            mayRecover = mayRecoverLater;
            probeAsked = false;
            waiting.clear();
            queuedEntries = 0;
            queuedBytes = 0;
            failures++;
        } finally {
            lock.unlock();
        }
        tell(listener -> listener.failed(firstTicket, reason));
    }

    private void probe() {
        try {
            disk.probe();
        } catch (StorageException e) {
            LOG.debug("Still read-only: {}", e.getMessage());
            return;
        } catch (RuntimeException | Error e) {
            LOG.error("Still read-only, for a fault of the server's", e);
            return;
        }
        lock.lock();
        try {
            mayReopen = true;
        } finally {
            lock.unlock();
        }
        LOG.info("The world can be written again");
        tell(Listener::writable);
    }

    /** A listener's fault must not end the thread that keeps everybody's edits. */
    private void tell(Consumer<Listener> what) {
        for (Listener listener : listeners) {
            try {
                what.accept(listener);
            } catch (RuntimeException e) {
                LOG.error("A listener of the journal failed", e);
            }
        }
    }

    private static Map<UUID, Optional<Entity>> lastStates(List<Entry> group) {
        Map<UUID, Optional<Entity>> states = new LinkedHashMap<>();
        for (Entry entry : group) {
            entry.put().forEach(entity -> states.put(entity.id(), Optional.of(entity)));
            entry.delete().forEach(id -> states.put(id, Optional.empty()));
        }
        return states;
    }

    private static long bytes(Entry entry) {
        long bytes = ENTRY_BYTES + 16L * entry.delete().size();
        for (Entity entity : entry.put()) {
            bytes += entity.json().length;
        }
        return bytes;
    }
}
