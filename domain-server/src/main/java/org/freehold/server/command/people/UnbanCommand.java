// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.people;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Shown;
import org.freehold.server.command.Who;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code freehold unban}. */
@Command(name = "unban", description = "Lift what was done about somebody, for everything that the ban was about.")
public final class UnbanCommand extends ApiCommand {
    @Parameters(paramLabel = "WHO", description = Who.DESCRIPTION)
    private String who = "";

    @Option(names = "--place", paramLabel = "NAME", description = "Only the ban from this place.")
    private @Nullable String place;

    private String shown = "";

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        Who found = Who.findSubject(domain, who);
        shown = found.shown();
        ObjectNode arguments = found.arguments();
        if (place != null) {
            arguments.put("place", place);
        }
        return domain.ask("ban/remove", arguments);
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        out.println(shown + " is no longer banned" + (place == null ? "." : " from " + place + "."));
        if (answer.path("subjects").size() > 1) {
            out.println("Lifted with it: " + Shown.list(answer.path("subjects")));
        }
        for (JsonNode ban : answer.path("stays")) {
            out.println("Still there: " + Shown.text(ban.path("action")) + " of " + Shown.text(ban.path("subject"))
                    + (ban.hasNonNull("place") ? " in " + Shown.text(ban.path("place")) : "")
                    + ", an act of its own: " + Shown.text(ban.path("reason")));
        }
    }
}
