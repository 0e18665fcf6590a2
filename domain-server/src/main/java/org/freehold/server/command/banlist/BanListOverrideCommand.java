// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.banlist;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Who;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code freehold banlist override}. */
@Command(name = "override", description = "Decide about somebody yourself, whatever lists say.")
public final class BanListOverrideCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "WHO", description = Who.DESCRIPTION)
    private String who = "";

    @Parameters(index = "1", paramLabel = "VERDICT",
            description = "allow, deny, or none to leave it to the lists again.")
    private String verdict = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; for your log.")
    private @Nullable String reason;

    private String shown = "";

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        Who found = Who.findSubject(domain, who);
        shown = found.shown();
        ObjectNode arguments = found.arguments().put("verdict", verdict);
        if (reason != null) {
            arguments.put("reason", reason);
        }
        return domain.ask("banlist/override", arguments);
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        out.println(switch (verdict) {
            case "allow" -> shown + " is let in, whatever lists say.";
            case "deny" -> shown + " is kept out, whatever lists say.";
            default -> "It is up to the lists again whether " + shown + " is let in.";
        });
    }
}
