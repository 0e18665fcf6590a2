// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import java.time.Instant;
import java.util.stream.Collectors;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.ReadableTime;
import org.jspecify.annotations.Nullable;

/** What people are told. Never who did it or who reported. */
final class Sentences {
    private Sentences() {}

    /** Such as {@code You are banned here: flooding the plaza}; when it ends is said beside it. */
    static String banned(String start, Ban ban) {
        return start + ": " + ban.reason();
    }

    static String muted(Mute mute) {
        return "You are muted: " + mute.reason();
    }

    /** Which list, and about what; not the publisher's words, which may say more than the person should read from us. */
    static String listed(String start, Finding finding) {
        String categories =
                finding.categories().stream().sorted().map(Category::text).collect(Collectors.joining(", "));
        return start + " the ban list " + finding.list() + (categories.isEmpty() ? "" : ", for " + categories) + ".";
    }

    /** What follows from a judgement about a home, for whoever asks why. */
    static String answer(Action action) {
        return switch (action) {
            case MONITOR -> "noted";
            case WARN -> "told";
            case QUARANTINE -> "the word of the home does not count";
            case DENY -> Action.DENY.text();
        };
    }

    /** What a register says about somebody's home, and what they can do. */
    static String judged(Finding finding) {
        String start = "The register " + finding.list() + " judges your home " + finding.subject().value() + ": "
                + finding.reason() + " ";
        return switch (finding.effective()) {
            case MONITOR, WARN -> start + "You may come from there all the same.";
            case QUARANTINE -> start + "Here its word for you does not count until that has changed.";
            case DENY -> start + "Come without a home, or move to another one.";
        };
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

    /** For whoever asks why: the end of something, as the end of a sentence. */
    static String until(@Nullable Instant until) {
        return until == null ? "" : ", until " + ReadableTime.ofEnd(until);
    }
}
