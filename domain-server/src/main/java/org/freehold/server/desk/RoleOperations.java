// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.desk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import org.freehold.moderation.Decision;
import org.freehold.moderation.Permission;
import org.freehold.moderation.Standing;
import org.freehold.moderation.Subject;
import org.freehold.moderation.admission.Roster;

/** Who is member, moderator and owner. Only an owner, or the shell, makes and unmakes owners. */
final class RoleOperations {
    private final Records records;
    private final Function<Caller, Decision> decisions;

    /** {@code decisions}: about callers, not the shell. */
    RoleOperations(Records records, Function<Caller, Decision> decisions) {
        this.records = records;
        this.decisions = decisions;
    }

    List<Operation> all() {
        return List.of(
                Simple.reading("role/list", Permission.MODERATE, (_, arguments) -> list(arguments)),
                Simple.changing("role/set", Permission.ADMINISTER, this::set),
                Simple.changing("role/remove", Permission.ADMINISTER, this::remove));
    }

    private ObjectNode list(Arguments arguments) throws Refusal {
        arguments.end();
        ObjectNode answer = Json.object();
        ArrayNode roles = answer.putArray("roles");
        for (Roster.Entry entry : records.rulebook().roster().entries().values()) {
            roles.add(role(entry));
        }
        return answer;
    }

    private ObjectNode set(Caller caller, Arguments arguments) throws Refusal {
        Subject subject = arguments.subject("subject");
        String text = arguments.text("standing");
        String name = arguments.optionalText("name").orElse(null);
        arguments.end();
        Standing standing = Standing.parse(text)
                .filter(each -> each.isAtLeast(Standing.MEMBER))
                .orElseThrow(() -> Refusal.badValue(
                        "standing: \"%s\" (expected: member, moderator or owner)".formatted(text),
                        "To take a role away: role/remove."));
        checkOwners(caller, subject, standing);
        Roster.Entry entry = new Roster.Entry(subject, standing, name, records.now(), caller.name());
        records.change(
                caller,
                new Records.Entry("role/set", subject.text(), Json.object().put("standing", standing.text())),
                rulebook -> rulebook.with(rulebook.roster().with(entry)));
        return role(entry);
    }

    private ObjectNode remove(Caller caller, Arguments arguments) throws Refusal {
        Subject subject = arguments.subject("subject");
        arguments.end();
        if (!records.rulebook().roster().entries().containsKey(subject)) {
            throw Refusal.notFound(
                    "subject: %s has no role (expected: one of role/list)".formatted(subject.text()),
                    "Nothing has to be done.");
        }
        checkOwners(caller, subject, Standing.NEWCOMER);
        records.change(
                caller,
                Records.Entry.of("role/remove", subject.text()),
                rulebook -> rulebook.with(rulebook.roster().without(subject)));
        return Json.object().put("removed", 1);
    }

    private void checkOwners(Caller caller, Subject subject, Standing next) throws Refusal {
        Roster.Entry now = records.rulebook().roster().entries().get(subject);
        boolean concernsOwners = next == Standing.OWNER || (now != null && now.standing() == Standing.OWNER);
        if (concernsOwners
                && !caller.isShell()
                && decisions.apply(caller).standing() != Standing.OWNER) {
            throw Refusal.notPermitted(
                    "role: owner, asked for by %s (expected: an owner, or the shell of the host)"
                            .formatted(caller.name()),
                    "Ask an owner of the domain.");
        }
    }

    private static ObjectNode role(Roster.Entry entry) {
        ObjectNode role = Json.object()
                .put("subject", entry.subject().text())
                .put("standing", entry.standing().text());
        if (entry.name() != null) {
            role.put("name", entry.name());
        }
        return role.put("since", entry.since().toString()).put("by", entry.by());
    }
}
