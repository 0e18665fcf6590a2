// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.people;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Shown;
import org.freehold.server.command.UntilOption;
import org.freehold.server.command.Who;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code freehold ban}. */
@Command(name = "ban", description = "Keep somebody, or everybody of a home domain, out of the domain.")
public final class BanCommand extends ApiCommand {
    @Parameters(paramLabel = "WHO", description = Who.DESCRIPTION)
    private String who = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; told to the person.")
    private String reason = "";

    @Option(names = "--category", paramLabel = "CATEGORY", required = true,
            description = "What it is about: spam, harassment,"
                    + " flooding, malicious-script, stolen-asset, minors-safety, evasion, impersonation or other.")
    private String category = "";

    @Option(names = "--action", paramLabel = "ACTION",
            description = "monitor, warn, quarantine or deny; deny without it.")
    private @Nullable String action;

    @Option(names = "--scope", paramLabel = "SCOPE",
            description = "What kind of wrong it is: rule, legal or roleplay; rule without it. What is part of a game stays in it"
                    + " and can't be published.")
    private @Nullable String scope;

    @Option(names = "--place", paramLabel = "NAME",
            description = "Only for this place of the domain, a zone; 'freehold place list' shows them.")
    private @Nullable String place;

    @Mixin
    private UntilOption until = new UntilOption();

    private String shown = "";

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        Who found = Who.find(domain, who);
        shown = found.shown();
        ObjectNode arguments = found.arguments().put("reason", reason).put("category", category);
        if (action != null) {
            arguments.put("action", action);
        }
        if (scope != null) {
            arguments.put("scope", scope);
        }
        if (place != null) {
            arguments.put("place", place);
        }
        until.addTo(arguments);
        return domain.ask("ban/add", arguments);
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        JsonNode ban = answer.path("ban");
        String what = switch (ban.path("action").asText("deny")) {
            case "deny" -> answer.path("hit").asInt() > 0 ? " is out." : " can't come in.";
            case "quarantine" -> " may only look and walk.";
            case "warn" -> " is warned on entering.";
            default -> " is watched, and nothing else.";
        };
        String where = place == null ? "" : " At " + place + ":";
        String end = ban.hasNonNull("until")
                ? "The ban ends " + Shown.time(ban.path("until")) + "."
                : "The ban has no end; lift it with 'freehold unban'.";
        out.println((where + " " + shown + what + " " + end).strip());
    }
}
