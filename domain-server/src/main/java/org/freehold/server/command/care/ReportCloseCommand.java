// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.care;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Shown;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code freehold report close}. */
@Command(name = "close", description = "Say that a report is dealt with.")
public final class ReportCloseCommand extends ApiCommand {
    @Parameters(paramLabel = "ID", description = "As 'report list' shows it.")
    private String id = "";

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        return domain.ask("report/close", Conversation.arguments().put("id", id));
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        out.println("Report " + Shown.clean(id) + " is closed.");
    }
}
