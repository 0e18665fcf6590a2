// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.desk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Permission;
import org.freehold.moderation.Subject;
import org.freehold.moderation.admission.Ban;
import org.freehold.moderation.admission.Bans;
import org.freehold.moderation.admission.Fault;
import org.freehold.moderation.admission.Mute;
import org.freehold.moderation.banlist.Scope;
import org.freehold.server.session.Inside;
import org.freehold.server.session.Notices;
import org.freehold.server.session.Sessions;
import org.freehold.server.storage.ModerationStore;
import org.freehold.server.transport.Line;
import org.freehold.server.wire.ServerMessage.Notice;
import org.jspecify.annotations.Nullable;

/** People now and lately, and what is done about them short of a ban. */
final class PeopleOperations {
    private static final int LATELY = 200;
    private static final double PERMILLE = 1000;

    private final Records records;
    private final Sessions sessions;
    private final SeenPeople seen;

    PeopleOperations(Records records, Sessions sessions, SeenPeople seen) {
        this.records = records;
        this.sessions = sessions;
        this.seen = seen;
    }

    List<Operation> all() {
        return List.of(
                Simple.reading("people/list", Permission.MODERATE, (_, arguments) -> list(arguments)),
                Simple.changing("people/warn", Permission.MODERATE, this::warn),
                Simple.changing("people/mute", Permission.MODERATE, this::mute),
                Simple.changing("people/quarantine", Permission.MODERATE, this::quarantine),
                Simple.changing("people/kick", Permission.MODERATE, this::kick));
    }

    private ObjectNode list(Arguments arguments) throws Refusal {
        arguments.end();
        ObjectNode answer = Json.object();
        ArrayNode here = answer.putArray("here");
        for (Inside each : sessions.inside()) {
            ObjectNode one = here.addObject().put("handle", each.handle()).put("name", each.name());
            Json.identity(one, each.identity());
            one.put("standing", each.decision().standing().text());
            one.set("permissions", Json.permissions(each.decision().permissions()));
            one.put("since", each.since().toString())
                    .put("muted", each.decision().muted())
                    .put("quarantined", each.decision().action() == Action.QUARANTINE);
            Line line = each.line();
            if (line != null) {
                put(one, line);
            }
        }
        ArrayNode lately = answer.putArray("lately");
        for (ModerationStore.Seen each : seen.lately(LATELY)) {
            lately.addObject()
                    .put("fingerprint", each.key())
                    .put("name", each.name())
                    .put("firstSeen", each.first().toString())
                    .put("lastSeen", each.last().toString())
                    .put("visits", each.visits());
        }
        return answer;
    }

    private static void put(ObjectNode one, Line line) {
        one.put("transport", line.kind().word())
                .put("path", line.path().word())
                .put("family", line.family().word());
        line.roundTripMillis().ifPresent(millis -> one.put("roundTripMillis", Math.round(millis)));
        line.lost().ifPresent(share -> one.put("lostPermille", Math.round(PERMILLE * share)));
    }

    private ObjectNode warn(Caller caller, Arguments arguments) throws Refusal {
        Meant meant = Meant.of(arguments, sessions);
        String reason = reason(arguments);
        arguments.end();
        meant.checkNotProtected(records.rulebook());
        if (sessions.inside().stream().noneMatch(meant)) {
            throw Refusal.notFound(
                    "subject: %s is not here (expected: somebody who can read the warning)".formatted(meant.text()),
                    "To have it read at the next visit: ban/add with the action \"warn\".");
        }
        records.note(caller, new Records.Entry("people/warn", meant.text(), Json.object().put("reason", reason)));
        return hit(sessions.tell(meant, new Notice("warned", true, "A moderator warns you: " + reason)));
    }

