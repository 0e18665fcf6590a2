// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.banlist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Shown;
import org.freehold.server.command.Table;
import org.freehold.server.command.TextFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code freehold banlist import}. */
@Command(name = "import",
        description = "Read a list of another kind; its entries are drafts until you decide about each.")
public final class BanListImportCommand extends ApiCommand {
    @Parameters(paramLabel = "FILE", description = "The list; - for the input stream.")
    private Path file = Path.of("-");

    @Option(names = "--format", paramLabel = "FORMAT", required = true,
            description = "matrix (policy events as JSON), mastodon (CSV of domain blocks), minecraft (banned-players.json)"
                    + " or plain (a subject on each line).")
    private String format = "";

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        return domain.ask("import", Conversation.arguments().put("format", format).put("text", TextFile.text(file)));
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        Table drafts = new Table("SUBJECT", "ACTION", "CATEGORY", "REASON");
        for (JsonNode draft : answer.path("drafts")) {
            drafts.row(
                    Shown.text(draft.path("subject")), Shown.text(draft.path("action")),
                    Shown.text(draft.path("category")), Shown.text(draft.path("reason")));
        }
        drafts.print(out, "Nothing in it can be taken over.");
        for (JsonNode skipped : answer.path("skipped")) {
            out.println("Line " + skipped.path("line").asText() + " is left out: " + Shown.text(skipped.path("why")));
        }
        out.println();
        out.println("Nothing is in effect yet. Take over what you want with 'freehold ban' or 'freehold banlist add'.");
    }
}
