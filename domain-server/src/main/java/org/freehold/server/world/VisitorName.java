// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** How visitors may be called. Pure. */
public final class VisitorName {
    /** Longest name, code points. */
    public static final int MAX_CODE_POINTS = 32;

    private VisitorName() {}

    /** The name without white space around it. */
    public static String trimmed(String name) {
        return name.strip();
    }

    /** What is wrong with a trimmed name, for people; empty when nothing is. */
    public static Optional<String> problem(String name) {
        int length = name.codePointCount(0, name.length());
        if (length == 0 || length > MAX_CODE_POINTS) {
            return Optional.of("name: " + length + " characters (expected: 1 to " + MAX_CODE_POINTS + ")");
        }
        Optional<String> forbidden = name.codePoints()
                .filter(VisitorName::isForbidden)
                .mapToObj(point -> String.format(
                        Locale.ROOT,
                        "name: holds U+%04X (expected: no control or direction-changing characters)",
                        point))
                .findFirst();
        if (forbidden.isEmpty() && name.codePoints().noneMatch(VisitorName::isVisible)) {
            return Optional.of("name: nothing of it can be seen (expected: at least one letter, digit or sign)");
        }
        return forbidden;
    }

    /** The name itself, or with the lowest number that makes it one that nobody has; never longer than allowed. */
    static String unique(String name, Predicate<String> isTaken) {
        String candidate = name;
        for (int number = 2; isTaken.test(candidate); number++) {
            String suffix = " " + number;
            int room = MAX_CODE_POINTS - suffix.length();
            int length = Math.min(room, name.codePointCount(0, name.length()));
            candidate = name.substring(0, name.offsetByCodePoints(0, length)).strip() + suffix;
        }
        return candidate;
    }

    /** Equal for names that people would take for the same. */
    static String key(String name) {
        StringBuilder visible = new StringBuilder(name.length());
        Normalizer.normalize(name, Normalizer.Form.NFKC).codePoints()
                .filter(point -> Character.getType(point) != Character.FORMAT)
                .forEach(visible::appendCodePoint);
        return visible.toString().toLowerCase(Locale.ROOT).strip().replaceAll("\\s+", " ");
    }

    private static boolean isForbidden(int point) {
        int type = Character.getType(point);
        return type == Character.CONTROL
                || type == Character.SURROGATE
                || type == Character.UNASSIGNED
                || type == Character.PRIVATE_USE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || point == 0x061C
                || point == 0x200E
                || point == 0x200F
                || (point >= 0x202A && point <= 0x202E)
                || (point >= 0x2066 && point <= 0x2069)
                || (point >= 0xE0000 && point <= 0xE007F);
    }

    private static boolean isVisible(int point) {
        int type = Character.getType(point);
        return type != Character.FORMAT
                && type != Character.SPACE_SEPARATOR
                && type != Character.NON_SPACING_MARK
                && type != Character.ENCLOSING_MARK
                // Letters by their type, yet drawn as nothing.
                && point != 0x3164
                && point != 0xFFA0
                && point != 0x115F
                && point != 0x1160
                && point != 0x2800;
    }
}
