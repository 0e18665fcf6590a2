// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Client programs that are denied, by what they say they are. No security at all: a program may say what it likes. Good for keeping out
 * an honest program that is broken.
 *
 * @param deny patterns that match the whole of what is said, whatever its case; {@code *} stands for any characters
 */
public record ClientSoftware(List<String> deny) {
    /** Nothing is denied. */
    public static final ClientSoftware NONE = new ClientSoftware(List.of());

    private static final int MAX_CHARACTERS = 64;

    /** Copies. */
    public ClientSoftware {
        deny = List.copyOf(deny);
    }

    /**
     * Checks the patterns.
     *
     * @throws Fault for a pattern that would mean every program, or none
     */
    public static ClientSoftware of(List<String> deny) throws Fault {
        for (String pattern : deny) {
            boolean saysSomething = pattern.chars().filter(Character::isLetterOrDigit).count() >= 2;
            boolean isText = pattern.chars().noneMatch(Character::isISOControl) && pattern.length() <= MAX_CHARACTERS;
            if (!saysSomething || !isText) {
                throw Fault.badValue(
                        "software.deny",
                        "\"" + pattern + "\"",
                        "the name of a program such as \"BadViewer 1.*\", at most " + MAX_CHARACTERS
                                + " characters, two of them letters or digits");
            }
        }
        return new ClientSoftware(deny);
    }

    /** The pattern that denies this program; empty when none does. */
    public Optional<String> denies(String software) {
        String said = software.toLowerCase(Locale.ROOT);
        for (String pattern : deny) {
            if (matches(pattern.toLowerCase(Locale.ROOT), said)) {
                return Optional.of(pattern);
            }
        }
        return Optional.empty();
    }

    // Not a regular expression: one that somebody finds on the web may take exponential time for a hostile name.
    private static boolean matches(String pattern, String text) {
        int p = 0;
        int star = -1;
        int resume = 0;
        int t = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
