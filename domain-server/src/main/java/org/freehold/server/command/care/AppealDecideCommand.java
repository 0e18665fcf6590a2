// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.care;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code freehold appeal decide}. */
@Command(name = "decide", description = "Answer an objection; when it is accepted, the entry is retracted.")
public final class AppealDecideCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "ID", description = "As 'appeal list' shows it.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "VERDICT", description = "accept or reject.")
    private String verdict = "";

    @Option(names = "--answer", paramLabel = "TEXT", required = true, description = "Told to the person.")
    private String answer = "";

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        if (!verdict.equals("accept") && !verdict.equals("reject")) {
            throw misused(verdict + " (expected: accept or reject)");
        }
        return domain.ask("appeal/decide",
                Conversation.arguments().put("id", id).put("accept", verdict.equals("accept")).put("answer", answer));
    }

    @Override
    protected void tell(ObjectNode told, PrintWriter out) {
        out.println(verdict.equals("accept") ? "Accepted; the entry is retracted." : "Rejected; the entry stays.");
    }
}
