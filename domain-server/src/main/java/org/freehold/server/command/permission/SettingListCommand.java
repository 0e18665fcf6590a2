// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.permission;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Shown;
import org.freehold.server.command.Table;
import picocli.CommandLine.Command;

/** {@code freehold setting list}. */
@Command(name = "list", description = "Show the settings that can be changed while the domain runs.")
public final class SettingListCommand extends ApiCommand {
    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        return domain.ask("settings/list", Conversation.arguments());
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        Table table = new Table("SETTING", "VALUE");
        answer.properties()
                .forEach(setting -> table.row(Shown.clean(setting.getKey()),
                        Shown.list(JsonNodeFactory.instance.arrayNode().add(setting.getValue()))));
        table.print(out, "No setting can be changed while the domain runs.");
    }
}
