// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.permission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Shown;
import picocli.CommandLine.Command;

/** {@code freehold owner link}. */
@Command(name = "link",
        description = "Make a new one-time link that makes whoever opens it an owner; on the machine of the domain only.")
public final class OwnerLinkCommand extends ApiCommand {
    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        return domain.ask("owner/link", Conversation.arguments());
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        out.println("Open this domain in your browser, once, with this at the end of its link:");
        out.println();
        out.println("    #claim=" + Shown.text(answer.path("claim")));
        out.println();
        out.println("The link before it does no longer work; who is owner stays it.");
    }
}
