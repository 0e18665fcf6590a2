// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.freehold.server.entity.Entity;
import org.freehold.server.storage.StorageException.Code;
import org.freehold.server.world.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One world in one file, held by this process alone until it is closed. What a call or the journal says is stored survives
 * the loss of power.
 *
 * <p>Any thread. Everything but {@link #journal()} and {@link #status()} blocks on the disk, and while it runs the journal
 * waits; the journal's own queue takes entries meanwhile.
 */
public final class WorldStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorldStore.class);

    private final Path file;
    private final InstantSource clock;
    private final WorldLock worldLock;
    private final WorldJournal journal;
    private final ModerationStore moderation = new ModerationStore(this);
    private final ReentrantLock lock = new ReentrantLock();
    private final Connection connection;
    private boolean closed;

    private WorldStore(
            Path file, StoreOptions options, InstantSource clock, WorldLock worldLock, Connection connection) {
        this.file = file;
        this.clock = clock;
        this.worldLock = worldLock;
        this.connection = connection;
        this.journal = WorldJournal.start(new JournalDisk(), options, clock);
    }

    /**
     * Opens the world in that file, upgrading it if it is of an older version (a copy of it is kept beside it), or makes an
     * empty one.
     *
     * @param clock for the time of commits and of ownership
     * @throws StorageException when the file can't be used, which then is as it was before
     */
    public static WorldStore open(Path file, StoreOptions options, InstantSource clock) throws StorageException {
        return open(file, options, clock, Schema.CURRENT);
    }

    static WorldStore open(Path file, StoreOptions options, InstantSource clock, Schema schema)
            throws StorageException {
        StoreOpening.checkFolder(file);
        WorldLock worldLock = WorldLock.take(file);
        boolean opened = false;
        try {
            Connection connection = StoreOpening.open(file, schema, options.busyTimeout());
            opened = true;
            return new WorldStore(file, options, clock, worldLock, connection);
        } finally {
            if (!opened) {
                worldLock.close();
            }
        }
    }

    /** Where the world appends its changes. */
    public Journal journal() {
        return journal;
    }

    /** Adds one who is told what became of the journal's entries; before the first is appended. */
    public void listen(Journal.Listener listener) {
        journal.listen(listener);
    }

    /** Hands over every entity, oldest first, on the calling thread. Before the world runs. */
    public void load(Consumer<Entity> consumer) throws StorageException {
        locked(() -> {
            EntityTable.load(connection, file, consumer);
            return true;
        });
    }

    public WorldMeta meta() throws StorageException {
        return locked(() -> MetaTable.read(connection, file));
    }

    /** How many entities are stored. */
    public long count() throws StorageException {
        return locked(() -> EntityTable.count(connection));
    }

    public void setMeta(WorldMeta meta) throws StorageException {
        write(() -> MetaTable.replace(connection, meta));
    }

    /** The keys that own this domain, as they were added, and since when. */
    public Map<String, Instant> owners() throws StorageException {
        return locked(() -> MetaTable.owners(connection));
    }

    /** Adds a key that owns this domain; one that does already stays as it is. */
    public void addOwner(String key) throws StorageException {
        write(() -> MetaTable.addOwner(connection, key, clock.instant()));
    }

    /**
     * Puts another world in the place of this one, or, when it throws, doesn't change anything. Owners stay. Before the world
     * runs.
     *
     * @param entities with the same id twice, the later one counts
     */
    public void replaceWorld(WorldMeta meta, Iterator<Entity> entities) throws StorageException {
        write(() -> {
            MetaTable.replace(connection, meta);
            EntityTable.replaceAll(connection, entities);
        });
        var _ = emptyLog();
    }

    /** What decides who may do what; closed with the world. */
    public ModerationStore moderation() {
        return moderation;
    }

    /** The figures now. */
    public StorageStatus status() {
        return journal.status(size(file) + size(StoreOpening.log(file)));
    }

    /** Writes what the journal has taken, tidies up and lets go of the file. */
    @Override
    public void close() throws StorageException {
        journal.close();
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            try (worldLock; connection) {
                var _ = checkpoint();
            }
        } catch (SQLException e) {
            throw SqliteFault.of(e, file);
        } finally {
            lock.unlock();
        }
    }

    /** Tries at once whether a failing disk works again. */
    void probeSoon() {
        journal.probeSoon();
    }

    /** What is done while holding the connection. */
    @FunctionalInterface
    private interface Work<T> {
        T run() throws SQLException, IOException;
    }

    private <T> T locked(Work<T> work) throws StorageException {
        lock.lock();
        try {
            if (closed) {
                throw new StorageException(Code.CLOSED, file, "it was closed", "Start the server again");
            }
            return work.run();
        } catch (SQLException e) {
            throw SqliteFault.of(e, file);
        } catch (StorageException e) {
            throw e;
        } catch (IOException e) {
            throw SqliteFault.of(e, file);
        } finally {
            lock.unlock();
        }
    }

    /** What is read by what else is kept in the same file. */
    @FunctionalInterface
    interface Reading<T> {
        T read(Connection connection) throws SQLException;
    }

    /** What is written by what else is kept in the same file, in one transaction. */
    @FunctionalInterface
    interface Writing {
        void write(Connection connection) throws SQLException;
    }

    <T> T reading(Reading<T> reading) throws StorageException {
        return locked(() -> reading.read(connection));
    }

    void writing(Writing writing) throws StorageException {
        write(() -> writing.write(connection));
    }

    private void write(Transaction.Work work) throws StorageException {
        locked(() -> {
            Transaction.write(connection, work);
            return true;
        });
    }

    /**
     * Leaves nothing in the log: what was written is in the file, and what was overwritten is nowhere.
     *
     * @return false when somebody else reads the file at this moment and the log stays
     */
    boolean emptyLog() throws StorageException {
        return locked(this::checkpoint);
    }

    /** Moves everything from the log into the file. What can't be moved is as safe in the log. */
    private boolean checkpoint() {
        try {
            return Sqlite.number(connection, "PRAGMA wal_checkpoint(TRUNCATE)") == 0;
        } catch (SQLException e) {
            LOG.warn("{}: the log of changes stays beside the file: {}", file, e.getMessage());
            return false;
        }
    }

    private static long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException e) {
            // There is no log before the first commit.
            return 0;
        }
    }

    private final class JournalDisk implements WorldJournal.Disk {

        @Override
        public void write(Map<UUID, Optional<Entity>> states) throws StorageException {
            WorldStore.this.write(() -> EntityTable.write(connection, states));
        }

        @Override
        public void probe() throws StorageException {
            WorldStore.this.write(() -> MetaTable.probe(connection));
            WorldStore.this.write(() -> MetaTable.forgetProbe(connection));
        }
    }
}
