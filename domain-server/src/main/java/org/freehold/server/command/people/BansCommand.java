// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.people;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Shown;
import org.freehold.server.command.Table;
import picocli.CommandLine.Command;

/** {@code freehold bans}. */
@Command(name = "bans", description = "Show the bans of this domain itself.")
public final class BansCommand extends ApiCommand {
    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        return domain.ask("ban/list", Conversation.arguments());
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        Table table =
                new Table("SUBJECT", "ALSO", "WHERE", "ACTION", "CATEGORY", "SCOPE", "SINCE", "UNTIL", "BY", "REASON");
        for (JsonNode ban : answer.path("bans")) {
            table.row(
                    Shown.text(ban.path("subject")), Shown.list(ban.path("also")),
                    ban.hasNonNull("place") ? Shown.text(ban.path("place")) : "everywhere",
                    Shown.text(ban.path("action")), Shown.text(ban.path("category")), Shown.text(ban.path("scope")),
                    Shown.time(ban.path("since")), ban.hasNonNull("until") ? Shown.time(ban.path("until")) : "no end",
                    Shown.text(ban.path("by")), Shown.text(ban.path("reason")));
        }
        table.print(out, "Nobody is banned.");
    }
}
