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

/** {@code freehold banlist relay}. */
@Command(name = "relay",
        description = "Pass on in an own list what a list says that you follow, as far as it is in force here.")
public final class BanListRelayCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "LIST", description = "The name of an own list.")
    private String list = "";

    @Parameters(index = "1", paramLabel = "ID", description = "The subscription, as 'banlist list' shows it.")
    private String id = "";

    @Option(names = "--action", paramLabel = "ACTION", defaultValue = "deny",
            description = "The hardest that you pass on: monitor, warn, quarantine or deny; deny without it.")
    private String action = "deny";

    @Option(names = "--off", description = "Pass it on no longer.")
    private boolean off;

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        ObjectNode arguments = Conversation.arguments().put("name", list).put("id", id);
        return domain.ask("banlist/relay", off ? arguments.put("on", false) : arguments.put("action", action));
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        out.println(off
                ? Shown.clean(id) + " is not passed on any more: what of it is in " + Shown.clean(list)
                        + " ends when you publish, or by itself soon."
                : Shown.clean(list) + " passes on " + Shown.clean(id)
                        + ": publish it now; later changes of that list follow by themselves.");
    }
}
