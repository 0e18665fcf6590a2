// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.permission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Shown;
import org.freehold.server.command.Table;
import picocli.CommandLine.Command;

/** {@code freehold role list}. */
@Command(name = "list", description = "Show members, moderators and owners.")
public final class RoleListCommand extends ApiCommand {
    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        return domain.ask("role/list", Conversation.arguments());
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        Table table = new Table("SUBJECT", "STANDING", "NAME", "SINCE", "BY");
        for (JsonNode role : answer.path("roles")) {
            table.row(
                    Shown.text(role.path("subject")), Shown.text(role.path("standing")), Shown.text(role.path("name")),
                    Shown.time(role.path("since")), Shown.text(role.path("by")));
        }
        table.print(out, "Nobody has a role.");
    }
}
