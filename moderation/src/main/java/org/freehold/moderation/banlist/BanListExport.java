// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.banlist;

import java.util.List;
import java.util.stream.Stream;
import org.freehold.moderation.Action;
import org.freehold.moderation.Subject;

/** Lists in forms that other programs read. JSON is the document itself. Any thread. */
public final class BanListExport {
    private BanListExport() {}

    /** Domain blocks as Mastodon exports them; only home domains, by name. */
    public static String mastodonCsv(List<Entry> entries) {
        StringBuilder csv =
                new StringBuilder("#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate\n");
        entries.stream()
                .filter(entry -> entry.subject().kind() == Subject.Kind.HOME
                        && entry.subject().value().indexOf('.') >= 0)
                .sorted((one, other) -> one.subject().value().compareTo(other.subject().value()))
                .forEach(entry -> csv.append(entry.subject().value())
                        .append(',')
                        .append(severity(entry.action()))
                        .append(",false,false,")
                        .append(quoted(entry.reason()))
                        .append(",false\n"));
        return csv.toString();
    }

    /** One subject on each line. */
    public static String text(List<Entry> entries) {
        StringBuilder text = new StringBuilder();
        lines(entries).forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private static Stream<String> lines(List<Entry> entries) {
        return entries.stream().map(entry -> entry.subject().text()).distinct().sorted();
    }

    private static String severity(Action action) {
        return switch (action) {
            case MONITOR -> "noop";
            case WARN, QUARANTINE -> "silence";
            case DENY -> "suspend";
        };
    }

    private static String quoted(String text) {
        // A leading sign would be a formula in a spreadsheet.
        String safe = text.isEmpty() || "=+-@".indexOf(text.charAt(0)) < 0 ? text : "'" + text;
        return "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}
