// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import static org.freehold.moderation.admission.People.NOW;
import static org.freehold.moderation.admission.People.ban;
import static org.freehold.moderation.admission.People.key;
import static org.freehold.moderation.admission.People.keyOf;
import static org.freehold.moderation.admission.People.subject;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Permission;
import org.freehold.moderation.Standing;
import org.freehold.moderation.banlist.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored is read again as it was, and what is not known is refused (W-119, W-120). */
class RulebookDocumentsTest {
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void aFullRulebookIsReadAgainAsItWas() throws Fault {
        Rulebook full = full();

        assertEquals(full, RulebookDocuments.read(People.open(), RulebookDocuments.write(full)));
    }

    @Test
    void aDomainThatHasNothingStoredIsAsInitially() throws Fault {
        Rulebook initial = Rulebook.initial(People.US, true);

        assertEquals(initial, RulebookDocuments.read(initial, Map.of("list:main", "{}", "home", "{}")));
        assertEquals(initial, RulebookDocuments.read(initial, RulebookDocuments.write(initial)));
    }

    @Test
    void onlyTheDocumentsThatChangedAreWritten() throws Fault {
        Rulebook before = full();
        Rulebook after = before.with(Gate.OPEN).with(before.settings().withCapacity(7));

        assertEquals(Set.of("gate", "settings"), RulebookDocuments.changes(before, after).keySet());
        assertEquals(Map.of(), RulebookDocuments.changes(before, full()));
    }

