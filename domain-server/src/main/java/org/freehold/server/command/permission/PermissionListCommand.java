// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.permission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import picocli.CommandLine.Command;

/** {@code freehold permission list}. */
@Command(name = "list", description = "Show who may do what.")
public final class PermissionListCommand extends ApiCommand {
    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        return domain.ask("permission/list", Conversation.arguments());
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        PermissionText.print(answer, out);
    }
}
