// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.banlist;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Shown;
import org.freehold.server.command.UntilOption;
import org.freehold.server.command.Who;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code freehold banlist add}. */
@Command(name = "add", description = "Put somebody on an own list; it counts for others when it is published.")
public final class BanListAddCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "LIST", description = "The name of an own list.")
    private String list = "";

    @Parameters(index = "1", paramLabel = "WHO", description = Who.DESCRIPTION)
    private String who = "";

    @Option(names = "--reason", paramLabel = "TEXT",
            description = "Why, in at most 280 characters; everybody can read it. That of your own ban without it.")
    private @Nullable String reason;

    @Option(names = "--category", paramLabel = "CATEGORY",
            description = "What it is about: spam, harassment,"
                    + " flooding, malicious-script, stolen-asset, minors-safety, evasion, impersonation or other."
                    + " That of your own ban without it.")
    private @Nullable String category;

    @Option(names = "--action", paramLabel = "ACTION",
            description = "What you recommend: monitor, warn, quarantine or deny; that of your own ban, or deny, without it.")
    private @Nullable String action;

    @Option(names = "--report", paramLabel = "ID",
            description = "A report that is the evidence; it stays here, kept for appeals, and its digest goes on the list.")
    private @Nullable String report;

    @Mixin
    private UntilOption until = new UntilOption();

    private String shown = "";

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        Who found = Who.findSubject(domain, who);
        shown = found.shown();
        ObjectNode arguments = found.arguments().put("name", list);
        put(arguments, "action", action);
        put(arguments, "category", category);
        put(arguments, "reason", reason);
        put(arguments, "report", report);
        until.addTo(arguments);
        return domain.ask("banlist/add", arguments);
    }

    private static void put(ObjectNode arguments, String name, @Nullable String value) {
        if (value != null) {
            arguments.put(name, value);
        }
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        out.println("For everybody to read: " + Shown.text(answer.path("category")) + ", "
                + Shown.text(answer.path("reason")));
        out.println(shown + " is on " + Shown.clean(list) + ", for nobody else to see until you publish it.");
    }
}
