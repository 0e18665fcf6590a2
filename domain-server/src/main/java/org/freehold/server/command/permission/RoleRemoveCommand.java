// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.permission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Who;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code freehold role remove}. */
@Command(name = "remove", description = "Take a role back.")
public final class RoleRemoveCommand extends ApiCommand {
    @Parameters(paramLabel = "WHO", description = Who.DESCRIPTION)
    private String who = "";

    private String shown = "";

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        Who found = Who.findSubject(domain, who);
        shown = found.shown();
        return domain.ask("role/remove", found.arguments());
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        out.println(shown + " has no role any more.");
    }
}
