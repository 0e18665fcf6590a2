// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.storage;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All of it or nothing. */
final class Transaction {

    /** What is done within. */
    @FunctionalInterface
    interface Work {
        void run() throws SQLException, IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Transaction.class);

    private Transaction() {}

    /** Does the work and commits it; when it returns, the work is on disk. When it throws, nothing was changed. */
    static void write(Connection connection, Work work) throws SQLException, IOException {
        Sqlite.run(connection, "BEGIN IMMEDIATE");
        boolean committed = false;
        try {
            work.run();
            Sqlite.run(connection, "COMMIT");
            committed = true;
        } finally {
            if (!committed) {
                rollBack(connection);
            }
        }
    }

    private static void rollBack(Connection connection) {
        try {
            Sqlite.run(connection, "ROLLBACK");
        } catch (SQLException e) {
            // After some errors (disk full, device) SQLite has rolled back by itself and says that nothing is left to
            // roll back. Were it anything else, the next BEGIN would fail and say so.
            LOG.debug("Rolled back already: {}", e.getMessage());
        }
    }
}
