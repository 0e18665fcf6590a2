// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.permission;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.TextFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code freehold permission set}. */
@Command(name = "set",
        description = "Change who may do what: name a preset, or one of the options. It holds at once, also for those inside.")
public final class PermissionSetCommand extends ApiCommand {
    @Parameters(paramLabel = "PRESET", arity = "0..1", description = "open, look-only, friends or members.")
    private @Nullable String preset;

    @Option(names = "--rules", paramLabel = "FILE",
            description = "All rules, as JSON: [{\"who\": …, \"allow\": […]}, …],"
                    + " as 'permission list --json' shows them. - for the input stream.")
    private @Nullable Path rules;

    @Option(names = "--newcomers", paramLabel = "NAME=VALUE",
            description = "quarantine=true or false, joinsAtOnce=N, joinsPerMinute=N, chatPerMinute=N, knownAfterHours=N,"
                    + " knownAfterVisits=N; may be repeated.")
    private Map<String, String> newcomers = new LinkedHashMap<>();

    @Option(names = "--gate", paramLabel = "MODE",
            description = "Which home domains are let in: all-except or none-except"
                    + " those named with --domain.")
    private @Nullable String gate;

    @Option(names = "--domain", paramLabel = "DOMAIN", description = "For --gate; may be repeated.")
    private List<String> domains = new ArrayList<>();

    @Option(names = "--outgoing", paramLabel = "FILE",
            description = "Where own members are vouched for, by level, as JSON:"
                    + " [{\"level\": N, \"mode\": …, \"domains\": […]}, …]. - for the input stream.")
    private @Nullable Path outgoing;

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        ObjectNode arguments = Conversation.arguments();
        if (preset != null) {
            arguments.put("preset", preset);
        }
        if (rules != null) {
            arguments.set("rules", TextFile.json(rules));
        }
        if (!newcomers.isEmpty()) {
            arguments.set("newcomers", newcomers());
        }
        if (gate != null) {
            ArrayNode homes = arguments.putObject("gate").put("mode", gate).putArray("homes");
            domains.forEach(homes::add);
        }
        if (outgoing != null) {
            arguments.set("outgoing", TextFile.json(outgoing));
        }
        if (arguments.size() != 1) {
            throw misused("Name one of PRESET, --rules, --newcomers, --gate and --outgoing.");
        }
        return domain.ask("permission/set", arguments);
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        PermissionText.print(answer, out);
    }

    private ObjectNode newcomers() {
        ObjectNode given = Conversation.arguments();
        newcomers.forEach((name, value) -> {
            if (value.equals("true") || value.equals("false")) {
                given.put(name, Boolean.parseBoolean(value));
            } else if (value.matches("[0-9]{1,9}")) {
                given.put(name, Integer.parseInt(value));
            } else {
                throw misused("--newcomers " + name + "=" + value + " (expected: true, false or a whole number)");
            }
        });
        return given;
    }
}
