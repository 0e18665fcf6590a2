// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.banlist;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Shown;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code freehold banlist publish}. */
@Command(name = "publish", description = "Sign an own list and let others have it.")
public final class BanListPublishCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "LIST", description = "The name of an own list.")
    private String list = "";

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        return domain.ask("banlist/publish", Conversation.arguments().put("name", list));
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        out.println(Shown.clean(list) + " is published, number " + answer.path("seq").asText() + ", with "
                + Shown.count(answer.path("entries").asLong(), "entry", "entries") + ". Others subscribe with:");
        out.println();
        out.println("    freehold banlist subscribe " + Shown.text(answer.path("url")) + " --key "
                + Shown.text(answer.path("key")));
    }
}
