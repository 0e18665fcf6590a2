// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.storage;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The tables of a world file and how they came to be: step n makes version n out of version n - 1. Steps are only ever added
 * at the end.
 */
record Schema(List<Step> steps) {

    /** "FrHd", in the file's header: this is one of ours. */
    static final int APPLICATION_ID = 0x46724864;

    /** Statements that belong together. */
    record Step(String... statements) {}

    static final Schema CURRENT = new Schema(
            List.of(
                    new Step(
                            // Rows by number and the ids in an index: with bodies of 1 KB several times faster than
                            // WITHOUT ROWID.
                            "CREATE TABLE entity (id BLOB PRIMARY KEY NOT NULL, body BLOB NOT NULL) STRICT",
                            "CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT",
                            "CREATE TABLE owner (key TEXT PRIMARY KEY NOT NULL, since INTEGER NOT NULL) STRICT"),
                    new Step(
                            // Whole JSON documents by name: what decides is small, and read as a whole.
                            "CREATE TABLE moderation (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT",
                            "CREATE TABLE document (sha BLOB PRIMARY KEY NOT NULL, body BLOB NOT NULL) STRICT",
                            "CREATE TABLE audit (seq INTEGER PRIMARY KEY NOT NULL, line TEXT NOT NULL) STRICT",
                            "CREATE TABLE seen (key TEXT PRIMARY KEY NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, visits INTEGER NOT NULL, name TEXT NOT NULL) STRICT",
                            "CREATE TABLE report (id TEXT PRIMARY KEY NOT NULL, at INTEGER NOT NULL, erase INTEGER NOT NULL, body TEXT NOT NULL) STRICT")));

    Schema {
        steps = List.copyOf(steps);
    }

    int version() {
        return steps.size();
    }

    static int versionOf(Connection connection) throws SQLException {
        return (int) Sqlite.number(connection, "PRAGMA user_version");
    }

    static boolean isOurs(Connection connection) throws SQLException {
        return Sqlite.number(connection, "PRAGMA application_id") == APPLICATION_ID;
    }

    /** Does the steps that are missing, each in a transaction of its own. */
    void upgrade(Connection connection) throws SQLException, IOException {
        for (int version = versionOf(connection); version < version(); version++) {
            Step step = steps.get(version);
            int next = version + 1;
            Transaction.write(connection, () -> {
                for (String statement : step.statements()) {
                    Sqlite.run(connection, statement);
                }
                Sqlite.run(connection, "PRAGMA application_id = " + APPLICATION_ID);
                Sqlite.run(connection, "PRAGMA user_version = " + next);
            });
        }
    }
}
