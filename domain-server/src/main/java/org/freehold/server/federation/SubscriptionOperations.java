// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.freehold.moderation.Category;
import org.freehold.moderation.Permission;
import org.freehold.moderation.Subject;
import org.freehold.moderation.admission.Ban;
import org.freehold.moderation.admission.Bans;
import org.freehold.moderation.admission.Overrides;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.subscription.Head;
import org.freehold.moderation.subscription.Here;
import org.freehold.moderation.subscription.Leaving;
import org.freehold.moderation.subscription.Level;
import org.freehold.moderation.subscription.Settings;
import org.freehold.moderation.subscription.Subscription;
import org.freehold.server.desk.Arguments;
import org.freehold.server.desk.Caller;
import org.freehold.server.desk.Operation;
import org.freehold.server.desk.Records;
import org.freehold.server.desk.Refusal;
import org.freehold.server.desk.Simple;

/** Lists of others: follow, look before anything happens, apply, trust more or less, override, leave. */
final class SubscriptionOperations {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int MAX_SUBSCRIPTIONS = 100;
    private static final int MAX_DISMISSALS = 1000;

    private final Records records;
    private final SubscriptionKeeper keeper;
    private final SubscriptionUpdates updates;
    private final PublishingOperations publishing;

    SubscriptionOperations(
            Records records, SubscriptionKeeper keeper, SubscriptionUpdates updates, PublishingOperations publishing) {
        this.records = records;
        this.keeper = keeper;
        this.updates = updates;
        this.publishing = publishing;
    }

    List<Operation> all() {
        return List.of(
                Simple.reading("banlist/list", Permission.MODERATE, this::list),
                Simple.reading("banlist/preview", Permission.MODERATE, this::preview),
                Simple.changing("banlist/apply", Permission.ADMINISTER, this::apply),
                Simple.changing("banlist/level", Permission.ADMINISTER, this::level),
                Simple.changing("banlist/ignore", Permission.MODERATE, this::ignore),
                Simple.changing("banlist/override", Permission.MODERATE, this::override),
                Simple.changing("banlist/leave", Permission.ADMINISTER, this::leave),
                // Without the lock of the desk, as the keeper has its own: a slow publisher must not keep moderators waiting.
                Simple.reading("banlist/subscribe", Permission.ADMINISTER, this::subscribe),
                Simple.reading("banlist/refresh", Permission.MODERATE, this::refresh));
    }

    private ObjectNode list(Caller caller, Arguments arguments) throws Refusal {
        arguments.end();
        ObjectNode answer = ListAnswers.object();
        answer.set("published", publishing.list());
        ArrayNode subscriptions = answer.putArray("subscriptions");
        Here here = keeper.here();
        Instant now = records.now();
        keeper.all().values().forEach(each -> subscriptions.add(ListAnswers.subscription(each, here, now)));
        keeper.setAside().forEach((id, why) -> subscriptions.add(ListAnswers.setAside(id, why)));
        ArrayNode overrides = answer.putArray("overrides");
        records.rulebook().overrides().verdicts().values().stream()
                .sorted(Comparator.comparing(Overrides.Ruling::since).reversed())
                .forEach(ruling -> overrides.add(ListAnswers.override(ruling)));
        return answer;
    }

    private ObjectNode subscribe(Caller caller, Arguments arguments) throws Refusal {
        String url = arguments.text("url");
        String key = arguments.text("key");
        Level level = level(arguments.optionalText("level").orElse(Level.MONITOR.text()));
        arguments.end();
        if (!KEY.matcher(key).matches()) {
            throw Refusal.badValue("key: \"%s\" (expected: the publisher's fingerprint, 43 characters)".formatted(key),
                    "Ask the publisher for it, not the address of the list.");
        }
        if (keeper.all().size() >= MAX_SUBSCRIPTIONS) {
            throw new Refusal("too-many", "subscriptions: %d (expected: at most %d)"
                    .formatted(keeper.all().size(), MAX_SUBSCRIPTIONS), "Leave one.", 409);
        }
        String id = freeId(url);
        keeper.subscribe(caller, id, url, key, Settings.USUAL.withLevel(level));
        try {
            updates.fetch(id);
        } catch (Refusal refusal) {
            // It was followed until a moment ago, and is not asked again before that is polite; the schedule does it.
            if (!refusal.code().equals(SubscriptionUpdates.TOO_SOON)) {
                throw refusal;
            }
        }
        Subscription made = keeper.find(id);
        ObjectNode answer = ListAnswers.object().put("id", made.id());
        if (made.held() != null) {
            answer.set("preview", plan(made.id(), made.settings()));
        } else {
            Subscription.Failure failure = made.failure();
            answer.put("problem", failure == null
                    ? "it was fetched a moment ago; it is fetched again by itself in a few minutes"
                    : failure.fault().toString());
        }
        return answer;
    }

