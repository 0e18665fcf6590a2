// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.banlist;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.freehold.server.command.DomainCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Shown;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code freehold banlist subscribe}. */
@Command(name = "subscribe",
        description = "Follow the list of somebody else: fetch it and show what it would do. Nothing is applied yet.")
public final class BanListSubscribeCommand extends DomainCommand {
    @Parameters(paramLabel = "URL", description = "Where the list is.")
    private String url = "";

    @Option(names = "--key", paramLabel = "THUMBPRINT", required = true,
            description = "Of the publisher's key, as the publisher told you by another way.")
    private String key = "";

    @Option(names = "--level", paramLabel = "LEVEL", defaultValue = "monitor",
            description = "How far you follow it: monitor, warn, quarantine or enforce; monitor without it.")
    private String level = "monitor";

    @Option(names = "--as", paramLabel = "FILE",
            description = "For --url: the key of somebody who has the permission there, in PEM or a portable key; other commands call it --key.")
    private @Nullable Path keyFile;

    @Override
    protected @Nullable Path keyFile() {
        return keyFile;
    }

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        return domain.ask("banlist/subscribe",
                Conversation.arguments().put("url", url).put("key", key).put("level", level));
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        String id = Shown.text(answer.path("id"));
        if (answer.path("preview") instanceof ObjectNode preview) {
            PreviewText.print(id, "", preview, out);
        } else {
            out.println("Followed as " + id + ", but not fetched yet: " + Shown.text(answer.path("problem"))
                    + ". It is tried again by itself; 'freehold banlist refresh " + id + "' tries now.");
        }
    }
}
