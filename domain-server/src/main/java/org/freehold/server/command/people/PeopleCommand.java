// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.people;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Shown;
import org.freehold.server.command.Table;
import picocli.CommandLine.Command;

/** {@code freehold people}. */
@Command(name = "people", description = "Show who is in the domain, and who was lately.")
public final class PeopleCommand extends ApiCommand {
    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        return domain.ask("people/list", Conversation.arguments());
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        Table here = new Table("NO.", "NAME", "STANDING", "FINGERPRINT", "KNOWN AS", "SINCE", "LINE", "");
        for (JsonNode person : answer.path("here")) {
            here.row(
                    person.path("handle").asText(), Shown.text(person.path("name")),
                    Shown.text(person.path("standing")),
                    Shown.fingerprint(person.path("fingerprint")), knownAs(person), Shown.time(person.path("since")),
                    line(person), marks(person));
        }
        here.print(out, "Nobody is here.");
        Table lately = new Table("NAME", "FINGERPRINT", "KNOWN AS", "FIRST SEEN", "LAST SEEN", "VISITS");
        for (JsonNode person : answer.path("lately")) {
            lately.row(
                    Shown.text(person.path("name")), Shown.fingerprint(person.path("fingerprint")), knownAs(person),
                    Shown.time(person.path("firstSeen")), Shown.time(person.path("lastSeen")),
                    person.path("visits").asText());
        }
        out.println();
        lately.print(out, "Nobody else was here lately.");
    }

    private static String knownAs(JsonNode person) {
        if (person.hasNonNull("account")) {
            return Shown.text(person.path("account"));
        }
        return person.hasNonNull("portable") ? "key:" + Shown.fingerprint(person.path("portable")) : "-";
    }

    /** Such as {@code webrtc direct ipv6 23 ms}. */
    private static String line(JsonNode person) {
        if (!person.hasNonNull("transport")) {
            return "lost";
        }
        String line = "%s %s %s".formatted(
                person.path("transport").asText(), person.path("path").asText(), person.path("family").asText());
        return person.hasNonNull("roundTripMillis") ? line + " " + person.path("roundTripMillis").asLong() + " ms"
                : line;
    }

    private static String marks(JsonNode person) {
        return ((person.path("muted").asBoolean() ? "muted " : "")
                + (person.path("quarantined").asBoolean() ? "quarantined" : "")).strip();
    }
}
