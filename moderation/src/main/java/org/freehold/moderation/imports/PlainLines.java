// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.imports;

import java.util.Optional;
import java.util.regex.Pattern;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Subject;
import org.jspecify.annotations.Nullable;

/**
 * One subject on each line: as we write them, an account {@code name@domain}, or a domain, with or without a scheme. OpenSim's
 * {@code bans.txt} has universal identifiers and UUIDs besides, which only a person can match. A line is a whole name, never the beginning
 * of one: a blank line means nobody, not everybody.
 */
final class PlainLines {
    private static final Pattern UUID =
            Pattern.compile("[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(?:;.*)?");
    private static final Pattern URL = Pattern.compile("https?://([^/?#@]+)/?", Pattern.CASE_INSENSITIVE);

    private PlainLines() {}

    static void read(String text, Drafting drafting) {
        int line = 0;
        for (String each : (Iterable<String>) text.lines().limit(ImportFormat.MAX_LINES + 1L)::iterator) {
            line++;
            if (line > ImportFormat.MAX_LINES) {
                drafting.skip(line, "more lines (expected: at most %d)".formatted(ImportFormat.MAX_LINES));
            } else {
                draft(line, each.replace("\uFEFF", "").strip(), drafting);
            }
        }
    }

    private static void draft(int line, String text, Drafting drafting) {
        if (text.isEmpty() || text.startsWith("#") || text.startsWith("//")) {
            drafting.skip(line, text.isEmpty() ? "blank" : "a remark");
            return;
        }
        if (UUID.matcher(text).matches()) {
            add(line, null, text, "An account of another program; say which subject that is here.", drafting);
            return;
        }
        Optional<Subject> subject = subject(text);
        if (subject.isPresent()) {
            add(line, subject.get(), text, "", drafting);
        } else {
            drafting.skip(line, text, Names.isAddress(text)
                    ? "no network address; those are never taken over"
                    : "one whole subject, account or domain; no pattern");
        }
    }

    private static Optional<Subject> subject(String text) {
        var url = URL.matcher(text);
        if (url.matches()) {
            return Names.home(url.group(1));
        }
        Optional<Subject> written = Names.subject(text);
        if (written.isPresent()) {
            return written;
        }
        int at = text.lastIndexOf('@');
        return at < 0 ? Names.home(text) : Names.account(text.substring(0, at), text.substring(at + 1));
    }

    private static void add(
            int line, @Nullable Subject subject, String text, String note, Drafting drafting) {
        drafting.draft(new Draft(
                line, subject, Drafting.shown(text), Action.DENY, Category.OTHER, "", null, null, note));
    }
}
