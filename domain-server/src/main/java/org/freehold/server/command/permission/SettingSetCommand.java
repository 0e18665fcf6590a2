// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.permission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Shown;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code freehold setting set}. */
@Command(name = "set", description = "Change a setting while the domain runs.")
public final class SettingSetCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "As 'setting list' shows it.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "VALUE", description = "Text, a whole number, true or false.")
    private String value = "";

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        ObjectNode arguments = Conversation.arguments();
        if (value.matches("[0-9]{1,9}")) {
            arguments.put(name, Integer.parseInt(value));
        } else if (value.equals("true") || value.equals("false")) {
            arguments.put(name, Boolean.parseBoolean(value));
        } else {
            arguments.put(name, value);
        }
        return domain.ask("settings/set", arguments);
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        out.println(Shown.clean(name) + " is changed.");
    }
}
