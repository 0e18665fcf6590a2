// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.worldfile;

import java.util.Objects;

/** A file cannot be read as a world at all. The message says where, what was found, and what helps. */
public final class WorldFileException extends Exception {
    private static final long serialVersionUID = 1;

    private final Code code;

    WorldFileException(Code code, String message) {
        super(message);
        this.code = code;
    }

    WorldFileException(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    public Code code() {
        return code;
    }

    /** Why a file cannot be read. */
    public enum Code {
        /** It is something else than JSON, or the JSON is damaged. */
        NOT_JSON,
        /** It ends too early. */
        TRUNCATED,
        /** It is compressed, and the compressed data is damaged. */
        DAMAGED_GZIP,
        /** It is JSON, yet no world. */
        NOT_A_WORLD,
        /** It, or one value in it, is larger than anything a world needs. */
        TOO_LARGE,
        /** It has more entities than a domain holds. */
        TOO_MANY_ENTITIES,
        /** The disk or network failed while reading. */
        UNREADABLE
    }
}
