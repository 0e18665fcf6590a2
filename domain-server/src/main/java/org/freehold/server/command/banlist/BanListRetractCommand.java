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

/** {@code freehold banlist retract}. */
@Command(name = "retract", description = "Take somebody off an own list; subscribers learn it when it is published.")
public final class BanListRetractCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "LIST", description = "The name of an own list.")
    private String list = "";

    @Parameters(index = "1", paramLabel = "WHO",
            description = "A subject on the list, or the id of the entry, such as e-0042.")
    private String who = "";

    @Option(names = "--reason", paramLabel = "TEXT",
            description = "Why; everybody can read it. Without it: no longer needed.")
    private @Nullable String reason;

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        ObjectNode arguments =
                Conversation.arguments().put("name", list).put(who.contains(":") ? "subject" : "id", who);
        return domain.ask("banlist/retract", reason == null ? arguments : arguments.put("reason", reason));
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        out.println(Shown.clean(who) + " is off " + Shown.clean(list) + (answer.has("id")
                ? "; publish it for others to learn that."
                : " again, and was never published."));
    }
}
