// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.banlist;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Shown;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code freehold banlist ignore}. */
@Command(name = "ignore",
        description = "Let an entry of a list that you follow have no effect here, also when the list changes.")
public final class BanListIgnoreCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "ID", description = "The subscription, as 'banlist list' shows it.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "ENTRY", description = "The id of the entry, as 'banlist preview' shows it.")
    private String entry = "";

    @Option(names = "--off", description = "Let it have effect again.")
    private boolean off;

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        return domain.ask("banlist/ignore",
                Conversation.arguments().put("id", id).put("entry", entry).put("on", !off));
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        out.println(Shown.clean(entry) + " of " + Shown.clean(id) + (off ? " counts again." : " is ignored."));
    }
}
