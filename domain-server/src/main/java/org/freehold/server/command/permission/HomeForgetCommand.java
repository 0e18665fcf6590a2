// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.permission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Shown;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code freehold home forget}. */
@Command(name = "forget",
        description = "Forget the key of a home that lost it; at its next word it is asked for its key anew.")
public final class HomeForgetCommand extends ApiCommand {
    @Parameters(paramLabel = "HOME", description = "Its name, as 'home list' shows it.")
    private String home = "";

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        return domain.ask("home/forget", Conversation.arguments().put("home", home));
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        out.println(answer.path("removed").asBoolean()
                ? Shown.clean(home) + " is forgotten; at its next word it is asked for its key anew."
                : Shown.clean(home) + " has not vouched for anybody here, so nothing was changed.");
    }
}
