// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import org.freehold.moderation.Category;
import org.jspecify.annotations.Nullable;

/** What people are told. Never who did it or who reported. */
final class Sentences {
    private Sentences() {}

    /** Such as {@code You are banned here until 2027-01-31T12:00:00Z: flooding the plaza}. */
    static String banned(String start, Ban ban) {
        return start + until(ban.until()) + ": " + ban.reason();
    }

    static String muted(Mute mute) {
        return "You are muted" + until(mute.until()) + ": " + mute.reason();
    }

    /** Which list, about what and how long; not the publisher's words, which may say more than the person should read from us. */
    static String listed(String start, Finding finding) {
        String categories =
                finding.categories().stream().sorted().map(Category::text).collect(Collectors.joining(", "));
        return start + " the ban list " + finding.list() + (categories.isEmpty() ? "" : ", for " + categories)
                + until(finding.expires()) + ".";
    }

    /** For whoever asks why: everything that tells this entry from all others. */
    static String provenance(Finding finding) {
        String others = finding.corroborators().isEmpty()
                ? ""
                : ", also said by " + String.join(" ", finding.corroborators());
        return finding.list() + ", signed by " + finding.issuer() + ", seq " + finding.seq() + ", entry "
                + finding.entryId() + " about " + finding.subject() + " for "
                + finding.categories().stream().sorted().map(Category::text).collect(Collectors.joining(" "))
                + ": \"" + finding.reason() + "\"" + others;
    }

    private static String until(@Nullable Instant until) {
        return until == null ? "" : " until " + until.truncatedTo(ChronoUnit.SECONDS);
    }
}
