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

/** {@code freehold home list}. */
@Command(name = "list", description = "Show the homes that have vouched for people here, with their keys.")
public final class HomeListCommand extends ApiCommand {
    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        return domain.ask("home/list", Conversation.arguments());
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        Table table = new Table("HOME", "KEY", "SINCE");
        for (JsonNode home : answer.path("homes")) {
            table.row(Shown.text(home.path("home")), Shown.text(home.path("key")), Shown.time(home.path("since")));
        }
        table.print(out, "No home has vouched for anybody here.");
    }
}
