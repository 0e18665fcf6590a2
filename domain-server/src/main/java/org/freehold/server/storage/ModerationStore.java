// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.storage;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What decides who may do what, in the file of the world: whole JSON documents by name, lists as they were received, the audit log,
 * who was seen, reports. What a call wrote survives the loss of power once it returns.
 *
 * <p>Any thread; every call blocks on the disk, one at a time with the world's own.
 */
public final class ModerationStore {
    private static final String PUT = "INSERT OR REPLACE INTO moderation (key, value) VALUES (?, ?)";
    private static final String SAW = "INSERT INTO seen (key, first, last, visits, name) VALUES (?, ?, ?, ?, ?)"
            + " ON CONFLICT (key) DO UPDATE SET first = min(first, excluded.first), last = excluded.last,"
            + " visits = excluded.visits, name = excluded.name";

    private final WorldStore world;

    /**
     * Somebody who was here.
     *
     * @param key fingerprint of a key
     * @param visits how often they came, at least 1
     * @param name as they were called last
     */
    public record Seen(String key, Instant first, Instant last, int visits, String name) {}

    /**
     * What somebody reported.
     *
     * @param erase when it has to be gone
     * @param body JSON
     */
    public record Report(String id, Instant at, Instant erase, String body) {}

    ModerationStore(WorldStore world) {
        this.world = world;
    }

