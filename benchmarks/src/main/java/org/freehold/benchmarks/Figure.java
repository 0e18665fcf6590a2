// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

/**
 * One line of the table in docs/performance.md.
 *
 * @param name what was measured
 * @param target what is to be reached; empty where nothing was promised
 * @param measured with its unit
 * @param reached false when there is a target and it was missed
 */
record Figure(String name, String target, String measured, boolean reached) {

    /** Something measured without a promise. */
    static Figure of(String name, String measured) {
        return new Figure(name, "", measured, true);
    }

    /** Less is better; {@code note} follows the number. */
    static Figure atMost(String name, double limit, double measured, String unit, String note) {
        return new Figure(name, "< " + number(limit) + " " + unit, text(measured, unit, note), measured < limit);
    }

    /** Less is better, and as much as the limit will do. */
    static Figure noMore(String name, double limit, double measured, String unit) {
        return new Figure(name, "≤ " + number(limit) + " " + unit, text(measured, unit, ""), measured <= limit);
    }

    /** More is better; {@code note} follows the number. */
    static Figure atLeast(String name, double limit, double measured, String unit, String note) {
        return new Figure(name, "≥ " + number(limit) + " " + unit, text(measured, unit, note), measured >= limit);
    }

    /** As a row of a Markdown table. */
    String row(String command) {
        return "| %s | %s | %s | `%s` |".formatted(name, target, reached ? measured : measured + " **missed**",
                command);
    }

    static String number(double value) {
        return Math.abs(value) >= 100 ? "%,d".formatted(Math.round(value)) : "%.3g".formatted(value);
    }

    private static String text(double measured, String unit, String note) {
        return number(measured) + " " + unit + (note.isEmpty() ? "" : " (" + note + ")");
    }
}
