// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Subject;
import org.freehold.moderation.banlist.BanListPublisher;
import org.freehold.moderation.banlist.Scope;

/**
 * A list that this domain publishes, as it is kept.
 *
 * @param url that names it
 * @param drafts what the next document will change
 * @param published documents, oldest first; empty before the first
 */
record OwnList(
        String name,
        String url,
        String title,
        String criteria,
        String appeals,
        Scope scope,
        List<BanListPublisher.Change> drafts,
        List<Issue> published) {
    private static final int KEPT = 100;

    OwnList {
        drafts = List.copyOf(drafts);
        published = List.copyOf(published);
    }

    /** One signed document, whose bytes are found by their digest. */
    record Issue(long seq, String digest, String jws, Instant expires, int entries) {}

    /** With one draft more. */
    OwnList with(BanListPublisher.Change change) {
        List<BanListPublisher.Change> more = new ArrayList<>(drafts);
        more.add(change);
        return new OwnList(name, url, title, criteria, appeals, scope, more, published);
    }

    /** With one document more, and no drafts. */
    OwnList with(Issue issue) {
        List<Issue> more = new ArrayList<>(published);
        more.add(issue);
        return new OwnList(
                name, url, title, criteria, appeals, scope, List.of(),
                more.subList(Math.max(0, more.size() - KEPT), more.size()));
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode()
                .put("name", name)
                .put("url", url)
                .put("title", title)
                .put("criteria", criteria)
                .put("appeals", appeals)
                .put("scope", scope.text());
        ArrayNode changes = json.putArray("drafts");
        for (BanListPublisher.Change draft : drafts) {
            switch (draft) {
                case BanListPublisher.Add add -> {
                    ObjectNode one = changes.addObject()
                            .put("subject", add.subject().text())
                            .put("action", add.action().text())
                            .put("reason", add.reason());
                    add.categories().stream().sorted().forEach(each -> one.withArray("categories").add(each.text()));
                    if (add.expires() != null) {
                        one.put("expires", add.expires().toString());
                    }
                }
                case BanListPublisher.Retract retract ->
                        changes.addObject().put("retract", retract.id()).put("reason", retract.reason());
                case BanListPublisher.Judge _,BanListPublisher.Relay _ ->
                        throw new IllegalStateException("registers and relays are not drafted here");
            }
        }
        ArrayNode issues = json.putArray("published");
        for (Issue issue : published) {
            issues.addObject()
                    .put("seq", issue.seq())
                    .put("digest", issue.digest())
                    .put("jws", issue.jws())
                    .put("expires", issue.expires().toString())
                    .put("entries", issue.entries());
        }
        return json;
    }

    static OwnList fromJson(JsonNode json) {
        List<BanListPublisher.Change> drafts = new ArrayList<>();
        json.path("drafts").forEach(draft -> drafts.add(change(draft)));
        List<Issue> published = new ArrayList<>();
        json.path("published").forEach(issue -> published.add(new Issue(
                issue.path("seq").longValue(), issue.path("digest").asText(), issue.path("jws").asText(),
                Instant.parse(issue.path("expires").asText()), issue.path("entries").intValue())));
        return new OwnList(
                json.path("name").asText(), json.path("url").asText(), json.path("title").asText(),
                json.path("criteria").asText(), json.path("appeals").asText(),
                Scope.parse(json.path("scope").asText()).orElse(Scope.RULE), drafts, published);
    }

    private static BanListPublisher.Change change(JsonNode draft) {
        String reason = draft.path("reason").asText();
        if (draft.has("retract")) {
            return new BanListPublisher.Retract(draft.path("retract").asText(), reason);
        }
        Set<Category> categories = EnumSet.noneOf(Category.class);
        draft.path("categories").forEach(each -> Category.parse(each.asText()).ifPresent(categories::add));
        return new BanListPublisher.Add(
                Subject.parse(draft.path("subject").asText()).orElseThrow(),
                Action.parse(draft.path("action").asText()).orElse(Action.MONITOR),
                categories, reason,
                draft.has("expires") ? Instant.parse(draft.path("expires").asText()) : null, null, null);
    }
}