    private ObjectNode mute(Caller caller, Arguments arguments) throws Refusal {
        return set(caller, arguments, "people/mute", new Kind() {
            @Override
            public Bans on(Bans bans, List<Subject> subjects, String reason, @Nullable Instant until) throws Fault {
                return bans.with(new Mute(subjects, reason, records.now(), until, caller.name()));
            }

            @Override
            public Bans off(Bans bans, Subject subject) {
                return bans.withoutMute(subject);
            }

            @Override
            public Notice notice(boolean on, String reason, @Nullable Instant until) {
                return on
                        ? Notices.lasting("muted", "A moderator has muted you: " + reason, until)
                        : new Notice("unmuted", false, "You may chat and speak again.");
            }
        });
    }

    private ObjectNode quarantine(Caller caller, Arguments arguments) throws Refusal {
        return set(caller, arguments, "people/quarantine", new Kind() {
            @Override
            public Bans on(Bans bans, List<Subject> subjects, String reason, @Nullable Instant until) throws Fault {
                return bans.with(new Ban(
                        subjects, Action.QUARANTINE, Category.OTHER, Scope.RULE, reason, records.now(), until, null,
                        caller.name()));
            }

            @Override
            public Bans off(Bans bans, Subject subject) {
                return bans.without(subject, Action.QUARANTINE);
            }

            @Override
            public Notice notice(boolean on, String reason, @Nullable Instant until) {
                return on
                        ? Notices.lasting(
                                "quarantined", "A moderator lets you only look, walk and chat, apart from the others: "
                                        + reason,
                                until)
                        : new Notice("unquarantined", false, "You may take part again, with the others.");
            }
        });
    }

    private ObjectNode kick(Caller caller, Arguments arguments) throws Refusal {
        Meant meant = Meant.of(arguments, sessions);
        String reason = reason(arguments);
        arguments.end();
        meant.checkNotProtected(records.rulebook());
        records.note(caller, new Records.Entry("people/kick", meant.text(), Json.object().put("reason", reason)));
        return hit(sessions.kick(meant, "A moderator has sent you away: " + reason));
    }

    /** What can be switched on and off about somebody. */
    private interface Kind {
        Bans on(Bans bans, List<Subject> subjects, String reason, @Nullable Instant until) throws Fault;

        Bans off(Bans bans, Subject subject);

        Notice notice(boolean on, String reason, @Nullable Instant until);
    }

    private ObjectNode set(Caller caller, Arguments arguments, String what, Kind kind) throws Refusal {
        Meant meant = Meant.of(arguments, sessions);
        boolean on = arguments.flag("on", true);
        Optional<String> given = arguments.optionalText("reason");
        Instant until = arguments.instant("until").orElse(null);
        arguments.end();
        String reason = given.orElse("");
        if (on) {
            reason(given);
            meant.checkNotProtected(records.rulebook());
        }
        ObjectNode details = Json.object().put("on", on).put("reason", reason);
        if (until != null) {
            details.put("until", until.toString());
        }
        Notice notice = kind.notice(on, reason, until);
        Function<Inside, @Nullable Notice> notices = inside -> meant.test(inside) ? notice : null;
        int hit = records.change(
                caller,
                new Records.Entry(what, meant.text(), details),
                Records.Beside.NOTHING,
                notices,
                rulebook -> {
                    Bans bans = rulebook.bans().withoutEnded(records.now());
                    if (on) {
                        return rulebook.with(kind.on(bans, meant.subjects(), reason, until));
                    }
                    for (Subject subject : meant.subjects()) {
                        bans = kind.off(bans, subject);
                    }
                    return rulebook.with(bans);
                });
        return hit(hit);
    }

    private static String reason(Arguments arguments) throws Refusal {
        return reason(arguments.optionalText("reason"));
    }

    private static String reason(Optional<String> given) throws Refusal {
        return given.filter(text -> !text.isBlank() && text.length() <= 280)
                .orElseThrow(() -> Refusal.badValue(
                        "reason: %s (expected: 1 to 280 characters)"
                                .formatted(given.map(text -> text.length() + " characters").orElse("missing")),
                        "Say why: the person reads it."));
    }

    private static ObjectNode hit(int hit) {
        return Json.object().put("hit", hit);
    }
}