    private ObjectNode preview(Caller caller, Arguments arguments) throws Refusal {
        Subscription subscription = keeper.find(arguments.text("id"));
        Settings settings = settings(subscription.settings(), arguments);
        arguments.end();
        return plan(subscription.id(), settings);
    }

    private ObjectNode plan(String id, Settings settings) throws Refusal {
        return ListAnswers.plan(
                keeper.preview(id, settings), keeper.find(id).withSettings(settings), records.now()).put("id", id);
    }

    private ObjectNode apply(Caller caller, Arguments arguments) throws Refusal {
        String id = arguments.text("id");
        String plan = arguments.text("plan");
        Settings settings = settings(keeper.find(id).settings(), arguments);
        arguments.end();
        int hit = keeper.apply(caller, id, settings, plan);
        return described(id).put("hit", hit);
    }

    private ObjectNode level(Caller caller, Arguments arguments) throws Refusal {
        String id = arguments.text("id");
        Settings asked = settings(keeper.find(id).settings(), arguments);
        arguments.end();
        int hit = keeper.change(caller, "banlist/level", id, before -> before.withSettings(asked));
        return described(id).put("hit", hit);
    }

    /** What is not said stays as it is. */
    private static Settings settings(Settings before, Arguments arguments) throws Refusal {
        Settings settings = before;
        if (arguments.has("level")) {
            settings = settings.withLevel(level(arguments.text("level")));
        }
        settings = settings
                .withCorroborate(
                        arguments.number("corroborate", 1, Settings.MAX_CORROBORATE, settings.corroborate()))
                .withReview(arguments.flag("review", settings.review()));
        ObjectNode caps = arguments.object("caps").orElse(ListAnswers.object());
        for (Map.Entry<String, JsonNode> cap : caps.properties()) {
            settings = settings.withCap(Words.category(cap.getKey()), Words.action("caps", cap.getValue().asText()));
        }
        return settings;
    }

    /** Ignores an entry, or no longer, whether it is in force, waits, or has vanished and is kept for a while. */
    private ObjectNode ignore(Caller caller, Arguments arguments) throws Refusal {
        String id = arguments.text("id");
        String entry = arguments.text("entry");
        boolean on = arguments.flag("on", true);
        arguments.end();
        Set<Subscription.Dismissal> meant = on ? there(keeper.find(id), entry) : dismissed(keeper.find(id), entry);
        if (meant.isEmpty()) {
            throw Refusal.notFound(
                    "entry: \"%s\" is %s of %s (expected: the id of one that is)"
                            .formatted(entry, on ? "no entry" : "no ignored entry", id),
                    on ? "banlist/preview shows the entries." : "banlist/list shows what is ignored.");
        }
        int hit = keeper.change(caller, "banlist/ignore", id, before -> {
            Subscription after = before;
            for (Subscription.Dismissal each : meant) {
                after = after.dismissing(each, on);
            }
            if (after.dismissed().size() > MAX_DISMISSALS) {
                throw new Refusal("too-many", "ignored entries: %d (expected: at most %d)"
                        .formatted(after.dismissed().size(), MAX_DISMISSALS),
                        "A list of which so much is wrong is better left.", 409);
            }
            return after;
        });
        return described(id).put("hit", hit);
    }

    private Set<Subscription.Dismissal> there(Subscription subscription, String id) {
        Set<Subscription.Dismissal> found = new HashSet<>();
        Subscription.Held held = subscription.held();
        for (Head head : Arrays.asList(subscription.good(), held == null ? null : held.head())) {
            BanList document = keeper.document(head);
            if (document != null) {
                document.entries().stream()
                        .filter(entry -> entry.id().equals(id) && !document.isSelfTest(entry))
                        .forEach(entry -> found.add(Subscription.Dismissal.of(entry)));
            }
        }
        Subscription.Missing missing = subscription.missing().get(id);
        if (missing != null) {
            found.add(Subscription.Dismissal.of(missing.entry()));
        }
        return found;
    }

