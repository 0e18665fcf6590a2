// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.freehold.moderation.Permission;
import org.freehold.moderation.Subject;
import org.freehold.moderation.admission.Bans;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.BanListExport;
import org.freehold.moderation.banlist.Entry;
import org.freehold.moderation.banlist.Scope;
import org.freehold.moderation.imports.Draft;
import org.freehold.moderation.imports.ImportFormat;
import org.freehold.moderation.imports.Imported;
import org.freehold.server.desk.Arguments;
import org.freehold.server.desk.Caller;
import org.freehold.server.desk.Operation;
import org.freehold.server.desk.Records;
import org.freehold.server.desk.Refusal;
import org.freehold.server.desk.Simple;
import org.freehold.server.session.Inside;

/** Bans of other programs in, and ours out. An import changes nothing: what comes of it are drafts. */
final class ExchangeOperations {
    private final Records records;
    private final PublishedLists lists;
    private final Supplier<List<Inside>> inside;

    ExchangeOperations(Records records, PublishedLists lists, Supplier<List<Inside>> inside) {
        this.records = records;
        this.lists = lists;
        this.inside = inside;
    }

    List<Operation> all() {
        return List.of(
                Simple.reading("import", Permission.MODERATE, this::read),
                Simple.reading("export", Permission.MODERATE, this::write));
    }

    private ObjectNode read(Caller caller, Arguments arguments) throws Refusal {
        String formatText = arguments.text("format");
        ImportFormat format = ImportFormat.parse(formatText).orElseThrow(() -> Refusal.badValue(
                "format: \"%s\" (expected: matrix, mastodon, minecraft or plain)".formatted(formatText),
                "Choose one."));
        // Longer than what Arguments calls a text.
        String text = arguments.value("text")
                .filter(JsonNode::isTextual)
                .orElseThrow(() -> Refusal.badValue("text: missing (expected: what is to be read)", "Say it."))
                .textValue();
        arguments.end();
        Imported imported = format.read(text, known());
        ObjectNode answer = ListAnswers.object();
        ArrayNode drafts = answer.putArray("drafts");
        imported.drafts().forEach(draft -> drafts.add(json(draft)));
        ArrayNode skipped = answer.putArray("skipped");
        imported.skipped().forEach(each -> skipped.addObject().put("line", each.line()).put("why", each.why()));
        return answer;
    }

    private Set<Subject> known() {
        Set<Subject> known = new HashSet<>(records.rulebook().roster().entries().keySet());
        records.rulebook().bans().bans().forEach(ban -> known.addAll(ban.subjects()));
        inside.get().forEach(each -> known.addAll(each.identity().subjects()));
        return known;
    }

    private ObjectNode write(Caller caller, Arguments arguments) throws Refusal {
        boolean bans = arguments.flag("bans", false);
        String name = arguments.optionalText("list").orElse("");
        String format = arguments.optionalText("format").orElse("json");
        arguments.end();
        if (bans == !name.isEmpty()) {
            throw Refusal.badValue("list, bans: both or none (expected: one of them)", "Say list, or bans: true.");
        }
        return ListAnswers.object().put("text", bans ? bans(format) : list(lists.find(name), format));
    }

    private static String list(PublishedLists.Served served, String format) throws Refusal {
        BanList list = served.list();
        byte[] bytes = served.bytes();
        if (list == null || bytes == null) {
            throw Refusal.notFound("list: \"%s\" has not been published".formatted(served.own().name()),
                    "Publish it first.");
        }
        List<Entry> entries = list.entries().stream().filter(entry -> !list.isSelfTest(entry)).toList();
        return switch (format) {
            case "json" -> new String(bytes, StandardCharsets.UTF_8);
            case "csv" -> BanListExport.mastodonCsv(entries);
            case "text" -> BanListExport.text(entries);
            default -> throw badFormat(format);
        };
    }

    /** Without those that are part of a game: they stay in it. */
    private String bans(String format) throws Refusal {
        Bans all = records.rulebook().bans();
        Bans published = all.without(
                all.bans().stream().filter(ban -> ban.scope() == Scope.ROLEPLAY).toList());
        return switch (format) {
            case "json" -> published.toJson().toString();
            case "text" -> String.join("\n", published.bans().stream()
                    .flatMap(ban -> ban.subjects().stream()).map(Subject::text).distinct().sorted().toList()) + "\n";
            default -> throw badFormat(format);
        };
    }

    private static Refusal badFormat(String format) {
        return Refusal.badValue(
                "format: \"%s\" (expected: json, text or, of a list, csv)".formatted(format), "Choose one.");
    }

    private static ObjectNode json(Draft draft) {
        ObjectNode json = ListAnswers.object().put("line", draft.line());
        Subject subject = draft.subject();
        if (subject != null) {
            json.put("subject", subject.text());
        }
        json.put("original", draft.original())
                .put("action", draft.action().text())
                .put("category", draft.category().text())
                .put("reason", draft.reason());
        if (draft.since() != null) {
            json.put("since", draft.since().toString());
        }
        if (draft.expires() != null) {
            json.put("until", draft.expires().toString());
        }
        return json.put("note", draft.note());
    }
}
