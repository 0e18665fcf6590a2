// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Permission;
import org.freehold.moderation.Subject;
import org.freehold.moderation.admission.Ban;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.BanListPublisher;
import org.freehold.moderation.banlist.Entry;
import org.freehold.moderation.banlist.Scope;
import org.freehold.moderation.subscription.Head;
import org.freehold.moderation.signed.DocumentFault;
import org.freehold.server.desk.Arguments;
import org.freehold.server.desk.Caller;
import org.freehold.server.desk.Operation;
import org.freehold.server.desk.Records;
import org.freehold.server.desk.Refusal;
import org.freehold.server.desk.Simple;
import org.freehold.server.http.Routes;
import org.jspecify.annotations.Nullable;

/** Lists of this domain: what goes into them goes by explicit choice, one entry or one list to be passed on at a time. */
final class PublishingOperations {
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?");
    private static final Pattern READER = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int MAX_LISTS = 50;
    private static final int MAX_READERS = 500;
    private static final int SHOWN_DRAFTS = 200;

    private final Records records;
    private final PublishedLists lists;
    private final SubscriptionKeeper keeper;
    private final Evidence evidence;
    private final Supplier<String> base;

    /** {@code base}: the address of this domain, without a slash at the end. */
    PublishingOperations(
            Records records, PublishedLists lists, SubscriptionKeeper keeper, Evidence evidence,
            Supplier<String> base) {
        this.records = records;
        this.lists = lists;
        this.keeper = keeper;
        this.evidence = evidence;
        this.base = base;
    }

    List<Operation> all() {
        return List.of(
                Simple.changing("banlist/create", Permission.ADMINISTER, this::create),
                Simple.changing("banlist/add", Permission.ADMINISTER, this::add),
                Simple.changing("banlist/judge", Permission.ADMINISTER, this::judge),
                Simple.changing("banlist/retract", Permission.ADMINISTER, this::retract),
                Simple.changing("banlist/relay", Permission.ADMINISTER, this::relay),
                Simple.changing("banlist/readers", Permission.ADMINISTER, this::readers),
                Simple.changing("banlist/publish", Permission.ADMINISTER, this::publish),
                Simple.changing("banlist/drop", Permission.ADMINISTER, this::drop));
    }

    private ObjectNode create(Caller caller, Arguments arguments) throws Refusal {
        String name = arguments.text("name");
        String kindText = arguments.optionalText("kind").orElse(BanList.Kind.BAN_LIST.text());
        BanList.Kind kind = BanList.Kind.named(kindText).orElseThrow(() -> Refusal.badValue(
                "kind: \"%s\" (expected: ban-list or register)".formatted(kindText), "Leave it out for a ban list."));
        String url = arguments.optionalText("url").orElse(base.get() + "/lists/" + name);
        String title = arguments.optionalText("title").orElse(name);
        String criteria = arguments.optionalText("criteria").orElse(url + ListsRoute.CRITERIA);
        String appeals = arguments.optionalText("appeals").orElse(base.get() + Routes.APPEALS + "?list=" + name);
        String scopeText = arguments.optionalText("scope").orElse(Scope.RULE.text());
        Scope scope = Scope.parse(scopeText).orElseThrow(() -> Refusal.badValue(
                "scope: \"%s\" (expected: rule, legal or roleplay)".formatted(scopeText), "Leave it out for rule."));
        boolean isPrivate = arguments.flag("private", false);
        arguments.end();
        if (!NAME.matcher(name).matches()) {
            throw Refusal.badValue(
                    "name: \"%s\" (expected: 1 to 40 of a-z, 0-9 and -)".formatted(name), "Choose another name.");
        }
        if (lists.all().containsKey(name) || lists.setAside().containsKey(name) || lists.all().size() >= MAX_LISTS) {
            throw new Refusal("list-exists", "name: \"%s\" is a list already, or there are %d (expected: a new name)"
                    .formatted(name, MAX_LISTS), "Choose another name, or drop a list.", 409);
        }
        OwnList open = OwnList.empty(kind, name, url, title, criteria, appeals, scope);
        OwnList own = isPrivate ? open.withReaders(Set.of()) : open;
        // The head is checked as the publisher would, so that nothing is kept that can't be published.
        check(own, null);
        lists.keep(caller, "banlist/create", own);
        return ListAnswers.object().put("name", name).put("url", url).put("key", lists.key());
    }

