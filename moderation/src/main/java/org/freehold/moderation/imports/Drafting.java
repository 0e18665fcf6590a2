// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.freehold.moderation.Category;
import org.freehold.moderation.banlist.BanList;

/** Drafts while a text is read. One thread. */
final class Drafting {
    private static final int SHOWN = 60;

    private final KnownNames known;
    private final List<Draft> drafts = new ArrayList<>();
    private final List<Imported.Skipped> skipped = new ArrayList<>();

    Drafting(KnownNames known) {
        this.known = known;
    }

    KnownNames known() {
        return known;
    }

    void draft(Draft draft) {
        drafts.add(draft);
    }

    /** Nothing comes of this line. */
    void skip(int line, String why) {
        skipped.add(new Imported.Skipped(line, why));
    }

    /** Nothing comes of this line because of a value. */
    void skip(int line, String value, String expected) {
        skip(line, "\"%s\" (expected: %s)".formatted(shown(value), expected));
    }

    Imported imported() {
        return new Imported(drafts, skipped);
    }

    /** A stranger's sentence on one line, not longer than a reason may be. */
    static String reason(String text) {
        String line = oneLine(text);
        return line.codePointCount(0, line.length()) <= BanList.MAX_REASON
                ? line
                : line.substring(0, line.offsetByCodePoints(0, BanList.MAX_REASON - 1)) + "…";
    }

    /** A stranger's text as it may stand in a sentence. */
    static String shown(String text) {
        String line = oneLine(text);
        return line.codePointCount(0, line.length()) <= SHOWN
                ? line
                : line.substring(0, line.offsetByCodePoints(0, SHOWN)) + "…";
    }

    /** Only when somebody wrote exactly the word; sentences are not guessed at. */
    static Category category(String reason) {
        return Category.parse(reason.strip().toLowerCase(Locale.ROOT)).orElse(Category.OTHER);
    }

    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), 1000));
        // More than this is cut anyway, and a reason of megabytes costs nothing.
        text.codePoints().limit(1000).map(Drafting::visible).forEach(line::appendCodePoint);
        return line.toString().strip().replaceAll(" {2,}", " ");
    }

    private static int visible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED, Character.PRIVATE_USE -> ' ';
            default -> character;
        };
    }
}
