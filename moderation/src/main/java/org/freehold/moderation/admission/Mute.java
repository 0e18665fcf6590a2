// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Set;
import org.freehold.moderation.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whom a moderator has silenced: no chat, no voice.
 *
 * @param subject a key, an account or a home
 * @param reason for the person, at most 280 characters
 * @param until when it ends; null for no end
 * @param by who did it; stays here
 */
public record Mute(Subject subject, String reason, Instant since, @Nullable Instant until, String by) {
    private static final Set<String> MEMBERS = Set.of("subject", "reason", "since", "until", "by");

    /** True until its end: over at {@code until} exactly. */
    public boolean holds(Instant now) {
        return until == null || now.isBefore(until);
    }

    /** As in the document {@code bans}. */
    public ObjectNode toJson() {
        ObjectNode json = Members.object()
                .put("subject", subject.text())
                .put("reason", reason)
                .put("since", since.toString());
        if (until != null) {
            json.put("until", until.toString());
        }
        return json.put("by", by);
    }

    static Mute fromJson(JsonNode json, String path) throws Fault {
        Members members = Members.of(json, path, MEMBERS);
        Mute mute = new Mute(
                members.subject("subject"),
                members.text("reason", Ban.MAX_REASON),
                members.time("since"),
                members.optionalTime("until"),
                members.text("by", Ban.MAX_NAME));
        mute.check(path);
        return mute;
    }

    void check(String path) throws Fault {
        if (!Who.PERSONS_AND_HOMES.contains(subject.kind())) {
            throw Fault.badValue(path + ".subject", subject, "key:FINGERPRINT, account:NAME@DOMAIN or home:DOMAIN");
        }
        if (reason.isBlank() || reason.length() > Ban.MAX_REASON) {
            throw Fault.badValue(path + ".reason", reason, "text of 1 to " + Ban.MAX_REASON + " characters");
        }
        if (until != null && !until.isAfter(since)) {
            throw Fault.badValue(path + ".until", until, "a time after " + since);
        }
    }
}
