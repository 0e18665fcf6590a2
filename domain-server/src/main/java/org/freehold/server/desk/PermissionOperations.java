// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.freehold.moderation.Decision;
import org.freehold.moderation.Identity;
import org.freehold.moderation.Permission;
import org.freehold.moderation.Standing;
import org.freehold.moderation.Subject;
import org.freehold.moderation.admission.Admission;
import org.freehold.moderation.admission.Gate;
import org.freehold.moderation.admission.Newcomers;
import org.freehold.moderation.admission.Outgoing;
import org.freehold.moderation.admission.Rule;
import org.freehold.moderation.admission.Rulebook;
import org.freehold.moderation.admission.Rules;
import org.freehold.server.session.Inside;
import org.freehold.server.session.Sessions;

/** Who may do what, and why. */
final class PermissionOperations {
    /** Stands for a key that nobody has. */
    private static final String NO_KEY = "A".repeat(43);

    private final Records records;
    private final Sessions sessions;
    private final int capacity;

    /** {@code capacity}: how many visitors the file of settings allows. */
    PermissionOperations(Records records, Sessions sessions, int capacity) {
        this.records = records;
        this.sessions = sessions;
        this.capacity = capacity;
    }

    List<Operation> all() {
        return List.of(
                Simple.reading("permission/list", Permission.MODERATE, (_, arguments) -> {
                    arguments.end();
                    return list();
                }),
                Simple.changing("permission/set", Permission.ADMINISTER, this::set),
                Simple.reading("permission/why", Permission.MODERATE, (_, arguments) -> why(arguments)));
    }

    private ObjectNode list() {
        Rulebook rulebook = records.rulebook();
        ObjectNode answer = Json.object();
        if (rulebook.rules().preset() != null) {
            answer.put("preset", rulebook.rules().preset().text());
        } else {
            answer.putNull("preset");
        }
        ArrayNode all = answer.putArray("rules");
        rulebook.rules().all().stream().map(Rule::toJson).forEach(all::add);
        ArrayNode own = answer.putArray("own");
        rulebook.rules().own().stream().map(Rule::toJson).forEach(own::add);
        answer.set("newcomers", rulebook.settings().newcomers().toJson());
        answer.set("gate", rulebook.gate().toJson());
        answer.set("outgoing", rulebook.outgoing().toJson());
        Integer live = rulebook.settings().capacity();
        return answer.put("capacity", live == null ? capacity : live);
    }

    private ObjectNode set(Caller caller, Arguments arguments) throws Refusal {
        Optional<JsonNode> preset = arguments.value("preset");
        Optional<JsonNode> rules = arguments.value("rules");
        Optional<JsonNode> newcomers = arguments.value("newcomers");
        Optional<JsonNode> gate = arguments.value("gate");
        Optional<JsonNode> outgoing = arguments.value("outgoing");
        arguments.end();
        ObjectNode details = Json.object();
        preset.ifPresent(value -> details.set("preset", value));
        rules.ifPresent(value -> details.set("rules", value));
        newcomers.ifPresent(value -> details.set("newcomers", value));
        gate.ifPresent(value -> details.set("gate", value));
        outgoing.ifPresent(value -> details.set("outgoing", value));
        if (details.isEmpty()) {
            throw Refusal.badValue(
                    "arguments: none (expected: preset, rules, newcomers, gate or outgoing)", "Say what to set.");
        }
        records.change(caller, new Records.Entry("permission/set", "", details), before -> {
            Rulebook after = before;
            if (preset.isPresent() || rules.isPresent()) {
                ObjectNode wanted = Json.object();
                preset.ifPresent(value -> wanted.set("preset", value));
                rules.ifPresent(value -> wanted.set("rules", value));
                Rules asked = Rules.fromJson(wanted);
                // A preset alone leaves the rules beside it as they are.
                after = after.with(rules.isPresent() || asked.preset() == null
                        ? asked
                        : before.rules().with(asked.preset()));
            }
            if (newcomers.isPresent()) {
                ObjectNode merged = before.settings().newcomers().toJson();
                if (newcomers.get() instanceof ObjectNode some) {
                    merged.setAll(some);
                }
                after = after.with(after.settings().with(Newcomers.fromJson(
                        newcomers.get().isObject() ? merged : newcomers.get())));
            }
            if (gate.isPresent()) {
                after = after.with(Gate.fromJson(gate.get()));
            }
            if (outgoing.isPresent()) {
                after = after.with(Outgoing.fromJson(outgoing.get()));
            }
            return after;
        });
        return list();
    }

    private ObjectNode why(Arguments arguments) throws Refusal {
        boolean local = arguments.flag("fromThisMachine", false);
        Optional<String> standingText = arguments.optionalText("standing");
        Optional<Standing> standing = standingText.flatMap(Standing::parse);
        if (standingText.isPresent() && standing.isEmpty()) {
            throw Refusal.badValue(
                    "standing: \"%s\" (expected: newcomer, known, member, moderator or owner)"
                            .formatted(standingText.get()),
                    "Choose one of these.");
        }
        Identity identity = identity(arguments, local);
        arguments.end();
        Decision decision = standing.isPresent()
                ? Admission.decideAs(records.rulebook(), identity, standing.get(), records.now())
                : records.policy().decide(identity);
        return Json.decision(decision);
    }

    private Identity identity(Arguments arguments, boolean local) throws Refusal {
        boolean byHandle = arguments.has("handle");
        Optional<String> subject = arguments.optionalText("subject");
        Optional<String> key = arguments.optionalText("key");
        Optional<String> account = arguments.optionalText("account");
        Optional<String> home = arguments.optionalText("home");
        if (byHandle) {
            int handle = arguments.number("handle", 1, 65_535, 0);
            return sessions.inside().stream()
                    .filter(each -> each.handle() == handle)
                    .map(Inside::identity)
                    .findFirst()
                    .orElseThrow(() -> Refusal.notFound(
                            "handle: %d (expected: that of somebody who is here)".formatted(handle),
                            "Ask by subject instead."));
        }
        Optional<String> text = subject.or(() -> key.map(value -> "key:" + value))
                .or(() -> account.map(value -> "account:" + value))
                .or(() -> home.map(value -> "home:" + value));
        if (text.isEmpty()) {
            return new Identity(NO_KEY, null, null, local, null);
        }
        Subject meant = Subject.parse(text.get())
                .orElseThrow(() -> Refusal.badValue(
                        "subject: \"%s\" (expected: key:FINGERPRINT, account:NAME@DOMAIN or home:DOMAIN)"
                                .formatted(text.get()),
                        "Name one whole subject."));
        Optional<Inside> here = Meant.inside(meant, sessions);
        if (here.isPresent() && meant.kind() != Subject.Kind.HOME) {
            return here.get().identity();
        }
        return switch (meant.kind()) {
            case KEY -> new Identity(meant.value(), null, null, local, null);
            case ACCOUNT -> {
                int at = meant.value().lastIndexOf('@');
                yield new Identity(
                        NO_KEY,
                        null,
                        new Identity.Home(
                                meant.value().substring(at + 1), NO_KEY, meant.value().substring(0, at), 0),
                        local,
                        null);
            }
            case HOME -> new Identity(
                    NO_KEY, null, new Identity.Home(meant.value(), NO_KEY, "somebody", 0), local, null);
            case ASSET, SIGNER -> throw Refusal.badValue(
                    "subject: \"%s\" (expected: a person or a home)".formatted(meant.text()),
                    "Only who stands at the door is decided about.");
        };
    }
}
