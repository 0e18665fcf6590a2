// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Subject;
import org.freehold.moderation.banlist.BanListPublisher;
import org.freehold.moderation.banlist.Entry;
import org.freehold.moderation.banlist.Grade;
import org.jspecify.annotations.Nullable;

/** Drafts of lists as they are kept. Any thread. */
final class DraftJson {
    private DraftJson() {}

    static ObjectNode write(BanListPublisher.Change draft) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        switch (draft) {
            case BanListPublisher.Add add -> {
                json.put("subject", add.subject().text())
                        .put("action", add.action().text())
                        .put("reason", add.reason());
                add.categories().stream().sorted().forEach(each -> json.withArray("categories").add(each.text()));
                end(json, add.expires());
                if (add.evidence() != null) {
                    json.put("evidence", add.evidence());
                }
            }
            case BanListPublisher.Judge judge -> {
                json.put("home", judge.home().text())
                        .put("reliability", judge.grades().reliability().text())
                        .put("protection", judge.grades().protection().text())
                        .put("reason", judge.reason());
                end(json, judge.expires());
            }
            case BanListPublisher.Retract retract -> json.put("retract", retract.id()).put("reason", retract.reason());
            case BanListPublisher.Relays _ -> throw new IllegalArgumentException("relays are no drafts");
        }
        return json;
    }

    static BanListPublisher.Change read(JsonNode draft) {
        String reason = draft.path("reason").asText();
        Instant expires = draft.has("expires") ? Instant.parse(draft.path("expires").asText()) : null;
        if (draft.has("retract")) {
            return new BanListPublisher.Retract(draft.path("retract").asText(), reason);
        }
        if (draft.has("home")) {
            return new BanListPublisher.Judge(
                    Subject.parse(draft.path("home").asText()).orElseThrow(),
                    new Entry.Grades(
                            Grade.parse(draft.path("reliability").asText()).orElseThrow(),
                            Grade.parse(draft.path("protection").asText()).orElseThrow()),
                    reason, expires, null);
        }
        Set<Category> categories = EnumSet.noneOf(Category.class);
        draft.path("categories").forEach(each -> Category.parse(each.asText()).ifPresent(categories::add));
        return new BanListPublisher.Add(
                Subject.parse(draft.path("subject").asText()).orElseThrow(),
                Action.parse(draft.path("action").asText()).orElse(Action.MONITOR), categories, reason, expires, null,
                draft.hasNonNull("evidence") ? draft.path("evidence").asText() : null);
    }

    private static void end(ObjectNode json, @Nullable Instant expires) {
        if (expires != null) {
            json.put("expires", expires.toString());
        }
    }
}
