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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code freehold mute}. */
@Command(name = "mute", description = "Take chat and voice from somebody, or give it back.")
public final class MuteCommand extends ApiCommand {
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
        return domain.ask("people/mute", arguments);
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        out.println(shown + (off ? " is no longer muted." : " is muted."));
    }
}
