// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.desk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Permission;
import org.freehold.moderation.PlaceName;
import org.freehold.moderation.Subject;
import org.freehold.moderation.admission.Ban;
import org.freehold.moderation.admission.Bans;
import org.freehold.moderation.banlist.Scope;
import org.freehold.server.session.Sessions;

/** Bans of this domain itself. */
final class BanOperations {
    private static final int SHOWN_ZONES = 20;

    private final Records records;
    private final Sessions sessions;
    private final Supplier<Collection<String>> zones;

    /** {@code zones}: names of those that are in the world. */
    BanOperations(Records records, Sessions sessions, Supplier<Collection<String>> zones) {
        this.records = records;
        this.sessions = sessions;
        this.zones = zones;
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
        String scopeText = arguments.optionalText("scope").orElse(Scope.RULE.text());
        Scope scope = Scope.parse(scopeText)
                .orElseThrow(() -> Refusal.badValue(
                        "scope: \"%s\" (expected: rule, legal or roleplay)".formatted(scopeText),
                        "Leave it out for conduct."));
        String actionText = arguments.optionalText("action").orElse(Action.DENY.text());
        Action action = Action.parse(actionText)
                .orElseThrow(() -> Refusal.badValue(
                        "action: \"%s\" (expected: monitor, warn, quarantine or deny)".formatted(actionText),
                        "Leave it out for a ban."));
        arguments.end();
        meant.checkNotProtected(records.rulebook());
        if (place != null) {
            checkIsPlace(place);
        }
        Ban ban = new Ban(
                meant.subjects(), action, category, scope, reason, records.now(), until, place, caller.name());
        ObjectNode details = ban.toJson();
        details.remove(List.of("subject", "by", "since"));
        int hit = records.change(
                caller,
                new Records.Entry("ban/add", meant.text(), details),
                rulebook -> rulebook.with(rulebook.bans().withoutEnded(records.now()).with(ban)));
        ObjectNode answer = Json.object();
        answer.set("ban", ban.toJson().put("source", "local"));
        return answer.put("hit", hit);
    }

    private void checkIsPlace(String place) throws Refusal {
        Collection<String> all = zones.get();
        if (all.stream().noneMatch(zone -> PlaceName.canonical(zone).equals(PlaceName.canonical(place)))) {
            throw Refusal.notFound(
                    "place: \"%s\" (expected: the name of a zone of this world%s)"
                            .formatted(place, all.isEmpty() ? ", which has none"
                                    : ": " + all.stream().limit(SHOWN_ZONES).collect(Collectors.joining(", "))),
                    "Put a zone with that name around the place first: nobody can be kept out of what has no border.");
        }
    }

    /** Lifts what was done about somebody by the acts that name them, each as a whole; says what is left about the same person. */
    private ObjectNode remove(Caller caller, Arguments arguments) throws Refusal {
        Subject subject = arguments.subject("subject");
        String place = arguments.optionalText("place").orElse(null);
        arguments.end();
        Bans bans = records.rulebook().bans();
        List<Ban> lifted = bans.about(List.of(subject), records.now()).stream()
                .filter(ban -> place == null || place.equals(ban.place()))
                .toList();
        if (lifted.isEmpty()) {
            throw Refusal.notFound(
                    "subject: %s is not banned %s (expected: one of ban/list)"
                            .formatted(subject.text(), place == null ? "here" : "from " + place),
                    "What a ban list does is taken back by banlist/override.");
        }
        List<Subject> subjects =
                lifted.stream().flatMap(ban -> ban.subjects().stream()).distinct().toList();
        Bans after = bans.without(lifted);
        int hit = records.change(
                caller,
                new Records.Entry("ban/remove", subject.text(), named(Json.object(), "subjects", subjects)),
                rulebook -> rulebook.with(rulebook.bans().without(lifted).withoutEnded(records.now())));
        ObjectNode answer = named(Json.object().put("removed", lifted.size()), "subjects", subjects);
        ArrayNode stays = answer.putArray("stays");
        after.about(subjects, records.now())
                .forEach(ban -> stays.add(ban.toJson().put("source", "local")));
        return answer.put("hit", hit);
    }

    private static ObjectNode named(ObjectNode into, String name, List<Subject> subjects) {
        ArrayNode texts = into.putArray(name);
        subjects.forEach(subject -> texts.add(subject.text()));
        return into;
    }
}
