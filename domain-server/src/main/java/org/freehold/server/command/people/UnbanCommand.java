// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.people;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Who;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code freehold unban}. */
@Command(name = "unban", description = "Lift a ban.")
public final class UnbanCommand extends ApiCommand {
    @Parameters(paramLabel = "WHO", description = Who.DESCRIPTION)
    private String who = "";

    private String shown = "";

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        Who found = Who.findSubject(domain, who);
        shown = found.shown();
        return domain.ask("ban/remove", found.arguments());
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        boolean removed = answer.path("removed").asBoolean() || answer.path("removed").asInt() > 0;
        out.println(removed ? shown + " is no longer banned." : shown + " was not banned.");
    }
}
