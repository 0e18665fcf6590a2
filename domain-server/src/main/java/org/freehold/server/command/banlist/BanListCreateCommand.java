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

/** {@code freehold banlist create}. */
@Command(name = "create", description = "Begin a ban list of your own; nothing is published yet.")
public final class BanListCreateCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "LIST", description = "The name of an own list.")
    private String list = "";

    @Option(names = "--title", paramLabel = "TEXT", required = true, description = "What people read above it.")
    private String title = "";

    @Option(names = "--criteria", paramLabel = "URL", required = true,
            description = "Where it says who is listed, and why.")
    private String criteria = "";

    @Option(names = "--appeals", paramLabel = "URL", required = true, description = "Where who is listed can object.")
    private String appeals = "";

    @Option(names = "--scope", paramLabel = "SCOPE", defaultValue = "rule",
            description = "rule, legal or roleplay; rule without it. Roleplay lists have no effect elsewhere.")
    private String scope = "rule";

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        return domain.ask("banlist/create", Conversation.arguments()
                .put("name", list)
                .put("title", title)
                .put("criteria", criteria)
                .put("appeals", appeals)
                .put("scope", scope));
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        out.println("The list " + Shown.clean(list) + " is there, and empty. Fill it with 'freehold banlist add "
                + Shown.clean(list) + " …', then publish it.");
    }
}