    /** The document with this name. */
    public Optional<String> read(String key) throws StorageException {
        return world.reading(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT value FROM moderation WHERE key = ?")) {
                select.setString(1, key);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
                }
            }
        });
    }

    /** All documents whose names begin so, by their whole names, in their order. */
    public Map<String, String> readAll(String prefix) throws StorageException {
        return world.reading(connection -> {
            Map<String, String> found = new LinkedHashMap<>();
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT key, value FROM moderation WHERE substr(key, 1, ?) = ? ORDER BY key")) {
                select.setInt(1, prefix.length());
                select.setString(2, prefix);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.put(row.getString(1), row.getString(2));
                    }
                }
            }
            return found;
        });
    }

    /**
     * Writes all of it or, when it throws, nothing.
     *
     * @param changed documents by name
     * @param removed names of documents that are to be gone
     * @param documents bytes that {@link #document} finds by their SHA-256 from now on
     * @param auditLines appended to the log in this order
     */
    public void write(
            Map<String, String> changed, Set<String> removed, List<byte[]> documents, List<String> auditLines)
            throws StorageException {
        world.writing(connection -> {
            try (PreparedStatement put = connection.prepareStatement(PUT)) {
                for (Map.Entry<String, String> each : changed.entrySet()) {
                    put.setString(1, each.getKey());
                    put.setString(2, each.getValue());
                    put.executeUpdate();
                }
            }
            for (String key : removed) {
                delete(connection, "DELETE FROM moderation WHERE key = ?", key);
            }
            try (PreparedStatement put =
                    connection.prepareStatement("INSERT OR IGNORE INTO document (sha, body) VALUES (?, ?)")) {
                for (byte[] body : documents) {
                    put.setBytes(1, sha256(body));
                    put.setBytes(2, body);
                    put.executeUpdate();
                }
            }
            try (PreparedStatement append = connection.prepareStatement("INSERT INTO audit (line) VALUES (?)")) {
                for (String line : auditLines) {
                    append.setString(1, line);
                    append.executeUpdate();
                }
            }
        });
    }

    /** The document with this hash. */
    public Optional<byte[]> document(byte[] sha256) throws StorageException {
        return world.reading(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT body FROM document WHERE sha = ?")) {
                select.setBytes(1, sha256);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
                }
            }
        });
    }

    /** Lets go of documents that nothing refers to any more. */
    public void forgetDocuments(List<byte[]> sha256s) throws StorageException {
        world.writing(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM document WHERE sha = ?")) {
                for (byte[] sha : sha256s) {
                    delete.setBytes(1, sha);
                    delete.executeUpdate();
                }
            }
        });
    }

    /**
     * Lines of the audit log, oldest first.
     *
     * @param skip how many of the oldest to leave out
     */
    public List<String> auditLines(long skip, int count) throws StorageException {
        return world.reading(connection -> {
            List<String> lines = new ArrayList<>();
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT line FROM audit ORDER BY seq LIMIT ? OFFSET ?")) {
                select.setInt(1, count);
                select.setLong(2, skip);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        lines.add(row.getString(1));
                    }
                }
            }
            return lines;
        });
    }

    /** The newest line of the audit log; empty in the beginning. */
    public Optional<String> lastAuditLine() throws StorageException {
        return world.reading(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT line FROM audit ORDER BY seq DESC LIMIT 1");
                    ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        });
    }

    /** How many lines the audit log has. */
    public long auditCount() throws StorageException {
        return world.reading(connection -> Sqlite.number(connection, "SELECT count(*) FROM audit"));
    }

    /** Keeps these as they are now. */
    public void saw(List<Seen> people) throws StorageException {
        world.writing(connection -> {
            try (PreparedStatement put = connection.prepareStatement(SAW)) {
                for (Seen each : people) {
                    put.setString(1, each.key());
                    put.setLong(2, each.first().toEpochMilli());
                    put.setLong(3, each.last().toEpochMilli());
                    put.setInt(4, each.visits());
                    put.setString(5, each.name());
                    put.executeUpdate();
                }
            }
        });
    }

    /** Who was here, the last ones first. */
    public List<Seen> seen(int count) throws StorageException {
        return world.reading(connection -> {
            List<Seen> people = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT key, first, last, visits, name FROM seen ORDER BY last DESC LIMIT ?")) {
                select.setInt(1, count);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        people.add(new Seen(
                                row.getString(1),
                                Instant.ofEpochMilli(row.getLong(2)),
                                Instant.ofEpochMilli(row.getLong(3)),
                                row.getInt(4),
                                row.getString(5)));
                    }
                }
            }
            return people;
        });
    }

    /** Keeps a report until it has to be gone. */
    public void keep(Report report) throws StorageException {
        world.writing(connection -> {
            try (PreparedStatement put = connection.prepareStatement(
                    "INSERT OR REPLACE INTO report (id, at, erase, body) VALUES (?, ?, ?, ?)")) {
                put.setString(1, report.id());
                put.setLong(2, report.at().toEpochMilli());
                put.setLong(3, report.erase().toEpochMilli());
                put.setString(4, report.body());
                put.executeUpdate();
            }
        });
    }

    /** All reports, oldest first. */
    public List<Report> reports() throws StorageException {
        return world.reading(connection -> {
            List<Report> reports = new ArrayList<>();
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT id, at, erase, body FROM report ORDER BY at, id");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    reports.add(new Report(
                            row.getString(1),
                            Instant.ofEpochMilli(row.getLong(2)),
                            Instant.ofEpochMilli(row.getLong(3)),
                            row.getString(4)));
                }
            }
            return reports;
        });
    }

    /** Erases one report; false when there is none of that id. */
    public boolean eraseReport(String id) throws StorageException {
        boolean[] erased = new boolean[1];
        world.writing(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM report WHERE id = ?")) {
                delete.setString(1, id);
                erased[0] = delete.executeUpdate() > 0;
            }
        });
        return erased[0];
    }

    /** Forgets all but those who were seen last. */
    public void keepSeen(int count) throws StorageException {
        world.writing(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(
                    "DELETE FROM seen WHERE key NOT IN (SELECT key FROM seen ORDER BY last DESC LIMIT ?)")) {
                delete.setInt(1, count);
                delete.executeUpdate();
            }
        });
    }

    /** Erases every report whose time has come. */
    public void eraseReports(Instant now) throws StorageException {
        world.writing(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM report WHERE erase <= ?")) {
                delete.setLong(1, now.toEpochMilli());
                delete.executeUpdate();
            }
        });
    }

    private static void delete(Connection connection, String sql, String key) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setString(1, key);
            delete.executeUpdate();
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
