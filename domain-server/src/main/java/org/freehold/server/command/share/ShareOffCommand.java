// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.share;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import picocli.CommandLine.Command;

/** {@code freehold share off}. */
@Command(name = "off",
        description = "Share the domain no more: its link leads nowhere from now on. Who is inside stays.")
public final class ShareOffCommand extends ApiCommand {
    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        return domain.ask("share/off", Conversation.arguments());
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        ShareText.tell(answer, out);
    }
}
