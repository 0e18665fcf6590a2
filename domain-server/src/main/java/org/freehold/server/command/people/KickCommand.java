// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.people;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Who;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code freehold kick}. */
@Command(name = "kick", description = "Send somebody out of the domain, who may come back.")
public final class KickCommand extends ApiCommand {
    @Parameters(paramLabel = "WHO", description = Who.DESCRIPTION)
    private String who = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; told to the person.")
    private String reason = "";

    private String shown = "";

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        Who found = Who.find(domain, who);
        shown = found.shown();
        ObjectNode arguments = found.arguments().put("reason", reason);
        return domain.ask("people/kick", arguments);
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        out.println(shown + (answer.path("hit").asInt(1) == 0 ? " is not here now." : " is out, and may come back."));
    }
}
