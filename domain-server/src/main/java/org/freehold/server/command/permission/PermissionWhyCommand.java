// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.permission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Shown;
import org.freehold.server.command.Table;
import org.freehold.server.command.Who;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code freehold permission why}. */
@Command(name = "why",
        description = "See the domain as somebody would: what they may do, and which rule decided each.")
public final class PermissionWhyCommand extends ApiCommand {
    @Parameters(paramLabel = "WHO", arity = "0..1",
            description = "Somebody, as for 'freehold kick'; without it anybody who comes for the first time.")
    private @Nullable String who;

    @Option(names = "--standing", paramLabel = "STANDING",
            description = "As if they were newcomer, known, member, moderator or owner.")
    private @Nullable String standing;

    @Option(names = "--from-this-machine", description = "As if they came from the machine of the server.")
    private boolean fromThisMachine;

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        ObjectNode arguments = who == null ? Conversation.arguments() : Who.find(domain, who).arguments();
        if (standing != null) {
            arguments.put("standing", standing);
        }
        if (fromThisMachine) {
            arguments.put("fromThisMachine", true);
        }
        return domain.ask("permission/why", arguments);
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        out.println("Standing: " + Shown.text(answer.path("standing")));
        JsonNode refusal = answer.path("refusal");
        if (refusal.isObject()) {
            out.println("Kept out: " + Shown.text(refusal.path("sentence"))
                    + (refusal.hasNonNull("until") ? " Until " + Shown.time(refusal.path("until")) + "." : "")
                    + (refusal.hasNonNull("appeal") ? " To be asked at " + Shown.text(refusal.path("appeal")) : ""));
        } else {
            out.println("May: " + Shown.list(answer.path("permissions")));
        }
        out.println("Action: " + Shown.text(answer.path("action")));
        out.println();
        Table steps = new Table("STAGE", "WHAT", "EFFECT");
        for (JsonNode step : answer.path("steps")) {
            steps.row(Shown.text(step.path("stage")), Shown.text(step.path("what")), Shown.text(step.path("effect")));
        }
        steps.print(out, "No rule had to be looked at.");
    }
}
