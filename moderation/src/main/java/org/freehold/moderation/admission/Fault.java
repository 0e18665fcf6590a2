// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A rule that can't be set, with a message that names the value and what was expected. Has no stack trace: anybody's input may cause one. */
public final class Fault extends Exception {
    private static final long serialVersionUID = 1;

    private final Code code;

    /** What is wrong, for whoever counts or answers. */
    public enum Code {
        /** A value that is not of its kind, or out of its range. */
        BAD_VALUE(400),
        /** A member or permission that nobody knows. */
        UNKNOWN_MEMBER(422),
        /** A rule about nationality, religion and the like; there are none. */
        NOT_A_CRITERION(422),
        /** Nobody would own the domain any more. */
        LAST_OWNER(409),
        /** The subject is an owner, a moderator or this domain. */
        PROTECTED(409);

        private final int status;

        Code(int status) {
            this.status = status;
        }

        /** Stable, such as {@code bad-value}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The status in HTTP that means the same. */
        public int status() {
            return status;
        }
    }

    Fault(Code code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** A value that is wrong: {@code gate.mode: "most" (expected: all-except or none-except)}. */
    static Fault badValue(String path, @Nullable Object value, String expected) {
        String shown = String.valueOf(value);
        String cut = shown.length() <= 80 ? shown : shown.substring(0, 80) + "…";
        return new Fault(Code.BAD_VALUE, path + ": " + cut + " (expected: " + expected + ")");
    }

    public Code code() {
        return code;
    }

    /** The sentence for people; never null. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
