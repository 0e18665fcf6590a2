// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.freehold.server.storage.StorageException.Code;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From a path to a connection that may be written to. Everything is looked at before anything is written: a file that is not
 * a sound world of a known version stays as it is, byte for byte.
 */
final class StoreOpening {
    private static final Logger LOG = LoggerFactory.getLogger(StoreOpening.class);

    private StoreOpening() {}

    /** Throws when the folder can't hold a world that is written to. */
    static void checkFolder(Path file) throws StorageException {
        Path folder = folder(file);
        if (!Files.isDirectory(folder)) {
            throw new StorageException(
                    Code.MISSING, folder, "there is no such folder", "Make it, or name another with --data");
        }
        if (!Files.isWritable(folder)) {
            throw SqliteFault.readOnly(folder, null);
        }
    }

    /** Opens the world, or makes an empty one. The caller holds the {@link WorldLock}. */
    static Connection open(Path file, Schema schema, Duration busyTimeout) throws StorageException {
        try {
            if (Files.notExists(file)) {
                create(file, schema);
            } else {
                check(file, schema, busyTimeout);
            }
            Connection connection = Sqlite.writer(file, busyTimeout);
            try {
                if (Schema.versionOf(connection) < schema.version()) {
                    keepCopy(connection, file);
                    schema.upgrade(connection);
                    LOG.info("{}: upgraded to version {}", file, schema.version());
                } else {
                    // Finds out now whether another program holds the file, or the system forbids writing.
                    Transaction.write(connection, () -> {});
                }
                return connection;
            } catch (SQLException | IOException e) {
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

    /** Throws when the connection doesn't lead to a sound world of a version that is known. */
    static void checkContent(Connection connection, Path file, Schema schema) throws SQLException, StorageException {
        if (!Schema.isOurs(connection)) {
            throw new StorageException(
                    Code.NOT_A_WORLD,
                    file,
                    "it is a database, but not a world of Freehold's",
                    "Name another data folder; this file was not changed");
        }
        int version = Schema.versionOf(connection);
        if (version > schema.version()) {
            throw new StorageException(
                    Code.NEWER_VERSION,
                    file,
                    "it has version " + version + " (expected: 1 to " + schema.version()
                            + "), from a newer Freehold than this one",
                    "Install that Freehold again, or take a backup from before the upgrade; this file was not changed");
        }
        // Reads every page: 80 ms with 100,000 entities, so there is no reason ever to leave it out.
        String finding = Sqlite.text(connection, "PRAGMA quick_check(1)");
        if (!finding.equals("ok")) {
            throw new StorageException(
                    Code.DAMAGED,
                    file,
                    "it is damaged (" + finding.replace('\n', ' ').strip() + ")",
                    SqliteFault.RESTORE);
        }
    }

    static boolean hasLog(Path file) throws IOException {
        Path log = log(file);
        return Files.exists(log) && Files.size(log) > 0;
    }

    static Path log(Path file) {
        return file.resolveSibling(file.getFileName() + "-wal");
    }

    static Path folder(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    /** Throws when the file can't be a world, without opening it. */
    static void checkFile(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new StorageException(Code.NOT_A_WORLD, file, "it is not a file", "Move it away, or name another");
        }
        if (!Files.isReadable(file)) {
            throw new StorageException(
                    Code.IO, file, "it can't be read", "Give the server's user the right to read and write it");
        }
        if (Files.size(file) == 0) {
            // A new world is made under another name and complete before it gets this one.
            throw new StorageException(
                    Code.DAMAGED,
                    file,
                    "it is empty, which a world file never is",
                    "Put a backup in its place, or remove it to begin with an empty world");
        }
    }

    private static void check(Path file, Schema schema, Duration busyTimeout) throws SQLException, IOException {
        checkFile(file);
        if (!Files.isWritable(file)) {
            throw SqliteFault.readOnly(file, null);
        }
        boolean quiet = !hasLog(file);
        try (Connection connection = quiet ? Sqlite.readerOfQuietFile(file) : Sqlite.reader(file, busyTimeout)) {
            checkContent(connection, file, schema);
            // SQLite makes up for a last page that is cut off by zeros. With a log, the file may be in the midst of growing.
            if (quiet && Files.size(file) % Sqlite.number(connection, "PRAGMA page_size") != 0) {
                throw new StorageException(Code.DAMAGED, file, "its end is cut off", SqliteFault.RESTORE);
            }
        }
    }

    private static void create(Path file, Schema schema) throws SQLException, IOException {
        if (hasLog(file)) {
            throw new StorageException(
                    Code.DAMAGED,
                    file,
                    "it is gone, but " + log(file).getFileName() + " with its last changes is still there",
                    "Put the file back where it was, or move " + log(file).getFileName() + " away as well");
        }
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.deleteIfExists(draft.resolveSibling(draft.getFileName() + "-journal"));
        try (Connection connection = Sqlite.maker(draft)) {
            schema.upgrade(connection);
        } catch (SQLException e) {
            Files.deleteIfExists(draft);
            throw e;
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(file);
    }

    /** The world as it is before the first step of an upgrade. */
    private static void keepCopy(Connection connection, Path file) throws SQLException, IOException {
        int version = Schema.versionOf(connection);
        Path copy = file.resolveSibling(file.getFileName() + ".version-" + version);
        for (int n = 2; Files.exists(copy); n++) {
            copy = file.resolveSibling(file.getFileName() + ".version-" + version + "." + n);
        }
        Path draft = file.resolveSibling(file.getFileName() + ".copy");
        Files.deleteIfExists(draft);
        try (PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, draft.toString());
            vacuum.execute();
        } catch (SQLException e) {
            Files.deleteIfExists(draft);
            throw e;
        }
        try (FileChannel written = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(draft, copy, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(file);
        LOG.info("{}: the world of version {} is kept as {}", file, version, copy.getFileName());
    }

    /** Makes a new name in the folder durable. Windows can't, and needn't. */
    private static void syncFolder(Path file) throws IOException {
        Path folder = folder(file);
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
