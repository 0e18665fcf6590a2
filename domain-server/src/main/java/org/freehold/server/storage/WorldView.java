// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import org.freehold.server.entity.Entity;
import org.freehold.server.storage.StorageException.Code;

/**
 * A world as it was at one moment, for reading, also while a server runs on it: what is stored later doesn't show. Not for
 * several threads at once. The server's log of changes grows while this is open, so it should not stay open.
 */
public final class WorldView implements AutoCloseable {
    private final Path file;
    private final Connection connection;

    private WorldView(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /**
     * Opens the world in that file as it is now.
     *
     * @throws StorageException when the file is not there, not a world, damaged, or of another version
     */
    public static WorldView open(Path file) throws StorageException {
        return open(file, Schema.CURRENT);
    }

    static WorldView open(Path file, Schema schema) throws StorageException {
        try {
            if (Files.notExists(file)) {
                throw new StorageException(
                        Code.MISSING, file, "there is no such file", "Name the data folder of a domain that has run");
            }
            StoreOpening.checkFile(file);
            Connection connection = connect(file);
            try {
                Sqlite.run(connection, "BEGIN");
                StoreOpening.checkContent(connection, file, schema);
                int version = Schema.versionOf(connection);
                if (version < schema.version()) {
                    throw new StorageException(
                            Code.OLDER_VERSION,
                            file,
                            "it has version " + version + " (expected: " + schema.version() + ")",
                            "Start the server on it once, which upgrades it");
                }
                return new WorldView(file, connection);
            } catch (SQLException | StorageException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw SqliteFault.of(e, file);
        } catch (StorageException e) {
            throw e;
        } catch (IOException e) {
            throw SqliteFault.of(e, file);
        }
    }

    public WorldMeta meta() throws StorageException {
        try {
            return MetaTable.read(connection, file);
        } catch (SQLException e) {
            throw SqliteFault.of(e, file);
        }
    }

    /** How many entities there are. */
    public long count() throws StorageException {
        try {
            return EntityTable.count(connection);
        } catch (SQLException e) {
            throw SqliteFault.of(e, file);
        }
    }

    /** Hands over every entity, oldest first, on the calling thread. */
    public void load(Consumer<Entity> consumer) throws StorageException {
        try {
            EntityTable.load(connection, file, consumer);
        } catch (SQLException e) {
            throw SqliteFault.of(e, file);
        }
    }

    @Override
    public void close() throws StorageException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw SqliteFault.of(e, file);
        }
    }

    private static Connection connect(Path file) throws SQLException, IOException {
        Duration busyTimeout = StoreOptions.DEFAULT.busyTimeout();
        if (Files.isWritable(file) && Files.isWritable(StoreOpening.folder(file))) {
            return Sqlite.readerBesideWriter(file, busyTimeout);
        }
        // From a medium that can't be written to, or with another user's rights.
        return StoreOpening.hasLog(file) ? Sqlite.reader(file, busyTimeout) : Sqlite.readerOfQuietFile(file);
    }
}
