// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.banlist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Shown;
import org.freehold.server.command.Table;
import picocli.CommandLine.Command;

/** {@code freehold banlist list}. */
@Command(name = "list", description = "Show the lists that this domain publishes and those that it follows.")
public final class BanListListCommand extends ApiCommand {
    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        return domain.ask("banlist/list", Conversation.arguments());
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        Table published = new Table("OWN LIST", "TITLE", "NUMBER", "ENTRIES", "NOT PUBLISHED", "EXPIRES", "ADDRESS");
        for (JsonNode list : answer.path("published")) {
            published.row(
                    Shown.text(list.path("name")), Shown.text(list.path("title")), list.path("seq").asText(),
                    list.path("entries").asText(), list.path("drafts").asText(), Shown.time(list.path("expires")),
                    Shown.text(list.path("url")));
        }
        published.print(out, "This domain publishes no list.");
        out.println();
        Table followed =
                new Table("ID", "TITLE", "PUBLISHER", "LEVEL", "STATE", "NUMBER", "ENTRIES", "HITS", "FETCHED");
        for (JsonNode list : answer.path("subscriptions")) {
            followed.row(
                    Shown.text(list.path("id")), Shown.text(list.path("title")), Shown.text(list.path("publisher")),
                    Shown.text(list.path("level")), Shown.text(list.path("state")), list.path("seq").asText(),
                    list.path("entries").asText(), list.path("hits").asText(), Shown.time(list.path("lastFetched")));
        }
        followed.print(out, "This domain follows no list.");
        for (JsonNode list : answer.path("published")) {
            for (JsonNode relay : list.path("relays")) {
                out.println(Shown.text(list.path("name")) + " passes on " + Shown.text(relay.path("id")) + ", up to "
                        + Shown.text(relay.path("action")));
            }
            if (list.has("readers")) {
                out.println(Shown.text(list.path("name")) + " is private, read by "
                        + (list.path("readers").isEmpty() ? "nobody yet" : Shown.list(list.path("readers"))));
            }
            for (JsonNode change : list.path("changes")) {
                out.println(Shown.text(list.path("name")) + ", not published: " + PreviewText.change(change));
            }
            if (list.hasNonNull("problem")) {
                out.println(Shown.text(list.path("name")) + ": " + Shown.text(list.path("problem")));
            }
        }
        for (JsonNode list : answer.path("subscriptions")) {
            for (JsonNode ignored : list.path("ignored")) {
                out.println(Shown.text(list.path("id")) + " is ignored about " + Shown.text(ignored.path("subject"))
                        + " (" + Shown.text(ignored.path("entry")) + ")");
            }
            if (list.path("review").asBoolean()) {
                out.println(Shown.text(list.path("id")) + ": every update waits for your review");
            }
            if (list.hasNonNull("problem")) {
                out.println(Shown.text(list.path("id")) + ": " + Shown.text(list.path("problem")));
            }
            if (list.path("corroborate").asInt() > 1) {
                out.println(Shown.text(list.path("id")) + ": only what " + list.path("corroborate").asInt()
                        + " independent publishers agree on");
            }
            if (!list.path("held").isEmpty()) {
                out.println(Shown.text(list.path("id")) + " waits for your review: " + Shown.list(list.path("held")));
            }
        }
        for (JsonNode override : answer.path("overrides")) {
            out.println("Your own word: " + Shown.text(override.path("verdict")) + " "
                    + Shown.text(override.path("subject")) + ", since " + Shown.time(override.path("since"))
                    + (override.has("reason") ? ": " + Shown.text(override.path("reason")) : ""));
        }
    }
}
