// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.signed;

import java.io.Serial;
import java.util.Locale;

/** What is wrong with a document or its signature. Has no stack trace, because strangers can cause as many as they like. */
public final class DocumentFault extends Exception {

    /** Kinds of faults, for counting and for programs. */
    public enum Reason {
        /** More bytes than allowed. */
        TOO_LARGE,
        /** Not UTF-8, or half of a surrogate pair in a text. */
        BAD_TEXT,
        /** Not one JSON object and nothing else. */
        NOT_JSON,
        /** Nested too deeply. */
        TOO_DEEP,
        /** Two members of one object with the same name. */
        DUPLICATE_NAME,
        /** A number other than an integer within ±(2^53-1). */
        BAD_NUMBER,
        /** JSON, but not in its one canonical form. */
        NOT_CANONICAL,
        /** A member is missing, unknown, or has a value that it can't have. */
        BAD_MEMBER,
        /** The signature is not of the form that is accepted here. */
        BAD_SIGNATURE_FORM,
        /** The signature does not fit the bytes and the key. */
        WRONG_SIGNATURE,
        /** Signed, but by too few of the keys that count. */
        UNTRUSTED,
        /** A key set that does not follow the one at hand. */
        WRONG_VERSION;

        /** As in answers and logs, such as {@code wrong-signature}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Serial
    private static final long serialVersionUID = 1L;

    private static final int MAX_SHOWN = 60;

    private final Reason reason;

    /** A fault with a sentence that has the offending value and what was expected. */
    public DocumentFault(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** The kind of fault. */
    public Reason reason() {
        return reason;
    }

    /** A stranger's text as it may stand in a message: short, on one line, visible characters only. */
    public static String shown(String text) {
        StringBuilder shown = new StringBuilder("\"");
        for (int i = 0; i < text.length() && i < MAX_SHOWN; i++) {
            char each = text.charAt(i);
            boolean isVisible = (each >= ' ' && each < 0x7f) || Character.isLetterOrDigit(each);
            shown.append(isVisible ? each : '?');
        }
        return shown.append(text.length() > MAX_SHOWN ? "…\"" : "\"").toString();
    }
}
