// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.banlist;

/**
 * Why a document or a change to one is not accepted.
 *
 * @param code stable, such as {@code broad-subject}
 * @param detail for a person: where, the offending value, and what was expected
 */
public record Fault(String code, String detail) {
    private static final int SHOWN = 60;

    /** A fault with the offending value, cut to what fits on a line. */
    public static Fault of(String code, String where, Object value, String expected) {
        String text = String.valueOf(value);
        String shown = text.codePointCount(0, text.length()) <= SHOWN
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…";
        return new Fault(code, where + ": " + shown + " (expected: " + expected + ")");
    }

    @Override
    public String toString() {
        return code + ": " + detail;
    }
}
