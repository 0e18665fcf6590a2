// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.permission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
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

    @Parameters(index = "1", paramLabel = "VALUE",
            description = "Text, a whole number, true or false, or JSON for what has parts; null gives it back to the file of"
                    + " settings.")
    private String value = "";

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        ObjectNode arguments = Conversation.arguments();
        if (value.matches("[0-9]{1,9}")) {
            arguments.put(name, Integer.parseInt(value));
        } else if (value.equals("true") || value.equals("false")) {
            arguments.put(name, Boolean.parseBoolean(value));
        } else if (value.equals("null")) {
            arguments.putNull(name);
        } else {
            arguments.set(name, textOrJson(value));
        }
        return domain.ask("settings/set", arguments);
    }

    /** What looks like JSON and is none is text: the domain says what it expected. */
    private static JsonNode textOrJson(String value) {
        if (value.startsWith("[") || value.startsWith("{")) {
            try {
                return new JsonMapper().readTree(value);
            } catch (JsonProcessingException e) {
                return TextNode.valueOf(value);
            }
        }
        return TextNode.valueOf(value);
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        out.println(Shown.clean(name) + " is changed.");
    }
}
