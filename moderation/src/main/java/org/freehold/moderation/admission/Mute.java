// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.freehold.moderation.Moment;
import org.freehold.moderation.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whom a moderator has silenced: no chat, no voice. By one act, which ends for all its subjects at once.
 *
 * @param subjects keys, accounts or homes, at least one and each once; the first is what people call them by
 * @param reason for the person, at most 280 characters
 * @param until when it ends; null for no end
 * @param by who did it; stays here
 */
public record Mute(List<Subject> subjects, String reason, Instant since, @Nullable Instant until, String by) {
    private static final Set<String> MEMBERS = Set.of("subject", "also", "reason", "since", "until", "by");

    /** Copies. */
    public Mute {
        subjects = List.copyOf(subjects);
    }

    /** Of one subject. */
    public Mute(Subject subject, String reason, Instant since, @Nullable Instant until, String by) {
        this(List.of(subject), reason, since, until, by);
    }

    /** What people call those by whom it is about. */
    public Subject subject() {
        return subjects.getFirst();
    }

    /** The same about these only. */
    Mute about(List<Subject> some) {
        return new Mute(some, reason, since, until, by);
    }

    /** True until its end: over at {@code until} exactly. */
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
        json.put("reason", reason).put("since", since.toString());
        if (until != null) {
            json.put("until", until.toString());
        }
        return json.put("by", by);
    }

    static Mute fromJson(JsonNode json, String path) throws Fault {
        Members members = Members.of(json, path, MEMBERS);
        Mute mute = new Mute(
                Subjects.read(members),
                members.text("reason", Ban.MAX_REASON),
                members.time("since"),
                members.optionalTime("until"),
                members.text("by", Ban.MAX_NAME));
        mute.check(path);
        return mute;
    }

    void check(String path) throws Fault {
        Subjects.check(subjects, path);
        if (reason.isBlank() || reason.length() > Ban.MAX_REASON) {
            throw Fault.badValue(path + ".reason", reason, "text of 1 to " + Ban.MAX_REASON + " characters");
        }
        if (until != null && !until.isAfter(since)) {
            throw Fault.badValue(path + ".until", until, "a time after " + since);
        }
    }
}
