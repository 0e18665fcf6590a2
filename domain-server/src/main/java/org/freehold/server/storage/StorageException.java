// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.storage;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The world can't be read or written, and why; the message says which file, what is wrong with it, and what to do. */
public final class StorageException extends IOException {
    private static final long serialVersionUID = 1;

    /** What is wrong, for counting and for choosing what to say. */
    public enum Code {
        /** The folder or the file isn't there. */
        MISSING,
        /** Another process holds the world. */
        LOCKED,
        /** File, folder or disk can't be written to. */
        READ_ONLY,
        /** No room left. */
        DISK_FULL,
        /** Something else than a world of Freehold's. */
        NOT_A_WORLD,
        /** Part of the file is lost or changed. */
        DAMAGED,
        /** Written by a newer Freehold. */
        NEWER_VERSION,
        /** Written by an older Freehold, and opened only for reading. */
        OLDER_VERSION,
        /** The store was closed. */
        CLOSED,
        /** The disk or its driver fails, or anything else. */
        IO
    }

    private final Code code;
    private final String reason;

    StorageException(Code code, Path file, String wrong, String whatToDo) {
        this(code, file, wrong, whatToDo, null);
    }

    StorageException(Code code, Path file, String wrong, String whatToDo, @Nullable Throwable cause) {
        super(file + ": " + wrong + ". " + whatToDo + ".", cause);
        this.code = code;
        this.reason = wrong + ". " + whatToDo + ".";
    }

    public Code code() {
        return code;
    }

    /** The message without the path, for people who are not the operator. */
    public String reason() {
        return reason;
    }
}