    private ObjectNode add(Caller caller, Arguments arguments) throws Refusal {
        OwnList own = lists.find(arguments.text("name")).own();
        Subject subject = arguments.subject("subject");
        // A ban of our own says why already, also to others if it is put onto a list.
        Optional<Ban> ban = records.rulebook().bans().bans().stream()
                .filter(each -> each.subjects().contains(subject) && each.holds(records.now()))
                .findFirst();
        String reason = arguments.has("reason") || ban.isEmpty() ? arguments.text("reason") : ban.get().reason();
        String actionText = arguments.optionalText("action").orElse(ban.map(Ban::action).orElse(Action.DENY).text());
        Category category = arguments.has("category") || ban.isEmpty()
                ? Words.category(arguments.text("category"))
                : ban.get().category();
        Instant until = arguments.instant("until").orElse(null);
        String report = arguments.optionalText("report").orElse(null);
        arguments.end();
        Action action = Words.action("action", actionText);
        checkMayLeave(subject);
        return draft(caller, "banlist/add", own, new BanListPublisher.Add(
                subject, action, EnumSet.of(category), reason, until, null,
                report == null ? null : evidence.of(report, records.now())))
                .put("action", action.text())
                .put("category", category.text())
                .put("reason", reason);
    }

    /** What somebody is banned for within a game stays in the game. */
    private void checkMayLeave(Subject subject) throws Refusal {
        List<Ban> bans = records.rulebook().bans().about(List.of(subject), records.now());
        if (!bans.isEmpty() && bans.stream().allMatch(ban -> ban.scope() == Scope.ROLEPLAY)) {
            throw new Refusal(
                    "stays-in-the-game",
                    "subject: %s is banned here for roleplay only (expected: a ban of the scope rule or legal)"
                            .formatted(subject.text()),
                    "What happens in a game stays in it. If it was more than play, ban again with another scope.",
                    409);
        }
    }

    private ObjectNode judge(Caller caller, Arguments arguments) throws Refusal {
        OwnList own = lists.find(arguments.text("name")).own();
        Subject home = arguments.subject("subject");
        Entry.Grades grades = new Entry.Grades(
                Words.grade("reliability", arguments.text("reliability")),
                Words.grade("protection", arguments.text("protection")));
        String reason = arguments.text("reason");
        Instant until = arguments.instant("until").orElse(null);
        arguments.end();
        return draft(caller, "banlist/judge", own, new BanListPublisher.Judge(home, grades, reason, until, null));
    }

    private ObjectNode retract(Caller caller, Arguments arguments) throws Refusal {
        PublishedLists.Served served = lists.find(arguments.text("name"));
        Optional<Subject> subject =
                arguments.has("subject") ? Optional.of(arguments.subject("subject")) : Optional.empty();
        String id = subject.isPresent() ? null : arguments.text("id");
        String reason = arguments.optionalText("reason").orElse("no longer needed");
        arguments.end();
        Optional<Entry> published = published(served, id, subject);
        OwnList own = served.own();
        OwnList undone = own.without(draft -> subject.isPresent() && subject.equals(subjectOf(draft)));
        if (published.isEmpty() && undone.equals(own)) {
            throw Refusal.notFound(
                    "%s is not in the list %s".formatted(subject.map(Subject::text).orElse("entry " + id), own.name()),
                    "banlist/preview and export show what is.");
        }
        if (published.isEmpty()) {
            lists.keep(caller, "banlist/retract", undone);
            return ListAnswers.object().put("drafts", undone.drafts().size());
        }
        Entry entry = published.get();
        if (entry.relay() != null) {
            throw new Refusal("relayed-entry", "entry: " + entry.id() + " is passed on from another list"
                    + " (expected: one of this domain's own)",
                    "Ignore it in the list that you follow, or pass that list on no more; both end it here.", 409);
        }
        return draft(caller, "banlist/retract", undone, new BanListPublisher.Retract(entry.id(), reason))
                .put("id", entry.id());
    }

    /** Passes on what a list says that is followed, from the next document on, or no longer. */
    private ObjectNode relay(Caller caller, Arguments arguments) throws Refusal {
        OwnList own = lists.find(arguments.text("name")).own();
        String id = arguments.text("id");
        boolean on = arguments.flag("on", true);
        Action cap = Words.action("action", arguments.optionalText("action").orElse(Action.DENY.text()));
        arguments.end();
        List<OwnList.Relay> relays = new ArrayList<>(own.relays());
        boolean was = relays.removeIf(relay -> relay.subscription().equals(id));
        if (on) {
            Head good = keeper.find(id).good();
            if (good == null) {
                throw new Refusal("nothing-there", "id: " + id + " has nothing in force here"
                        + " (expected: a list that was applied)", "Look at its preview, and apply it first.", 409);
            }
            if (good.kind() != own.kind()) {
                throw new Refusal("bad-kind", "id: %s is a %s (expected: a %s, as %s)"
                        .formatted(id, good.kind().text(), own.kind().text(), own.name()),
                        "Pass it on in a list of its kind.", 409);
            }
            relays.add(new OwnList.Relay(id, cap, ""));
        } else if (!was) {
            throw Refusal.notFound("id: \"%s\" is not passed on by %s".formatted(id, own.name()),
                    "banlist/list shows what is.");
        }
        lists.keep(caller, "banlist/relay", own.withRelays(relays));
        return described(lists.find(own.name()));
    }