    @Test
    void whatWasNeverSaidOfNewcomersIsAsInitially() throws Fault {
        Rulebook read = RulebookDocuments.read(
                People.open(), Map.of("settings", "{\"newcomers\":{\"quarantine\":true}}"));

        assertEquals(new Newcomers(true, 300, 120, 10, 24, 2), read.settings().newcomers());
        assertEquals(
                new Newcomers(false, 9, 9, 10, 24, 2),
                RulebookDocuments.read(People.open(), Map.of("settings", "{\"newcomers\":{\"joinsPerMinute\":9}}"))
                        .settings()
                        .newcomers(),
                "one number was for both");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                    "rules     | {}                                                     | rules: {} (expected: preset, rules or both)",
                    "rules     | {\"preset\":\"closed\"}                                | rules.preset: closed (expected: open, look-only, friends or members)",
                    "rules     | {\"rules\":[{\"who\":\"all\",\"allow\":[]}]}           | rules.rules[0].who: all (expected: everybody, anonymous,",
                    "rules     | {\"rules\":[{\"who\":\"home:*.example\",\"allow\":[]}]} | rules.rules[0].who: home:*.example (expected:",
                    "rules     | {\"rules\":[{\"who\":\"asset:x\",\"allow\":[]}]}       | rules.rules[0].who: asset:x (expected:",
                    "rules     | {\"rules\":[{\"who\":\"known\",\"allow\":[\"fly\"]}]}  | rules.rules[0].allow: \"fly\" is no permission (expected: enter, chat,",
                    "rules     | {\"rules\":[{\"who\":\"known\",\"deny\":[\"chat\"]}]}  | rules.rules[0].deny: unknown (expected: allow, who)",
                    "rules     | [                                                      | rules: Unexpected end-of-input",
                    "rules     | {\"preset\":\"open\",\"preset\":\"members\"}           | rules: Duplicate field 'preset'",
                    "gate      | {\"mode\":\"most\",\"homes\":[]}                       | gate.mode: most (expected: all-except or none-except)",
                    "gate      | {\"mode\":\"all-except\",\"homes\":[\"*\"]}            | gate.homes[0]: \"*\" (expected: the name of one domain",
                    "gate      | {\"mode\":\"all-except\",\"homes\":[\"\"]}             | gate.homes[0]: \"\" (expected: the name of one domain",
                    "outgoing  | [{\"level\":101,\"mode\":\"all-except\"}]              | outgoing[0].level: 101 (expected: a whole number from 0 to 100)",
                    "outgoing  | [{\"mode\":\"all-except\"}]                            | outgoing[0].level: null (expected: each level once, from 0 to 100)",
                    "roster    | [{\"subject\":\"key:x\"}]                              | roster[0].subject: key:x (expected: a subject such as",
                    "bans      | {\"bans\":[{\"subject\":\"home:com\"}]}                | bans.bans[0].subject: home:com (expected: a subject such as",
                    "bans      | {\"mutes\":{}}                                         | bans.mutes: {} (expected: an array of at most",
                    "overrides | {\"verdicts\":[{\"subject\":\"home:a.example\",\"verdict\":\"maybe\"}]} | overrides.verdicts[0].verdict: maybe (expected: allow or deny)",
                    "settings  | {\"newcomers\":{\"joinsPerMinute\":-1}}                | newcomers.joinsPerMinute: -1 (expected: a whole number from 0 to 100000)",
                    "settings  | {\"newcomers\":{\"joinsPerMinute\":1.5}}               | newcomers.joinsPerMinute: 1.5 (expected: a whole number",
                    "settings  | {\"newcomers\":{\"quarantine\":\"yes\"}}               | newcomers.quarantine: \"yes\" (expected: true or false)",
                    "settings  | {\"software\":{\"deny\":[\"*\"]}}                      | software.deny: \"*\" (expected: the name of a program",
                    "settings  | {\"appeals\":\"javascript:alert(1)\"}                  | settings.appeals: javascript:alert(1) (expected: an address",
                    "settings  | {\"capacity\":0}                                       | settings.capacity: 0 (expected: a whole number from 1 to 100000)"
            })
    void whatIsWrongIsNamedWithWhatWasExpected(String document, String text, String message) {
        Fault fault =
                assertThrows(Fault.class, () -> RulebookDocuments.read(People.open(), Map.of(document, text)));

        assertTrue(fault.sentence().startsWith(message), fault.sentence());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                    "nationality",
                    "citizenship",
                    "country",
                    "religion",
                    "race",
                    "ethnicity",
                    "sex",
                    "gender",
                    "orientation",
                    "disability",
                    "health",
                    "politics"
            })
    void noRuleCanAskWhatSomebodyIsOrBelieves(String attribute) throws JsonProcessingException, Fault {
        int places = 0;
        for (Map.Entry<String, String> document : RulebookDocuments.write(full()).entrySet()) {
            JsonNode json = JSON.readTree(document.getValue());
            for (ObjectNode object : objects(json)) {
                object.put(attribute, "x");
                assertRefused(document.getKey(), json.toString());
                object.remove(attribute);
                places++;
            }
        }
        assertTrue(places >= 20, places + " objects tried");
        assertRefused("rules", "{\"rules\":[{\"who\":\"" + attribute + ":x\",\"allow\":[\"enter\"]}]}");
        assertRefused("rules", "{\"rules\":[{\"who\":\"known\",\"allow\":[\"" + attribute + "\"]}]}");
        assertRefused(
                "bans",
                "{\"bans\":[{\"subject\":\"home:a.example\",\"action\":\"deny\",\"category\":\"" + attribute + "\"}]}");
    }

    @Test
    void aFaultCostsNoStackTrace() {
        Fault fault = assertThrows(Fault.class, () -> DomainRef.parse("*"));

        assertEquals(0, fault.getStackTrace().length);
    }

    private static void assertRefused(String document, String text) {
        Fault fault =
                assertThrows(Fault.class, () -> RulebookDocuments.read(People.open(), Map.of(document, text)), text);
        assertEquals(Fault.Code.NOT_A_CRITERION, fault.code(), fault.sentence());
        assertEquals(422, fault.code().status());
    }

    private static List<ObjectNode> objects(JsonNode json) {
        List<ObjectNode> objects = new ArrayList<>();
        if (json instanceof ObjectNode object) {
            objects.add(object);
        }
        json.forEach(child -> objects.addAll(objects(child)));
        return objects;
    }

    private static Rulebook full() throws Fault {
        Rules rules = Rules.initial(true)
                .plus(new Rule(new Who.Holder(subject("home:school.example")), Set.of(Permission.VOICE)))
                .plus(new Rule(new Who.Anonymous(), Set.of()));
        Bans bans = Bans.NONE
                .with(ban(keyOf("ann"), Action.DENY, NOW.plusSeconds(60), "stage"))
                .with(ban(subject("home:bad.example")))
                .with(new Ban(
                        List.of(keyOf("eve"), subject("account:eve@bad.example")), Action.DENY, Category.OTHER,
                        Scope.ROLEPLAY, "betrayed the king", NOW, null, null, "ola"))
                .with(new Mute(List.of(keyOf("fay"), keyOf("fay-portable")), "shouted", NOW, null, "mo"))
                .with(new Mute(keyOf("bob"), "shouted", NOW, NOW.plusSeconds(60), "mo"))
                .with(new Mute(keyOf("cat"), "shouted", NOW, null, "mo"));
        Overrides overrides = Overrides.NONE
                .with(People.ruling(subject("account:ann@friend.example"), Overrides.Verdict.ALLOW))
                .with(new Overrides.Ruling(keyOf("dan"), Overrides.Verdict.DENY, "spoke to him", NOW, "ola"))
                .ignoring(new Overrides.Ignored(key("issuer"), "https://a.example/lists/main", "e-1"))
                .ignoring(new Overrides.Ignored(key("issuer"), "https://a.example/lists/main", null));
        Settings settings = new Settings(
                new Newcomers(true, 4, 5, 6, 7, 8),
                ClientSoftware.of(List.of("BadViewer 1.*")),
                new PlaceRules(Map.of("club", new PlaceRules.PlaceRule(true, false))),
                50,
                "Be kind.",
                "mailto:ola@us.example");
        Gate gate = new Gate(DomainFilter.noneExcept(
                DomainRef.parse("friend.example"), new DomainRef("b.example", key("b")), DomainRef.parse(key("c"))));
        Outgoing outgoing = Outgoing.OPEN.with(0, gate.homes()).with(10, DomainFilter.ALL);
        Rulebook roles = People.withRoles();
        Roster roster = roles.roster()
                .with(new Roster.Entry(keyOf("kitchen"), Standing.OWNER, "the laptop in the kitchen", NOW, "shell"));
        return roles.with(rules)
                .with(roster)
                .with(bans)
                .with(overrides)
                .with(gate)
                .with(outgoing)
                .with(settings);
    }
}
