// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Permission;
import org.freehold.moderation.Subject;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.BanListPublisher;
import org.freehold.moderation.banlist.Entry;
import org.freehold.moderation.banlist.Scope;
import org.freehold.server.desk.Arguments;
import org.freehold.server.desk.Caller;
import org.freehold.server.desk.Operation;
import org.freehold.server.desk.Records;
import org.freehold.server.desk.Refusal;
import org.freehold.server.desk.Simple;

/** Lists of this domain: what goes into them goes by explicit choice, one entry at a time. */
final class PublishingOperations {
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?");
    private static final int MAX_LISTS = 50;

    private final Records records;
    private final PublishedLists lists;
    private final Supplier<String> base;

    /** {@code base}: the address of this domain, without a slash at the end. */
    PublishingOperations(Records records, PublishedLists lists, Supplier<String> base) {
        this.records = records;
        this.lists = lists;
        this.base = base;
    }

    List<Operation> all() {
        return List.of(
                Simple.changing("banlist/create", Permission.ADMINISTER, this::create),
                Simple.changing("banlist/add", Permission.ADMINISTER, this::add),
                Simple.changing("banlist/retract", Permission.ADMINISTER, this::retract),
                Simple.changing("banlist/publish", Permission.ADMINISTER, this::publish),
                Simple.changing("banlist/drop", Permission.ADMINISTER, this::drop));
    }

    private ObjectNode create(Caller caller, Arguments arguments) throws Refusal {
        String name = arguments.text("name");
        String title = arguments.text("title");
        String criteria = arguments.text("criteria");
        String appeals = arguments.optionalText("appeals").orElse(base.get() + "/appeals");
        String url = arguments.optionalText("url").orElse(base.get() + "/lists/" + name);
        String scopeText = arguments.optionalText("scope").orElse(Scope.RULE.text());
        Scope scope = Scope.parse(scopeText).orElseThrow(() -> Refusal.badValue(
                "scope: \"%s\" (expected: rule, legal or roleplay)".formatted(scopeText), "Leave it out for rule."));
        arguments.end();
        if (!NAME.matcher(name).matches() || name.equals("changes")) {
            throw Refusal.badValue(
                    "name: \"%s\" (expected: 1 to 40 of a-z, 0-9 and -)".formatted(name), "Choose another name.");
        }
        if (lists.all().containsKey(name) || lists.all().size() >= MAX_LISTS) {
            throw new Refusal("list-exists", "name: \"%s\" is a list already, or there are %d (expected: a new name)"
                    .formatted(name, MAX_LISTS), "Choose another name, or drop a list.", 409);
        }
        OwnList own = new OwnList(name, url, title, criteria, appeals, scope, List.of(), List.of());
        // The head is checked as the publisher would, so that nothing is kept that can't be published.
        BanListPublisher.Head head = new BanListPublisher.Head(
                BanList.Kind.BAN_LIST, url, lists.key(), title, criteria, appeals, scope, BanListPublisher.USUAL_LIFE);
        if (BanListPublisher.next(head, null, List.of(), records.now()) instanceof BanListPublisher.Refused refused) {
            throw PublishedLists.refusal(refused.faults().getFirst());
        }
        lists.keep(caller, "banlist/create", own);
        return ListAnswers.object().put("name", name).put("url", url).put("key", lists.key());
    }