    private static Set<Subscription.Dismissal> dismissed(Subscription subscription, String id) {
        return subscription.dismissed().stream()
                .filter(dismissal -> dismissal.entry().equals(id))
                .collect(Collectors.toSet());
    }

    private ObjectNode override(Caller caller, Arguments arguments) throws Refusal {
        Subject subject = arguments.subject("subject");
        String verdict = arguments.text("verdict");
        String reason = arguments.optionalText("reason").orElse(null);
        arguments.end();
        ObjectNode details = ListAnswers.object().put("verdict", verdict);
        if (reason != null) {
            details.put("reason", reason);
        }
        Records.Entry entry = new Records.Entry("banlist/override", subject.text(), details);
        int hit = switch (verdict) {
            case "none" -> records.change(caller, entry, before -> before.with(before.overrides().without(subject)));
            case "allow", "deny" -> records.change(caller, entry, before -> {
                if (verdict.equals("deny")) {
                    before.checkNotProtected(subject);
                }
                return before.with(before.overrides().with(new Overrides.Ruling(
                        subject, Overrides.Verdict.valueOf(verdict.toUpperCase(Locale.ROOT)), reason, records.now(),
                        caller.name())));
            });
            default -> throw Refusal.badValue(
                    "verdict: \"%s\" (expected: allow, deny or none)".formatted(verdict), "Choose one.");
        };
        return ListAnswers.object().put("subject", subject.text()).put("verdict", verdict).put("hit", hit);
    }

    private ObjectNode leave(Caller caller, Arguments arguments) throws Refusal {
        String id = arguments.text("id");
        String how = arguments.optionalText("how").orElse("staged");
        arguments.end();
        Instant now = records.now();
        int adopted = 0;
        int hit;
        switch (how) {
            case "staged" -> hit = keeper.change(caller, "banlist/leave", id, before -> before.leave(now));
            case "now" -> hit = keeper.remove(caller, id, "banlist/leave");
            case "adopt" -> {
                List<Ban> bans = bans(keeper.find(id), caller, now);
                adopted = bans.size();
                hit = keeper.remove(caller, id, "banlist/adopt", before -> {
                    Bans all = before.bans();
                    for (Ban ban : bans) {
                        all = all.with(ban);
                    }
                    return before.with(all);
                });
            }
            default -> throw Refusal.badValue(
                    "how: \"%s\" (expected: staged, now or adopt)".formatted(how), "Leave it out for staged.");
        }
        return ListAnswers.object().put("id", id).put("how", how).put("adopted", adopted).put("hit", hit);
    }

    /** What of the list has effect here on people and homes, as bans of our own. */
    private List<Ban> bans(Subscription subscription, Caller caller, Instant now) {
        return Leaving.adopted(
                subscription, keeper.document(subscription.good()), keeper.here().index(), keeper.self(), now)
                .stream()
                .filter(each -> switch (each.entry().subject().kind()) {
                    case KEY, ACCOUNT, HOME -> true;
                    case ASSET, SIGNER -> false;
                })
                .map(each -> new Ban(
                        each.entry().subject(), each.action(), category(each.entry().knownCategories()),
                        each.entry().reason(), now, each.entry().expires(), null, caller.name()))
                .toList();
    }

    private static Category category(Set<Category> known) {
        return known.stream().sorted().findFirst().orElse(Category.OTHER);
    }

    private ObjectNode refresh(Caller caller, Arguments arguments) throws Refusal {
        String id = arguments.text("id");
        arguments.end();
        updates.fetch(id);
        return described(id);
    }

    private ObjectNode described(String id) throws Refusal {
        return ListAnswers.subscription(keeper.find(id), keeper.here(), records.now());
    }

    /** The last part of the address, and a number when that is taken. */
    private String freeId(String url) {
        String last = url.substring(url.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "");
        String wanted = last.isEmpty() ? "list" : last.substring(0, Math.min(30, last.length()));
        String id = wanted;
        for (int number = 2; keeper.all().containsKey(id) || keeper.setAside().containsKey(id); number++) {
            id = wanted + "-" + number;
        }
        return id;
    }

    private static Level level(String text) throws Refusal {
        return Level.parse(text).orElseThrow(() -> Refusal.badValue(
                "level: \"%s\" (expected: monitor, warn, quarantine or enforce)".formatted(text), "Choose one."));
    }
}
