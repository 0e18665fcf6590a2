// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.banlist;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Shown;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code freehold banlist preview}. */
@Command(name = "preview", description = "Show what a list would do here, and to whom who is here now.")
public final class BanListPreviewCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "ID", description = "The subscription, as 'banlist list' shows it.")
    private String id = "";

    @Mixin
    private SettingOptions settings = new SettingOptions();

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        ObjectNode arguments = Conversation.arguments().put("id", id);
        settings.addTo(arguments);
        return domain.ask("banlist/preview", arguments);
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        PreviewText.print(Shown.clean(id), settings.again(), answer, out);
    }
}
