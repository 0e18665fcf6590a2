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
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    /** As documents mention a hash of bytes: SHA-256 in base64url. */
    private static final Pattern HASH = Pattern.compile("sha-256:([A-Za-z0-9_-]{42}[AEIMQUYcgkosw048])");

    private final WorldStore world;

    /** True when the log may hold what was erased. */
    private volatile boolean isLeftInLog = true;

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
                    connection.prepareStatement("INSERT OR REPLACE INTO document (sha, body) VALUES (?, ?)")) {
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

    /**
     * Lets go of the bytes whose hash no document by name mentions any more; how many that were. What is kept is what is mentioned, so that
     * nobody has to keep account, and nothing that was written meanwhile is lost.
     */
    public int forgetUnmentioned() throws StorageException {
        if (world.reading(ModerationStore::unmentioned).isEmpty()) {
            return 0;
        }
        int[] forgotten = new int[1];
        world.writing(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM document WHERE sha = ?")) {
                for (String sha : unmentioned(connection)) {
                    delete.setBytes(1, Base64.getUrlDecoder().decode(sha));
                    forgotten[0] += delete.executeUpdate();
                }
            }
        });
        return forgotten[0];
    }

    /** Hashes as documents mention them, in base64url. */
    private static Set<String> unmentioned(Connection connection) throws SQLException {
        Set<String> hashes = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT sha FROM document");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                hashes.add(Base64.getUrlEncoder().withoutPadding().encodeToString(row.getBytes(1)));
            }
        }
        try (PreparedStatement select = connection.prepareStatement("SELECT value FROM moderation");
                ResultSet row = select.executeQuery()) {
            while (!hashes.isEmpty() && row.next()) {
                Matcher mentioned = HASH.matcher(row.getString(1));
                while (mentioned.find()) {
                    hashes.remove(mentioned.group(1));
                }
            }
        }
        return hashes;
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

    /** Keeps a report at least until then. */
    public void keepReportUntil(String id, Instant erase) throws StorageException {
        world.writing(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE report SET erase = max(erase, ?) WHERE id = ?")) {
                update.setLong(1, erase.toEpochMilli());
                update.setString(2, id);
                update.executeUpdate();
            }
        });
    }

    /** Erases one report, so that nothing of it is left in the file; false when there is none of that id. */
    public boolean eraseReport(String id) throws StorageException {
        return erase("DELETE FROM report WHERE id = ?", delete -> delete.setString(1, id)) > 0;
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

    /** Erases every report whose time has come, so that nothing of them is left in the file. */
    public void eraseReports(Instant now) throws StorageException {
        erase("DELETE FROM report WHERE erase <= ?", delete -> delete.setLong(1, now.toEpochMilli()));
    }

    /** The values of a statement. */
    @FunctionalInterface
    private interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private int erase(String sql, Binding binding) throws StorageException {
        int[] erased = new int[1];
        world.writing(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(sql)) {
                binding.bind(delete);
                erased[0] = delete.executeUpdate();
            }
        });
        if (erased[0] > 0 || isLeftInLog) {
            isLeftInLog = !world.emptyLog();
        }
        return erased[0];
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
