// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.storage;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.freehold.server.storage.StorageException.Code;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/** Connections with our settings, and the few things said to them in one line. */
final class Sqlite {

    /**
     * Measured with 100,000 entities of 1 KB, random edits: 4 KiB pages are as quick as 8 KiB ones; a checkpoint each 1,000
     * pages (SQLite's default) holds up the commit that carries it for at most 17 ms, one each 4,000 pages for 60 ms; and
     * the log stays at about 4 MB.
     */
    private static final int PAGE_BYTES = 4096;

    private static final int CHECKPOINT_PAGES = 1000;
    private static final int CACHE_KIBIBYTES = 16 * 1024;

    /** What is left of the write-ahead log on disk after a large import. */
    private static final int LOG_BYTES_KEPT = 16 * 1024 * 1024;

    private Sqlite() {}

    /** For the one writer. In the mode that keeps a write-ahead log, where what is committed survives the loss of power. */
    static Connection writer(Path file, Duration busyTimeout) throws SQLException, StorageException {
        SQLiteConfig config = writing(busyTimeout);
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        Connection connection = connect(file, "", config);
        try {
            String mode = text(connection, "PRAGMA journal_mode = WAL");
            if (!mode.equals("wal")) {
                throw new StorageException(
                        Code.IO,
                        file,
                        "its file system can't hold a write-ahead log (mode: " + mode + ", expected: wal)",
                        "Keep the data on a local disk, not on a network share");
            }
            // What is deleted is overwritten: it is said of reports that they are erased. Costs nothing that can be measured, since what
            // is smaller than a page is written anyway.
            run(connection, "PRAGMA secure_delete = ON");
            return connection;
        } catch (SQLException | StorageException e) {
            connection.close();
            throw e;
        }
    }

    /** For a file that is being made, which nobody else knows yet: no log beside it, so that it can be renamed. */
    static Connection maker(Path file) throws SQLException {
        return connect(file, "", writing(Duration.ZERO));
    }

    /** Never writes to the file. */
    static Connection reader(Path file, Duration busyTimeout) throws SQLException {
        SQLiteConfig config = common(busyTimeout);
        config.setReadOnly(true);
        return connect(file, "", config);
    }

    /** Reads without making any file beside it; only right while nobody writes and no log is left. */
    static Connection readerOfQuietFile(Path file) throws SQLException {
        SQLiteConfig config = common(Duration.ZERO);
        config.setReadOnly(true);
        return connect(file, "?immutable=1", config);
    }

    /** Reads beside a writer; the last one to close cleans up the log. */
    static Connection readerBesideWriter(Path file, Duration busyTimeout) throws SQLException {
        SQLiteConfig config = common(busyTimeout);
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        Connection connection = connect(file, "", config);
        try {
            run(connection, "PRAGMA query_only = ON");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static SQLiteConfig common(Duration busyTimeout) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout((int) busyTimeout.toMillis());
        config.setCacheSize(-CACHE_KIBIBYTES);
        return config;
    }

    private static SQLiteConfig writing(Duration busyTimeout) {
        SQLiteConfig config = common(busyTimeout);
        config.setPageSize(PAGE_BYTES);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setWalAutocheckpoint(CHECKPOINT_PAGES);
        config.setJournalSizeLimit(LOG_BYTES_KEPT);
        return config;
    }

    private static Connection connect(Path file, String parameters, SQLiteConfig config) throws SQLException {
        // As a URI, so that a question mark in the path is part of it.
        String path = file.toAbsolutePath().toUri().getRawPath();
        return config.createConnection("jdbc:sqlite:file:" + path + parameters);
    }
}
