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

/** {@code freehold banlist leave}. */
@Command(name = "leave",
        description = "End a subscription, in steps: what it denied is first in quarantine, then free.")
public final class BanListLeaveCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "ID", description = "The subscription, as 'banlist list' shows it.")
    private String id = "";

    @Option(names = "--now", description = "At once.")
    private boolean now;

    @Option(names = "--adopt", description = "Keep its entries as bans of your own.")
    private boolean adopt;

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        if (now && adopt) {
            throw misused("--now and --adopt: name one of them.");
        }
        return domain.ask("banlist/leave",
                Conversation.arguments().put("id", id).put("how", now ? "now" : adopt ? "adopt" : "staged"));
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        out.println(Shown.clean(id) + (now ? " has no effect any more."
                : adopt ? " is left; its entries are bans of your own now."
                        : " is being left; its effects end step by step."));
    }
}
