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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code freehold banlist apply}. */
@Command(name = "apply", description = "Do what the preview showed.")
public final class BanListApplyCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "ID", description = "The subscription, as 'banlist list' shows it.")
    private String id = "";

    @Option(names = "--plan", paramLabel = "HASH",
            description = "The plan that the preview showed; when it is another by now, nothing is done. Without it, what is"
                    + " there now is applied.")
    private @Nullable String plan;

    @Mixin
    private SettingOptions settings = new SettingOptions();

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        ObjectNode arguments = Conversation.arguments().put("id", id);
        settings.addTo(arguments);
        String chosen = plan == null
                ? domain.ask("banlist/preview", arguments.deepCopy()).path("plan").asText()
                : plan;
        return domain.ask("banlist/apply", arguments.put("plan", chosen));
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        out.println(Shown.clean(id) + " is applied.");
    }
}
