// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.people;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Who;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Does something once about somebody who is here. */
abstract class PassingCommand extends ApiCommand {
    private final String operation;
    private final String done;
    private final String nobody;

    @Parameters(paramLabel = "WHO", description = Who.DESCRIPTION)
    private String who = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; told to the person.")
    private String reason = "";

    private String shown = "";

    /**
     * What follows their name then.
     *
     * @param nobody when they are not here
     */
    PassingCommand(String operation, String done, String nobody) {
        this.operation = operation;
        this.done = done;
        this.nobody = nobody;
    }

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        Who found = Who.find(domain, who);
        shown = found.shown();
        return domain.ask(operation, found.arguments().put("reason", reason));
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        out.println(shown + " " + (answer.path("hit").asInt(1) == 0 ? nobody : done));
    }
}
