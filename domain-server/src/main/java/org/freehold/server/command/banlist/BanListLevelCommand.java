// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.banlist;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Shown;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code freehold banlist level}. */
@Command(name = "level", description = "Say how far a subscription is followed.")
public final class BanListLevelCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "ID", description = "The subscription, as 'banlist list' shows it.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "LEVEL", description = "monitor, warn, quarantine or enforce.")
    private String level = "";

    @Option(names = "--corroborate", paramLabel = "N",
            description = "Only entries that this many independent publishers have.")
    private @Nullable Integer corroborate;

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        ObjectNode arguments = Conversation.arguments().put("id", id).put("level", level);
        if (corroborate != null) {
            arguments.put("corroborate", corroborate);
        }
        return domain.ask("banlist/level", arguments);
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        out.println(Shown.clean(id) + " is followed at the level " + Shown.clean(level) + ".");
    }
}
