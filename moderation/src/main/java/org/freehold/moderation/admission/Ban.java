// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Moment;
import org.freehold.moderation.Subject;
import org.freehold.moderation.banlist.Scope;
import org.jspecify.annotations.Nullable;

/**
 * What this domain itself does about somebody, by one act: a warning, a quarantine, or a ban. It is about all that was known of them at
 * that moment, and ends for all of it at once.
 *
 * @param subjects keys, accounts or homes, at least one and each once; the first is what people call them by
 * @param scope what kind of wrong it is about; what is part of a game stays in it and is never published
 * @param reason for the person, at most 280 characters
 * @param until when it ends; null for no end
 * @param place name of the one place that it is about; null for the whole domain
 * @param by who did it; stays here
 */
public record Ban(
        List<Subject> subjects,
        Action action,
        Category category,
        Scope scope,
        String reason,
        Instant since,
        @Nullable Instant until,
        @Nullable String place,
        String by) {
    static final int MAX_REASON = 280;
    static final int MAX_NAME = 64;

    private static final Set<String> MEMBERS = Set.of(
            "subject", "also", "action", "category", "scope", "reason", "since", "until", "place", "by");

    /** Copies. */
    public Ban {
        subjects = List.copyOf(subjects);
    }

    /** About one subject, and conduct. */
    public Ban(
            Subject subject,
            Action action,
            Category category,
            String reason,
            Instant since,
            @Nullable Instant until,
            @Nullable String place,
            String by) {
        this(List.of(subject), action, category, Scope.RULE, reason, since, until, place, by);
    }

    /** What people call those by whom it is about. */
    public Subject subject() {
        return subjects.getFirst();
    }

    /** The same about these only. */
    Ban about(List<Subject> some) {
        return new Ban(some, action, category, scope, reason, since, until, place, by);
    }

    /** True from its beginning to its end: over at {@code until} exactly. */
    public boolean holds(Instant now) {
        return holds(new Moment(now));
    }

    boolean holds(Moment now) {
        return until == null || now.isBefore(until);
    }

    /** As in the document {@code bans}. */
    public ObjectNode toJson() {
        ObjectNode json = Members.object();
        Subjects.write(json, subjects);
        json.put("action", action.text())
                .put("category", category.text())
                .put("scope", scope.text())
                .put("reason", reason)
                .put("since", since.toString());
        if (until != null) {
            json.put("until", until.toString());
        }
        if (place != null) {
            json.put("place", place);
        }
        return json.put("by", by);
    }

    static Ban fromJson(JsonNode json, String path) throws Fault {
        Members members = Members.of(json, path, MEMBERS);
        Ban ban = new Ban(
                Subjects.read(members),
                members.word("action", Action::parse, "monitor, warn, quarantine or deny"),
                members.word(
                        "category",
                        Category::parse,
                        "spam, harassment, flooding, malicious-script, stolen-asset, minors-safety, evasion, impersonation or other"),
                members.has("scope")
                        ? members.word("scope", Scope::parse, "rule, legal or roleplay")
                        : Scope.RULE,
                members.text("reason", MAX_REASON),
                members.time("since"),
                members.optionalTime("until"),
                members.optionalText("place", MAX_NAME),
                members.text("by", MAX_NAME));
        ban.check(path);
        return ban;
    }

    void check(String path) throws Fault {
        Subjects.check(subjects, path);
        if (reason.isBlank() || reason.length() > MAX_REASON) {
            throw Fault.badValue(path + ".reason", reason, "text of 1 to " + MAX_REASON + " characters");
        }
        if (place != null && (place.isBlank() || place.length() > MAX_NAME)) {
            throw Fault.badValue(path + ".place", place, "the name of a place, 1 to " + MAX_NAME + " characters");
        }
        if (until != null && !until.isAfter(since)) {
            throw Fault.badValue(path + ".until", until, "a time after " + since);
        }
    }
}
