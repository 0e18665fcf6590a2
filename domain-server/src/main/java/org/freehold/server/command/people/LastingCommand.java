// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.people;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.UntilOption;
import org.freehold.server.command.Who;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Does something about somebody that lasts, or ends it. */
abstract class LastingCommand extends ApiCommand {
    private final String operation;
    private final String state;

    @Parameters(paramLabel = "WHO", description = Who.DESCRIPTION)
    private String who = "";

    @Option(names = "--reason", paramLabel = "TEXT",
            description = "Why; told to the person. Needed unless it is ended.")
    private @Nullable String reason;

    @Mixin
    private UntilOption until = new UntilOption();

    @Option(names = "--off", description = "End it.")
    private boolean off;

    private String shown = "";

    /** {@code state}: what they are then, such as {@code muted}. */
    LastingCommand(String operation, String state) {
        this.operation = operation;
        this.state = state;
    }

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        if (reason == null && !off) {
            throw misused("--reason TEXT is missing: the person reads why.");
        }
        Who found = Who.find(domain, who);
        shown = found.shown();
        ObjectNode arguments = found.arguments();
        if (reason != null) {
            arguments.put("reason", reason);
        }
        arguments.put("on", !off);
        if (!off) {
            until.addTo(arguments);
        }
        return domain.ask(operation, arguments);
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        out.println(shown + (off ? " is no longer " : " is ") + state + ".");
    }
}
