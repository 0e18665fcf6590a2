// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.care;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.freehold.moderation.audit.AuditChain;
import org.freehold.moderation.signed.DocumentFault;
import org.freehold.moderation.signed.StrictJson;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Shown;
import org.freehold.server.command.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code freehold audit list}. */
@Command(name = "list", description = "Show who did what.")
public final class AuditListCommand extends ApiCommand {

    @Option(names = "--from", paramLabel = "N", description = "From this number on; without it the last ones.")
    private @Nullable Long from;

    @Option(names = "--count", paramLabel = "N", description = "How many at most.")
    private @Nullable Integer count;

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        ObjectNode arguments = Conversation.arguments();
        if (from != null) {
            arguments.put("from", from);
        }
        if (count != null) {
            arguments.put("count", count);
        }
        return domain.ask("audit/list", arguments);
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        Table table = new Table("NUMBER", "AT", "BY", "WHAT", "ABOUT", "DETAILS");
        for (JsonNode line : answer.path("lines")) {
            try {
                ObjectNode entry = StrictJson.parse(
                        line.asText().getBytes(StandardCharsets.UTF_8), AuditChain.MAX_LINE_BYTES);
                table.row(
                        entry.path("seq").asText(), Shown.time(entry.path("at")), Shown.text(entry.path("by")),
                        Shown.text(entry.path("what")), Shown.text(entry.path("subject")),
                        Shown.clean(entry.path("details").toString()));
            } catch (DocumentFault e) {
                table.row("?", "", "", "not a line of an audit log", "", Shown.text(line));
            }
        }
        table.print(out, "Nothing was done yet.");
    }
}
