// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.freehold.moderation.Permission;
import org.freehold.moderation.admission.Settings;

/** The settings that change while the domain runs. {@code null} gives one back to the file of settings. */
final class SettingsOperations {
    private static final List<String> NAMES = List.of("capacity", "rulesText", "appeals", "software", "places");

    private final Records records;

    SettingsOperations(Records records) {
        this.records = records;
    }

    List<Operation> all() {
        return List.of(
                Simple.reading("settings/list", Permission.MODERATE, (_, arguments) -> {
                    arguments.end();
                    return list();
                }),
                Simple.changing(
                        "settings/set", Permission.ADMINISTER, (caller, arguments) -> set(caller, arguments.all())));
    }

    private ObjectNode list() {
        ObjectNode all = records.rulebook().settings().toJson();
        all.remove("newcomers");
        return all;
    }

    private ObjectNode set(Caller caller, ObjectNode arguments) throws Refusal {
        Map<String, Optional<JsonNode>> wanted = new LinkedHashMap<>();
        for (var member : arguments.properties()) {
            if (!NAMES.contains(member.getKey())) {
                throw Refusal.badValue(
                        "arguments: %s (expected: only %s)".formatted(member.getKey(), String.join(", ", NAMES)),
                        "What is not among these is set in freehold.toml.");
            }
            wanted.put(member.getKey(), Optional.of(member.getValue()).filter(value -> !value.isNull()));
        }
        if (wanted.isEmpty()) {
            throw Refusal.badValue(
                    "arguments: none (expected: %s)".formatted(String.join(", ", NAMES)), "Say what to set.");
        }
        records.change(caller, new Records.Entry("settings/set", "", arguments), before -> {
            ObjectNode json = before.settings().toJson();
            wanted.forEach((name, value) -> value.ifPresentOrElse(
                    some -> json.set(name, some), () -> json.remove(name)));
            return before.with(Settings.fromJson(json));
        });
        return list();
    }
}
