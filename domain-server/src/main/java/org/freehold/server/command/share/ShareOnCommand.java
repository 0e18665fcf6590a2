// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.share;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code freehold share on}. */
@Command(name = "on", description = "Share the running domain until it stops, and say the link.")
public final class ShareOnCommand extends ApiCommand {
    /** Longer than a registration takes. */
    private static final int MAX_LOOKS = 50;

    private static final long LOOK_MILLIS = 200;

    @Parameters(paramLabel = "URL", arity = "0..*",
            description = "Who introduces visitors, such as https://meet.example, tried in turn or at once as the settings say; without it those of the settings."
                    + " On the machine of the domain only.")
    private List<String> rendezvous = new ArrayList<>();

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        ObjectNode arguments = Conversation.arguments();
        if (!rendezvous.isEmpty()) {
            arguments.put("rendezvous", String.join(", ", rendezvous));
        }
        ObjectNode answer = domain.ask("share/on", arguments);
        for (int i = 0; i < MAX_LOOKS && isConnecting(answer); i++) {
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return answer;
            }
            answer = domain.ask("share/status", Conversation.arguments());
        }
        return answer;
    }

    private static boolean isConnecting(ObjectNode answer) {
        return answer.path("each").valueStream().anyMatch(each -> each.path("state").asText().equals("connecting"));
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        ShareText.tell(answer, out);
    }
}