    /** Lets one more domain read a private list, or one no longer. */
    private ObjectNode readers(Caller caller, Arguments arguments) throws Refusal {
        OwnList own = lists.find(arguments.text("name")).own();
        String reader = arguments.text("reader");
        boolean on = arguments.flag("on", true);
        arguments.end();
        Set<String> readers = new TreeSet<>(own.readers().orElseThrow(() -> new Refusal("not-private",
                "name: %s is for everybody (expected: a private list)".formatted(own.name()),
                "Make a new list with private: true; what was published for everybody stays known.", 409)));
        if (!READER.matcher(reader).matches()) {
            throw Refusal.badValue("reader: \"%s\" (expected: the fingerprint of a domain's key, 43 characters)"
                    .formatted(DocumentFault.shown(reader)),
                    "Ask its owner: following the list tells them, too.");
        }
        if (on && readers.size() >= MAX_READERS) {
            throw new Refusal("too-many", "readers: %s has %d (expected: at most that)"
                    .formatted(own.name(), MAX_READERS), "Name fewer, or begin another list.", 409);
        }
        if (!(on ? readers.add(reader) : readers.remove(reader))) {
            throw new Refusal("nothing-changes", "reader: %s is %s a reader of %s"
                    .formatted(reader, on ? "already" : "not", own.name()), "banlist/list shows who is.", 409);
        }
        lists.keep(caller, "banlist/readers", own.withReaders(readers));
        return described(lists.find(own.name()));
    }

    private ObjectNode publish(Caller caller, Arguments arguments) throws Refusal {
        String name = arguments.text("name");
        arguments.end();
        evidence.published(lists.find(name).own().drafts(), records.now());
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
        lists.setAside().forEach((name, why) -> all.addObject()
                .put("name", name).put("title", "").put("url", "").put("key", lists.key())
                .put("seq", 0).put("entries", 0).put("drafts", 0).put("problem", why));
        return all;
    }

    private ObjectNode draft(Caller caller, String what, OwnList own, BanListPublisher.Change change) throws Refusal {
        OwnList drafted = own.with(change);
        check(drafted, lists.find(own.name()).previous());
        lists.keep(caller, what, drafted);
        return ListAnswers.object().put("name", own.name()).put("drafts", drafted.drafts().size());
    }

    /** Refuses what no document can be made of. */
    private void check(OwnList own, BanListPublisher.@Nullable Previous previous)
            throws Refusal {
        if (BanListPublisher.next(own.head(lists.key()), previous, own.drafts(),
                records.now()) instanceof BanListPublisher.Refused refused) {
            throw PublishedLists.refusal(refused.faults().getFirst());
        }
    }

    /** The published entry that is meant by its id, or by its subject; an own one before one that is passed on. */
    private static Optional<Entry> published(
            PublishedLists.Served served, @Nullable String id, Optional<Subject> subject) {
        BanList list = served.list();
        return (list == null ? List.<Entry>of() : list.entries()).stream()
                .filter(entry -> id == null ? subject.isPresent() && entry.subject().equals(subject.get())
                        : entry.id().equals(id))
                .min((one, other) -> Boolean.compare(one.relay() != null, other.relay() != null));
    }

    private static Optional<Subject> subjectOf(BanListPublisher.Change draft) {
        return switch (draft) {
            case BanListPublisher.Add add -> Optional.of(add.subject());
            case BanListPublisher.Judge judge -> Optional.of(judge.home());
            case BanListPublisher.Retract _,BanListPublisher.Relays _ -> Optional.empty();
        };
    }

    private static ObjectNode described(PublishedLists.Served served) {
        OwnList own = served.own();
        OwnList.Issue newest = served.newest();
        ObjectNode json = ListAnswers.object()
                .put("name", own.name())
                .put("kind", own.kind().text())
                .put("title", own.title())
                .put("url", own.url())
                .put("criteria", own.criteria())
                .put("appeals", own.appeals())
                .put("seq", newest == null ? 0 : newest.seq())
                .put("entries", newest == null ? 0 : newest.entries())
                .put("drafts", own.drafts().size());
        ArrayNode changes = json.putArray("changes");
        own.drafts().stream().limit(SHOWN_DRAFTS).forEach(draft -> changes.add(DraftJson.write(draft)));
        ArrayNode relays = json.putArray("relays");
        own.relays().forEach(relay -> relays.addObject()
                .put("id", relay.subscription()).put("action", relay.cap().text()));
        own.readers().ifPresent(readers -> readers.forEach(json.putArray("readers")::add));
        if (newest != null) {
            json.put("expires", newest.expires().toString());
        }
        return json;
    }
}
