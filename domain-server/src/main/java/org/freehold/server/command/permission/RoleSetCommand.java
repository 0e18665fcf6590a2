// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.permission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Shown;
import org.freehold.server.command.Who;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code freehold role set}. */
@Command(name = "set", description = "Make somebody a member, a moderator or an owner.")
public final class RoleSetCommand extends ApiCommand {
    @Parameters(paramLabel = "WHO", description = Who.DESCRIPTION)
    private String who = "";

    @Parameters(paramLabel = "STANDING", description = "member, moderator or owner.")
    private String standing = "";

    @Option(names = "--name", paramLabel = "NAME", description = "How you call them; for your list only.")
    private @Nullable String name;

    private String shown = "";

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        Who found = Who.findSubject(domain, who);
        shown = found.shown();
        ObjectNode arguments = found.arguments().put("standing", standing);
        if (name != null) {
            arguments.put("name", name);
        }
        return domain.ask("role/set", arguments);
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        out.println(shown + " is " + Shown.clean(standing) + " now.");
    }
}
