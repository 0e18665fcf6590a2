// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Set;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Subject;
import org.jspecify.annotations.Nullable;

/**
 * What this domain itself does about somebody: a warning, a quarantine, or a ban.
 *
 * @param subject a key, an account or a home
 * @param reason for the person, at most 280 characters
 * @param until when it ends; null for no end
 * @param place name of the one place that it is about; null for the whole domain
 * @param by who did it; stays here
 */
public record Ban(
        Subject subject,
        Action action,
        Category category,
        String reason,
        Instant since,
        @Nullable Instant until,
        @Nullable String place,
        String by) {
    static final int MAX_REASON = 280;
    static final int MAX_NAME = 64;

    private static final Set<String> MEMBERS =
            Set.of("subject", "action", "category", "reason", "since", "until", "place", "by");

    /** True from its beginning to its end: over at {@code until} exactly. */
    public boolean holds(Instant now) {
        return until == null || now.isBefore(until);
    }

    /** As in the document {@code bans}. */
    public ObjectNode toJson() {
        ObjectNode json = Members.object()
                .put("subject", subject.text())
                .put("action", action.text())
                .put("category", category.text())
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
                members.subject("subject"),
                members.word("action", Action::parse, "monitor, warn, quarantine or deny"),
                members.word(
                        "category",
                        Category::parse,
                        "spam, harassment, flooding, malicious-script, stolen-asset, minors-safety, evasion, impersonation or other"),
                members.text("reason", MAX_REASON),
                members.time("since"),
                members.optionalTime("until"),
                members.optionalText("place", MAX_NAME),
                members.text("by", MAX_NAME));
        ban.check(path);
        return ban;
    }

    void check(String path) throws Fault {
        if (!Who.PERSONS_AND_HOMES.contains(subject.kind())) {
            throw Fault.badValue(path + ".subject", subject, "key:FINGERPRINT, account:NAME@DOMAIN or home:DOMAIN");
        }
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
