// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Shown;
import picocli.CommandLine.Command;

/** {@code freehold key rotate}. */
@Command(name = "rotate",
        description = "Give the running domain a new key that the old one vouches for; on the machine of the domain only.")
public final class KeyRotateCommand extends ApiCommand {
    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        return domain.ask("key/rotate", Conversation.arguments());
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        out.println("The domain's key is now " + Shown.text(answer.path("key")));
        out.println(
                "Visitors, homes and subscribers who know the old key follow by themselves. What you print or say is the new one.");
        out.println("Back up the data folder now: an older backup has a key that nobody believes any more.");
    }
}
