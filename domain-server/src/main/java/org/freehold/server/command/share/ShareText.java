// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.share;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import org.freehold.server.command.Shown;

/** How it stands with sharing, for people. */
final class ShareText {
    private ShareText() {}

    static void tell(JsonNode status, PrintWriter out) {
        if (status.path("each").isEmpty()) {
            out.println("This domain is not shared.");
        }
        status.path("each").forEach(each -> tellOne(each, out));
        for (String about : List.of("relay", "port")) {
            if (status.path(about).isTextual()) {
                out.println(Shown.text(status.path(about)));
            }
        }
    }

    private static void tellOne(JsonNode status, PrintWriter out) {
        String at = Shown.text(status.path("rendezvous"));
        switch (status.path("state").asText()) {
            case "shared" -> {
                out.println("Shared by " + at + ". Whoever has this link can come from anywhere:");
                out.println();
                out.println("    " + Shown.text(status.path("link")));
                out.println();
            }
            case "connecting" -> out.println("On the way to " + at + ". 'freehold share status' says what came of it.");
            case "waiting" ->
                    out.println("Not shared at " + at + ": " + problem(status) + " It is tried again by itself.");
            default -> out.println("Sharing by " + at + " has stopped: " + problem(status));
        }
    }

    private static String problem(JsonNode status) {
        return (Shown.text(status.path("problem")) + " " + Shown.text(status.path("whatToDo"))).strip();
    }
}
