// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.banlist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.freehold.server.command.Shown;
import org.freehold.server.command.Table;

/** Tells what a list would do here before it does it. */
final class PreviewText {
    private static final int SHOWN_ENTRIES = 20;

    private PreviewText() {}

    /** {@code options}: those of the preview, for applying the same. */
    static void print(String id, String options, ObjectNode preview, PrintWriter out) {
        out.println(Shown.text(preview.path("title")) + ", by " + Shown.text(preview.path("publisher")));
        out.println("Followed at the level " + Shown.text(preview.path("level")) + ", by the key "
                + Shown.text(preview.path("key")));
        out.println("Number " + preview.path("seq").asText() + " of " + Shown.time(preview.path("issued")) + ", "
                + Shown.count(preview.path("size").asLong(), "entry", "entries"));
        out.println("Who is listed and why: " + Shown.text(preview.path("criteria")));
        out.println("Objections: " + Shown.text(preview.path("appeals")));
        out.println();
        entries("New", preview.path("added"), out);
        entries("Changed", preview.path("changed"), out);
        entries("Gone without a word", preview.path("removed"), out);
        entries("Retracted", preview.path("retracted"), out);
        Table here = new Table("NO.", "NAME", "ENTRY", "WOULD BE");
        for (JsonNode person : preview.path("here")) {
            here.row(
                    person.path("handle").asText(), Shown.text(person.path("name")), entry(person.path("entry")),
                    effect(preview, person));
        }
        here.print(out, "Nobody who is here now would notice.");
        for (JsonNode stopped : preview.path("stopped")) {
            out.println("Without effect: " + Shown.text(stopped.path("subject")) + ", because of "
                    + Shown.text(stopped.path("by")));
        }
        for (JsonNode reason : preview.path("held")) {
            out.println("Held for your review: " + Shown.text(reason));
        }
        out.println();
        out.println("To apply exactly this: freehold banlist apply " + id + " --plan "
                + Shown.text(preview.path("plan")) + options);
    }

    /** A register does not punish whoever comes from a home that it does not know well. */
    private static String effect(JsonNode preview, JsonNode person) {
        String effect = Shown.text(person.path("effect"));
        return preview.path("kind").asText().equals("register") && effect.equals("quarantine")
                ? "without the word of the home"
                : effect;
    }

    private static void entries(String what, JsonNode entries, PrintWriter out) {
        out.println(what + ": " + entries.size());
        int shown = 0;
        for (JsonNode entry : entries) {
            if (shown++ == SHOWN_ENTRIES) {
                out.println("  and " + (entries.size() - SHOWN_ENTRIES) + " more; --json shows all");
                return;
            }
            out.println("  " + entry(entry.has("after") ? entry.path("after") : entry));
        }
    }

    /** An entry is shown with what there is: a text as it is, an object by its subject, action and reason. */
    private static String entry(JsonNode entry) {
        return entry.isObject()
                ? Stream.of(Shown.text(entry.path("id")), Shown.text(entry.path("subject")), what(entry),
                        Shown.list(entry.path("categories")), Shown.text(entry.path("reason")))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(" "))
                : Shown.text(entry);
    }

    /** What the next number of a list of our own brings, or takes off. */
    static String change(JsonNode draft) {
        return draft.has("retract")
                ? "retract " + Shown.text(draft.path("retract")) + " " + Shown.text(draft.path("reason"))
                : "add " + Shown.text(draft.path("home")) + entry(draft);
    }

    /** What is recommended, or in a register the two grades. */
    private static String what(JsonNode entry) {
        return entry.has("reliability")
                ? "reliability " + Shown.text(entry.path("reliability")) + ", protection "
                        + Shown.text(entry.path("protection"))
                : Shown.text(entry.path("action"));
    }
}
