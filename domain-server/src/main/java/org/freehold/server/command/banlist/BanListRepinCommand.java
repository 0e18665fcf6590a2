// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.banlist;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.DomainCommand;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Shown;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code freehold banlist repin}. */
@Command(name = "repin",
        description = "Trust another key for a list: its publisher lost the old one, or moved. What comes next waits for you.")
public final class BanListRepinCommand extends DomainCommand {
    @Parameters(index = "0", paramLabel = "ID", description = "The subscription, as 'banlist list' shows it.")
    private String id = "";

    @Option(names = "--key", paramLabel = "THUMBPRINT", required = true,
            description = "Of the publisher's new key, as the publisher told you by another way.")
    private String key = "";

    @Option(names = "--address", paramLabel = "URL", description = "Where the list is now; without it, where it was.")
    private @Nullable String address;

    @Option(names = "--as", paramLabel = "FILE",
            description = "For --url: the key of somebody who has the permission there, in PEM or a portable key; other commands call it --key.")
    private @Nullable Path keyFile;

    @Override
    protected @Nullable Path keyFile() {
        return keyFile;
    }

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        ObjectNode arguments = Conversation.arguments().put("id", id).put("key", key);
        if (address != null) {
            arguments.put("url", address);
        }
        return domain.ask("banlist/repin", arguments);
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        String shown = Shown.clean(id);
        if (answer.hasNonNull("problem")) {
            out.println("The key is pinned. What is in force stays; the list could not be fetched yet: "
                    + Shown.text(answer.path("problem")));
        } else {
            out.println("The key is pinned. What is in force stays until you apply what came: freehold banlist preview "
                    + shown);
        }
    }
}
