// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.storage;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.freehold.server.storage.StorageException.Code;

/** Facts about the world and its owners, as text by name. */
final class MetaTable {
    private static final String ID = "id";
    private static final String DATA_VERSION = "dataVersion";
    private static final String PATH_PREFIX = "path:";
    private static final String OTHER_PREFIX = "other:";

    /** The store's own, see {@link #probe}. */
    private static final String PROBE = "probe";

    private MetaTable() {}

    static WorldMeta read(Connection connection, Path file) throws SQLException, StorageException {
        try {
            return read(connection);
        } catch (IllegalArgumentException e) {
            throw new StorageException(
                    Code.DAMAGED, file, "its facts are damaged (" + e.getMessage() + ")", SqliteFault.RESTORE, e);
        }
    }

    private static WorldMeta read(Connection connection) throws SQLException {
        UUID id = null;
        long dataVersion = 0;
        Map<String, String> paths = new LinkedHashMap<>();
        Map<String, String> other = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT key, value FROM meta ORDER BY rowid")) {
            while (row.next()) {
                String key = row.getString(1);
                String value = row.getString(2);
                if (key.equals(ID)) {
                    id = UUID.fromString(value);
                } else if (key.equals(DATA_VERSION)) {
                    dataVersion = Long.parseLong(value);
                } else if (key.startsWith(PATH_PREFIX)) {
                    paths.put(key.substring(PATH_PREFIX.length()), value);
                } else if (key.startsWith(OTHER_PREFIX)) {
                    other.put(key.substring(OTHER_PREFIX.length()), value);
                }
            }
        }
        return new WorldMeta(id, dataVersion, paths, other);
    }

    static void replace(Connection connection, WorldMeta meta) throws SQLException {
        Sqlite.run(connection, "DELETE FROM meta");
        UUID id = meta.id();
        if (id != null) {
            put(connection, ID, id.toString());
        }
        put(connection, DATA_VERSION, Long.toString(meta.dataVersion()));
        for (Map.Entry<String, String> path : meta.paths().entrySet()) {
            put(connection, PATH_PREFIX + path.getKey(), path.getValue());
        }
        for (Map.Entry<String, String> other : meta.other().entrySet()) {
            put(connection, OTHER_PREFIX + other.getKey(), other.getValue());
        }
    }

    /** A write that means nothing and takes some room, to find out whether writing works. */
    static void probe(Connection connection) throws SQLException {
        put(connection, PROBE, "x".repeat(64 * 1024));
    }

    static void forgetProbe(Connection connection) throws SQLException {
        Sqlite.run(connection, "DELETE FROM meta WHERE key = '" + PROBE + "'");
    }

    static Map<String, Instant> owners(Connection connection) throws SQLException {
        Map<String, Instant> owners = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT key, since FROM owner ORDER BY since")) {
            while (row.next()) {
                owners.put(row.getString(1), Instant.ofEpochMilli(row.getLong(2)));
            }
        }
        return owners;
    }

    static void addOwner(Connection connection, String key, Instant since) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT OR IGNORE INTO owner (key, since) VALUES (?, ?)")) {
            insert.setString(1, key);
            insert.setLong(2, since.toEpochMilli());
            insert.executeUpdate();
        }
    }

    private static void put(Connection connection, String key, String value) throws SQLException {
        try (PreparedStatement put =
                connection.prepareStatement("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)")) {
            put.setString(1, key);
            put.setString(2, value);
            put.executeUpdate();
        }
    }
}
