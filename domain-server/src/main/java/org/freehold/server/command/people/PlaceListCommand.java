// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.people;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Shown;
import picocli.CommandLine.Command;

/** {@code freehold place list}. */
@Command(name = "list", description = "Show the bounded places: the zones that have a name.")
public final class PlaceListCommand extends ApiCommand {
    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        return domain.ask("place/list", Conversation.arguments());
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        answer.path("places").forEach(place -> out.println(Shown.text(place)));
        if (answer.path("places").isEmpty()) {
            out.println("There are none. A place is a zone with a name; build one around it.");
        }
    }
}
