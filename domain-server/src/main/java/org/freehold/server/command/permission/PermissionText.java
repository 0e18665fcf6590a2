// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.permission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.Shown;
import org.freehold.server.command.Table;

/** Tells who may do what. */
final class PermissionText {

    private PermissionText() {}

    static void print(ObjectNode answer, PrintWriter out) {
        out.println("Preset: "
                + (answer.hasNonNull("preset") ? Shown.text(answer.path("preset")) : "none; rules of your own"));
        out.println();
        Table rules = new Table("WHO", "MAY");
        for (JsonNode rule : answer.path("rules")) {
            rules.row(Shown.text(rule.path("who")), Shown.list(rule.path("allow")));
        }
        rules.print(out, "There are no rules: nobody may do anything.");
        out.println();
        JsonNode newcomers = answer.path("newcomers");
        out.println("Newcomers: " + (newcomers.path("quarantine").asBoolean() ? "in quarantine, " : "")
                + newcomers.path("joinsAtOnce").asText() + " at once may come and then "
                + newcomers.path("joinsPerMinute").asText() + " a minute, with "
                + newcomers.path("chatPerMinute").asText() + " lines of chat a minute each; known after "
                + newcomers.path("knownAfterHours").asText() + " hours.");
        JsonNode gate = answer.path("gate");
        out.println("Home domains that are let in: " + exceptions(gate.path("mode"), gate.path("homes")));
        for (JsonNode outgoing : answer.path("outgoing")) {
            out.println("Where members of level " + outgoing.path("level").asText() + " are vouched for: "
                    + exceptions(outgoing.path("mode"), outgoing.path("domains")));
        }
        if (answer.hasNonNull("capacity")) {
            out.println("Room for " + answer.path("capacity").asText() + " people.");
        }
    }

    private static String exceptions(JsonNode mode, JsonNode domains) {
        boolean all = mode.asText().equals("all-except");
        String listed = Shown.list(domains);
        return listed.isEmpty() ? all ? "all." : "none." : (all ? "all except " : "none except ") + listed + ".";
    }
}
