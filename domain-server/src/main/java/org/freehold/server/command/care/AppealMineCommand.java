// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.care;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Shown;
import org.freehold.server.command.Table;
import picocli.CommandLine.Command;

/** {@code freehold appeal mine}. */
@Command(name = "mine", description = "Show what became of your objections.")
public final class AppealMineCommand extends AppealingCommand {
    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        return domain.ask("appeal/mine", Conversation.arguments());
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        Table table = new Table("ID", "LIST", "STATE", "AT", "ANSWER");
        for (JsonNode each : answer.path("appeals")) {
            table.row(
                    Shown.text(each.path("id")), Shown.text(each.path("list")), Shown.text(each.path("state")),
                    Shown.time(each.path("at")), Shown.text(each.path("answer")));
        }
        table.print(out, "You objected to nothing here by this key.");
    }
}
