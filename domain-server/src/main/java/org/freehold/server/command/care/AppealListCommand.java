// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.care;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Shown;
import org.freehold.server.command.Table;
import picocli.CommandLine.Command;

/** {@code freehold appeal list}. */
@Command(name = "list", description = "Show who objects to an entry of an own list or a ban.")
public final class AppealListCommand extends ApiCommand {
    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        return domain.ask("appeal/list", Conversation.arguments());
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        Table table = new Table("ID", "STATE", "FROM", "AT", "TEXT");
        for (JsonNode each : answer.path("appeals")) {
            table.row(
                    Shown.text(each.path("id")), Shown.text(each.path("state")), Shown.text(each.path("subject")),
                    Shown.time(each.path("at")), Shown.text(each.path("text")));
        }
        table.print(out, "Nobody objects to anything.");
    }
}
