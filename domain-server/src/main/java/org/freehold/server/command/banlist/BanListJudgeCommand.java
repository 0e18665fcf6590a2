// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.banlist;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Shown;
import org.freehold.server.command.UntilOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code freehold banlist judge}. */
@Command(name = "judge",
        description = "Grade a home domain in an own register; it counts for others when it is published.")
public final class BanListJudgeCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "REGISTER", description = "The name of an own register.")
    private String list = "";

    @Parameters(index = "1", paramLabel = "HOME", description = "The home, such as home:bad.example.")
    private String home = "";

    @Option(names = "--reliability", paramLabel = "GRADE", required = true,
            description = "Whether it is there, and true what it vouches for: good, fair, unchecked or poor.")
    private String reliability = "";

    @Option(names = "--protection", paramLabel = "GRADE", required = true,
            description = "How it protects its own people: good, fair, unchecked or poor.")
    private String protection = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true,
            description = "Why, in at most 280 characters; everybody can read it.")
    private String reason = "";

    @Mixin
    private UntilOption until = new UntilOption();

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        ObjectNode arguments = Conversation.arguments()
                .put("name", list)
                .put("subject", home)
                .put("reliability", reliability)
                .put("protection", protection)
                .put("reason", reason);
        until.addTo(arguments);
        return domain.ask("banlist/judge", arguments);
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        out.println(Shown.clean(home) + " is judged in " + Shown.clean(list)
                + ", for nobody else to see until you publish it.");
    }
}
