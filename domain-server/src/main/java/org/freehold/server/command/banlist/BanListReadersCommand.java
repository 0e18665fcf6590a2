// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.banlist;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Shown;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code freehold banlist readers}. */
@Command(name = "readers", description = "Let a domain read a private list of your own, or no longer.")
public final class BanListReadersCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "LIST", description = "The name of a private list of your own.")
    private String list = "";

    @Parameters(index = "1", paramLabel = "add|remove", description = "Whether it may, or may no longer.")
    private Change change = Change.add;

    @Parameters(index = "2", paramLabel = "FINGERPRINT", description = "Of the key of that domain, 43 characters.")
    private String reader = "";

    /** As it is written on the command line. */
    private enum Change {
        add,
        remove
    }

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        return domain.ask("banlist/readers",
                Conversation.arguments().put("name", list).put("reader", reader).put("on", change == Change.add));
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        out.println(Shown.clean(reader) + (change == Change.add
                ? " may read " + Shown.clean(list) + " from now on."
                : " may not read " + Shown.clean(list) + " any more; it keeps what it has."));
    }
}
