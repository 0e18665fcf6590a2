// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.freehold.moderation.Action;
import org.freehold.moderation.Subject;

/**
 * Domain blocks of Mastodon, FediBlockHole and others: CSV with a header whose names may begin with {@code #}, or only domains. What
 * moderators wrote for themselves ({@code private_comment}) is not taken over.
 */
final class MastodonBlocks {
    private MastodonBlocks() {}

    static void read(String text, Drafting drafting) {
        String csv = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try (CSVParser rows = CSVParser.parse(csv, CSVFormat.RFC4180)) {
            Columns columns = null;
            for (CSVRecord row : rows) {
                int line = (int) row.getRecordNumber();
                if (line > ImportFormat.MAX_LINES + 1) {
                    drafting.skip(line, "more lines (expected: at most %d)".formatted(ImportFormat.MAX_LINES));
                    return;
                }
                if (columns == null) {
                    columns = Columns.of(row);
                    if (columns.isHeader()) {
                        continue;
                    }
                }
                draft(line, row, columns, drafting);
            }
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            // The parser's ways to say that quotes do not match; what came before them stays.
            drafting.skip(0, "not CSV: " + Drafting.shown(String.valueOf(e.getMessage())));
        }
    }

    private static void draft(int line, CSVRecord row, Columns columns, Drafting drafting) {
        String domain = columns.value(row, columns.domain()).toLowerCase(Locale.ROOT);
        if (domain.isEmpty()) {
            drafting.skip(line, "blank");
            return;
        }
        Optional<Subject> subject = domain.contains("*")
                ? drafting.known().find(columns.value(row, columns.digest()))
                : Names.home(domain);
        if (subject.isEmpty()) {
            drafting.skip(line, domain, domain.contains("*")
                    ? "a whole name, or the digest of a home known here; stars are never a pattern"
                    : "the name of one domain");
            return;
        }
        String comment = columns.value(row, columns.comment());
        String severity = columns.value(row, columns.severity()).toLowerCase(Locale.ROOT);
        Action action = switch (severity) {
            case "suspend" -> Action.DENY;
            case "silence", "limit" -> Action.QUARANTINE;
            default -> Action.MONITOR;
        };
        String note = switch (severity) {
            case "suspend", "silence", "limit", "noop" -> "";
            case "" -> "No severity is said there.";
            default -> "Severity there: " + Drafting.shown(severity) + ".";
        };
        drafting.draft(new Draft(
                line, subject.get(), Drafting.shown(domain), action, Drafting.category(comment),
                Drafting.reason(comment), null, null, note));
    }

    /** Where what stands; -1 for a column that is not there. */
    private record Columns(boolean isHeader, int domain, int severity, int comment, int digest) {

        static Columns of(CSVRecord first) {
            List<String> names = first.stream()
                    .map(name -> name.strip().replaceFirst("^#", "").strip().toLowerCase(Locale.ROOT))
                    .toList();
            int domain = names.indexOf("domain");
            return domain < 0
                    ? new Columns(false, 0, -1, -1, -1)
                    : new Columns(
                            true, domain, names.indexOf("severity"), names.indexOf("public_comment"),
                            names.indexOf("digest"));
        }

        String value(CSVRecord row, int column) {
            return column < 0 || column >= row.size() ? "" : row.get(column).strip();
        }
    }
}