    private ObjectNode add(Caller caller, Arguments arguments) throws Refusal {
        OwnList own = lists.find(arguments.text("name")).own();
        Subject subject = arguments.subject("subject");
        String reason = arguments.text("reason");
        String actionText = arguments.optionalText("action").orElse(Action.DENY.text());
        Action action = Action.parse(actionText).orElseThrow(() -> Refusal.badValue(
                "action: \"%s\" (expected: monitor, warn, quarantine or deny)".formatted(actionText), "Choose one."));
        String categoryText = arguments.text("category");
        Set<Category> categories = EnumSet.of(Category.parse(categoryText).orElseThrow(() -> Refusal.badValue(
                "category: \"%s\" (expected: one of %s)".formatted(categoryText,
                        String.join(", ", List.of(Category.values()).stream().map(Category::text).toList())),
                "Choose the one that fits best.")));
        Instant until = arguments.instant("until").orElse(null);
        arguments.end();
        var fault = BanListPublisher.check(subject, reason);
        if (fault.isPresent()) {
            throw PublishedLists.refusal(fault.get());
        }
        OwnList drafted = own.with(new BanListPublisher.Add(subject, action, categories, reason, until, null, null));
        checkPublishable(drafted);
        lists.keep(caller, "banlist/add", drafted);
        return ListAnswers.object().put("name", own.name()).put("drafts", drafted.drafts().size());
    }

    private ObjectNode retract(Caller caller, Arguments arguments) throws Refusal {
        PublishedLists.Served served = lists.find(arguments.text("name"));
        String id = arguments.has("id")
                ? arguments.text("id")
                : idOf(served, arguments.subject("subject"));
        String reason = arguments.optionalText("reason").orElse("no longer needed");
        arguments.end();
        OwnList drafted = served.own().with(new BanListPublisher.Retract(id, reason));
        checkPublishable(drafted);
        lists.keep(caller, "banlist/retract", drafted);
        return ListAnswers.object().put("id", id).put("drafts", drafted.drafts().size());
    }

    private ObjectNode publish(Caller caller, Arguments arguments) throws Refusal {
        String name = arguments.text("name");
        arguments.end();
        PublishedLists.Served served = lists.publish(caller, name, records.now());
        return described(served).put("key", lists.key());
    }

    private ObjectNode drop(Caller caller, Arguments arguments) throws Refusal {
        String name = arguments.text("name");
        arguments.end();
        lists.drop(caller, name);
        return ListAnswers.object().put("dropped", name);
    }

    /** All lists of this domain. */
    ArrayNode list() {
        ArrayNode all = ListAnswers.object().arrayNode();
        lists.all().values().forEach(served -> all.add(described(served).put("key", lists.key())));
        return all;
    }

    /** Refuses drafts of which no document can be made. */
    private void checkPublishable(OwnList drafted) throws Refusal {
        PublishedLists.Served before = lists.find(drafted.name());
        BanListPublisher.Head head = new BanListPublisher.Head(
                BanList.Kind.BAN_LIST, drafted.url(), lists.key(), drafted.title(), drafted.criteria(),
                drafted.appeals(), drafted.scope(), BanListPublisher.USUAL_LIFE);
        BanList list = before.list();
        byte[] bytes = before.bytes();
        BanListPublisher.Previous previous =
                list == null || bytes == null ? null : new BanListPublisher.Previous(list, bytes);
        if (BanListPublisher.next(head, previous, drafted.drafts(),
                records.now()) instanceof BanListPublisher.Refused refused) {
            throw PublishedLists.refusal(refused.faults().getFirst());
        }
    }

    private static String idOf(PublishedLists.Served served, Subject subject) throws Refusal {
        BanList list = served.list();
        return (list == null ? List.<Entry>of() : list.entries()).stream()
                .filter(entry -> entry.subject().equals(subject))
                .map(Entry::id)
                .findFirst()
                .orElseThrow(() -> Refusal.notFound(
                        "subject: %s is not in the list %s as it is published"
                                .formatted(subject.text(), served.own().name()),
                        "Drafts are not published yet."));
    }

    private static ObjectNode described(PublishedLists.Served served) {
        OwnList own = served.own();
        OwnList.Issue newest = served.newest();
        ObjectNode json = ListAnswers.object()
                .put("name", own.name())
                .put("title", own.title())
                .put("url", own.url())
                .put("seq", newest == null ? 0 : newest.seq())
                .put("entries", newest == null ? 0 : newest.entries())
                .put("drafts", own.drafts().size());
        if (newest != null) {
            json.put("expires", newest.expires().toString());
        }
        return json;
    }
}
