// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.freehold.server.storage.StorageException.Code;
import org.jspecify.annotations.Nullable;
import org.sqlite.core.Codes;

/** What SQLite's result codes mean to people. */
final class SqliteFault {

    /** Less than this, and a failed write is put down to the disk being full even when the system didn't say so. */
    private static final long ROOM_BYTES = 64 * 1024;

    /** SQLITE_NOTADB, which the driver's list of codes leaves out. */
    private static final int NOT_A_DATABASE = 26;

    static final String RESTORE =
            "Nothing was changed. Put a backup in its place, or rescue what is left with 'sqlite3 world.db .recover'";

    private SqliteFault() {}

    static StorageException of(SQLException e, Path file) {
        // The vendor code is SQLite's primary result code.
        return switch (e.getErrorCode()) {
            case Codes.SQLITE_FULL -> diskFull(file, e);
            case Codes.SQLITE_READONLY, Codes.SQLITE_PERM, Codes.SQLITE_AUTH -> readOnly(file, e);
            case Codes.SQLITE_BUSY, Codes.SQLITE_LOCKED ->
                    new StorageException(
                            Code.LOCKED, file, "another program is writing to it", "Close that program and try again",
                            e);
            case Codes.SQLITE_CORRUPT ->
                    new StorageException(Code.DAMAGED, file, "it is damaged (" + e.getMessage() + ")", RESTORE, e);
            case NOT_A_DATABASE ->
                    new StorageException(
                            Code.NOT_A_WORLD, file, "it is not a database, or its beginning is damaged", RESTORE, e);
            default -> isFull(file) ? diskFull(file, e) : device(file, e);
        };
    }

    static StorageException of(IOException e, Path file) {
        return isFull(file) ? diskFull(file, e) : device(file, e);
    }

    static StorageException readOnly(Path file, @Nullable Throwable cause) {
        return new StorageException(
                Code.READ_ONLY,
                file,
                "it can't be written to",
                "Give the server's user the right to write this file and its folder, and mount the disk for writing",
                cause);
    }

    private static StorageException diskFull(Path file, Throwable cause) {
        return new StorageException(
                Code.DISK_FULL, file, "the disk is full", "Free some space on the disk that holds the world", cause);
    }

    private static StorageException device(Path file, Throwable cause) {
        return new StorageException(
                Code.IO,
                file,
                "reading or writing failed (" + cause.getMessage() + ")",
                "Look at the disk and at the system's log",
                cause);
    }

    private static boolean isFull(Path file) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            return parent != null && Files.getFileStore(parent).getUsableSpace() < ROOM_BYTES;
        } catch (IOException e) {
            // Then it is something worse than a full disk.
            return false;
        }
    }
}
