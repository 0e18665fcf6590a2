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

/** {@code freehold banlist create}. */
@Command(name = "create", description = "Begin a ban list of your own; nothing is published yet.")
public final class BanListCreateCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "LIST", description = "The name of an own list.")
    private String list = "";

    @Option(names = "--title", paramLabel = "TEXT", description = "What people read above it; its name without it.")
    private @Nullable String title;

    @Option(names = "--criteria", paramLabel = "URL",
            description = "Where it says who is listed, and why; a page of this domain without it.")
    private @Nullable String criteria;

    @Option(names = "--appeals", paramLabel = "URL",
            description = "Where who is listed can object; a page of this domain without it.")
    private @Nullable String appeals;

    @Option(names = "--register", description = "A register that grades home domains, instead of a ban list.")
    private boolean register;

    @Option(names = "--private",
            description = "Only for domains that you name with 'banlist readers'; for everybody without it.")
    private boolean isPrivate;

    @Option(names = "--scope", paramLabel = "SCOPE", defaultValue = "rule",
            description = "rule, legal or roleplay; rule without it. Roleplay lists have no effect elsewhere.")
    private String scope = "rule";

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        ObjectNode arguments = Conversation.arguments().put("name", list).put("scope", scope);
        put(arguments, "title", title);
        put(arguments, "criteria", criteria);
        put(arguments, "appeals", appeals);
        if (isPrivate) {
            arguments.put("private", true);
        }
        return domain.ask("banlist/create", register ? arguments.put("kind", "register") : arguments);
    }

    private static void put(ObjectNode arguments, String name, @Nullable String value) {
        if (value != null) {
            arguments.put(name, value);
        }
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        out.println("The list " + Shown.clean(list) + " is there, and empty. Fill it with 'freehold banlist "
                + (register ? "judge " : "add ") + Shown.clean(list) + " …', then publish it."
                + (isPrivate ? " Nobody else can read it before you name them: 'freehold banlist readers "
                        + Shown.clean(list) + " add FINGERPRINT'." : ""));
    }
}
