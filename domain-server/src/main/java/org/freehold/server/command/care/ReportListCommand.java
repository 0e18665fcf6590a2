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

/** {@code freehold report list}. */
@Command(name = "list", description = "Show what visitors have reported.")
public final class ReportListCommand extends ApiCommand {
    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        return domain.ask("report/list", Conversation.arguments());
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        Table table = new Table("ID", "AT", "BY", "ABOUT", "CATEGORY", "REASON", "ERASED");
        for (JsonNode each : answer.path("reports")) {
            table.row(
                    Shown.text(each.path("id")), Shown.time(each.path("at")), who(each.path("by")),
                    who(each.path("about")), Shown.text(each.path("category")), Shown.text(each.path("reason")),
                    Shown.time(each.path("erase")));
        }
        table.print(out, "Nothing was reported.");
    }

    /** Name and the beginning of the fingerprint; what is unknown is left out. */
    private static String who(JsonNode person) {
        String name = Shown.text(person.path("name"));
        return person.hasNonNull("fingerprint")
                ? (name + " " + Shown.fingerprint(person.path("fingerprint"))).strip()
                : name;
    }
}
