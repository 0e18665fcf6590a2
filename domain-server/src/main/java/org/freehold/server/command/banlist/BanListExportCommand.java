// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.banlist;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code freehold banlist export}. */
@Command(name = "export", description = "Write an own list, a subscribed one, or the domain's bans for other programs.")
public final class BanListExportCommand extends ApiCommand {
    @Parameters(paramLabel = "LIST", arity = "0..1",
            description = "The name of a list; without it the bans of the domain.")
    private @Nullable String list;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "json",
            description = "json, csv (as Mastodon reads it; home domains only) or text; json without it.")
    private String format = "json";

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        ObjectNode arguments = Conversation.arguments().put("format", format);
        if (list == null) {
            arguments.put("bans", true);
        } else {
            arguments.put("list", list);
        }
        return domain.ask("export", arguments);
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        String text = answer.path("text").asText();
        out.print(text.endsWith("\n") ? text : text + "\n");
    }
}
