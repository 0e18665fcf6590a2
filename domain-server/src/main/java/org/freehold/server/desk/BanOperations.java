// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.desk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Permission;
import org.freehold.moderation.Subject;
import org.freehold.moderation.admission.Ban;
import org.freehold.moderation.admission.Bans;
import org.freehold.server.session.Sessions;

/** Bans of this domain itself. */
final class BanOperations {
    private final Records records;
    private final Sessions sessions;

    BanOperations(Records records, Sessions sessions) {
        this.records = records;
        this.sessions = sessions;
    }

    List<Operation> all() {
        return List.of(
                Simple.reading("ban/list", Permission.MODERATE, (_, arguments) -> list(arguments)),
                Simple.changing("ban/add", Permission.MODERATE, this::add),
                Simple.changing("ban/remove", Permission.MODERATE, this::remove));
    }

    private ObjectNode list(Arguments arguments) throws Refusal {
        arguments.end();
        Instant now = records.now();
        ObjectNode answer = Json.object();
        ArrayNode bans = answer.putArray("bans");
        for (Ban ban : records.rulebook().bans().bans()) {
            if (ban.holds(now)) {
                bans.add(ban.toJson().put("source", "local"));
            }
        }
        ArrayNode mutes = answer.putArray("mutes");
        records.rulebook().bans().mutes().stream()
                .filter(mute -> mute.holds(now))
                .forEach(mute -> mutes.add(mute.toJson()));
        return answer;
    }

    private ObjectNode add(Caller caller, Arguments arguments) throws Refusal {
        Meant meant = Meant.of(arguments, sessions);
        String reason = arguments.text("reason");
        String categoryText = arguments.text("category");
        Category category = Category.parse(categoryText)
                .orElseThrow(() -> Refusal.badValue(
                        "category: \"%s\" (expected: spam, harassment, flooding, malicious-script, stolen-asset, minors-safety, evasion, impersonation or other)"
                                .formatted(categoryText),
                        "Choose the one that fits best."));
        Instant until = arguments.instant("until").orElse(null);
        String place = arguments.optionalText("place").orElse(null);
        String actionText = arguments.optionalText("action").orElse(Action.DENY.text());
        Action action = Action.parse(actionText)
                .orElseThrow(() -> Refusal.badValue(
                        "action: \"%s\" (expected: monitor, warn, quarantine or deny)".formatted(actionText),
                        "Leave it out for a ban."));
        arguments.end();
        meant.checkNotProtected(records.rulebook());
        List<Ban> bans = new ArrayList<>();
        for (Subject subject : meant.subjects()) {
            bans.add(new Ban(subject, action, category, reason, records.now(), until, place, caller.name()));
        }
        ObjectNode details = bans.getFirst().toJson();
        details.remove(List.of("subject", "by", "since"));
        int hit = records.change(
                caller,
                new Records.Entry("ban/add", meant.text(), details),
                rulebook -> {
                    Bans all = rulebook.bans().withoutEnded(records.now());
                    for (Ban ban : bans) {
                        all = all.with(ban);
                    }
                    return rulebook.with(all);
                });
        ObjectNode answer = Json.object();
        answer.set("ban", bans.getFirst().toJson().put("source", "local"));
        return answer.put("hit", hit);
    }

    private ObjectNode remove(Caller caller, Arguments arguments) throws Refusal {
        Subject subject = arguments.subject("subject");
        arguments.end();
        long removed = records.rulebook().bans().bans().stream()
                .filter(ban -> ban.subject().equals(subject))
                .count();
        if (removed == 0) {
            throw Refusal.notFound(
                    "subject: %s is not banned here (expected: one of ban/list)".formatted(subject.text()),
                    "What a ban list does is taken back by banlist/override.");
        }
        records.change(
                caller,
                Records.Entry.of("ban/remove", subject.text()),
                rulebook -> rulebook.with(rulebook.bans().without(subject).withoutEnded(records.now())));
        return Json.object().put("removed", removed);
    }
}
