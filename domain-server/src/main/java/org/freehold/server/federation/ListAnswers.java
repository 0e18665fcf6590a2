// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.freehold.moderation.Action;
import org.freehold.moderation.admission.Finding;
import org.freehold.moderation.admission.Overrides;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.BanListWriter;
import org.freehold.moderation.banlist.Entry;
import org.freehold.moderation.subscription.Diff;
import org.freehold.moderation.subscription.Head;
import org.freehold.moderation.subscription.Here;
import org.freehold.moderation.subscription.Plan;
import org.freehold.moderation.subscription.Subscription;
import org.jspecify.annotations.Nullable;

/** How lists, subscriptions and plans are shown. Any thread. */
final class ListAnswers {
    private static final int SHOWN = 500;
    private static final int NAMED = 3;

    private ListAnswers() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Such as {@code 2 added (key:…, home:bad.example), 1 retracted}. */
    static String sentence(Diff diff) {
        StringBuilder text = new StringBuilder();
        part(text, "added", diff.added(), entry -> entry.subject().text());
        part(text, "changed", diff.changed(), each -> each.after().subject().text());
        part(text, "gone without a word", diff.removed(), entry -> entry.subject().text());
        part(text, "retracted", diff.retracted(), each -> each.id() + ": " + each.reason());
        return text.isEmpty() ? "nothing changed" : text.toString();
    }

    static ObjectNode counts(ObjectNode details, Diff diff) {
        return details.put("added", diff.added().size())
                .put("changed", diff.changed().size())
                .put("removed", diff.removed().size())
                .put("retracted", diff.retracted().size());
    }

    static ObjectNode subscription(Subscription subscription, Here here, Instant now) {
        ObjectNode json = object()
                .put("id", subscription.id())
                .put("url", subscription.url())
                .put("key", subscription.key());
        Head head = head(subscription);
        json.put("title", head == null ? "" : head.title())
                .put("publisher", URI.create(subscription.url()).getAuthority())
                .put("level", subscription.settings().level().text())
                .put("corroborate", subscription.settings().corroborate())
                .put("review", subscription.settings().review())
                .put("kind", (head == null ? BanList.Kind.BAN_LIST : head.kind()).text())
                .put("state", subscription.state(now).text());
        Head good = subscription.good();
        json.put("seq", good == null ? 0 : good.seq()).put("entries", good == null ? 0 : good.entries());
        put(json, "lastFetched", subscription.fetched());
        put(json, "lastChanged", subscription.changed());
        Subscription.Failure failure = subscription.failure();
        if (failure != null) {
            json.put("problem", failure.fault().toString());
        }
        ArrayNode held = json.putArray("held");
        if (subscription.held() != null) {
            subscription.held().reasons().forEach(reason -> held.add(reason.text()));
        }
        ObjectNode caps = json.putObject("caps");
        subscription.settings().caps().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(cap -> caps.put(cap.getKey().text(), cap.getValue().text()));
        ArrayNode ignored = json.putArray("ignored");
        subscription.dismissed().stream()
                .sorted(Comparator.comparing(Subscription.Dismissal::entry))
                .forEach(each -> ignored.addObject().put("entry", each.entry()).put("subject", each.subject()));
        return json.put("hits", good == null ? 0 : hits(good, here, now));
    }

    /** A subscription that cannot be read; with all that is always there, so that clients show it as any other. */
    static ObjectNode setAside(String id, String why) {
        ObjectNode json = object().put("id", id).put("state", "damaged").put("problem", why);
        List.of("url", "key", "title", "publisher", "level").forEach(name -> json.put(name, ""));
        List.of("seq", "entries", "hits").forEach(name -> json.put(name, 0));
        List.of("held", "ignored").forEach(json::putArray);
        return json;
    }

    static ObjectNode override(Overrides.Ruling ruling) {
        ObjectNode json = object()
                .put("subject", ruling.subject().text())
                .put("verdict", ruling.verdict().text())
                .put("since", ruling.since().toString())
                .put("by", ruling.by());
        return ruling.reason() == null ? json : json.put("reason", ruling.reason());
    }

    private static long hits(Head good, Here here, Instant now) {
        return here.people().stream()
                .filter(person -> here.index().find(person.subjects(), now).stream()
                        .anyMatch(found -> isOf(good, found)))
                .count();
    }

    private static boolean isOf(Head good, Finding found) {
        return found.list().equals(good.list()) && found.issuer().equals(good.issuer())
                && found.effective() != Action.MONITOR;
    }

    static ObjectNode plan(Plan plan, Subscription subscription, Instant now) {
        Head head = plan.head();
        ObjectNode json = object()
                .put("plan", plan.hash())
                .put("publisher", URI.create(subscription.url()).getAuthority())
                .put("key", subscription.key())
                .put("title", head.title())
                .put("criteria", head.criteria())
                .put("appeals", head.appeals())
                .put("scope", head.scope().text())
                .put("level", subscription.settings().level().text())
                .put("kind", head.kind().text())
                .put("size", head.entries())
                .put("seq", head.seq())
                .put("issued", head.issued().toString())
                .put("age", Math.max(0, now.getEpochSecond() - head.issued().getEpochSecond()));
        Diff diff = plan.diff();
        counts(json.putObject("counts"), diff);
        entries(json.putArray("added"), diff.added());
        ArrayNode changed = json.putArray("changed");
        diff.changed().stream().limit(SHOWN).forEach(each -> {
            ObjectNode both = changed.addObject();
            both.set("before", flat(each.before()));
            both.set("after", flat(each.after()));
        });
        entries(json.putArray("removed"), diff.removed());
        ArrayNode retracted = json.putArray("retracted");
        diff.retracted().stream().limit(SHOWN).forEach(
                each -> retracted.addObject().put("id", each.id()).put("reason", each.reason()));
        ArrayNode here = json.putArray("here");
        for (Plan.Hit hit : plan.here()) {
            here.addObject()
                    .put("handle", hit.person().handle())
                    .put("name", hit.person().name())
                    .put("entry", String.join(", ", hit.entries()))
                    .put("before", hit.before().text())
                    .put("effect", hit.after().text());
        }
        ArrayNode stopped = json.putArray("stopped");
        plan.stopped().stream().limit(SHOWN).forEach(each -> stopped.addObject()
                .put("subject", each.subject().text())
                .put("entry", each.entry())
                .put("by", each.by().text()));
        ArrayNode held = json.putArray("held");
        plan.held().forEach(reason -> held.add(reason.text()));
        return json;
    }

    private static void entries(ArrayNode into, List<Entry> entries) {
        entries.stream().limit(SHOWN).forEach(entry -> into.add(flat(entry)));
    }

    private static ObjectNode flat(Entry entry) {
        ObjectNode json = BanListWriter.entry(entry);
        return json.put("subject", entry.subject().text());
    }

    private static @Nullable Head head(Subscription subscription) {
        Subscription.Held held = subscription.held();
        return subscription.good() != null || held == null ? subscription.good() : held.head();
    }

    private static <T> void part(StringBuilder text, String what, List<T> all, Function<T, String> name) {
        if (!all.isEmpty()) {
            text.append(text.isEmpty() ? "" : ", ").append(all.size()).append(' ').append(what).append(" (")
                    .append(all.stream().limit(NAMED).map(name).collect(Collectors.joining(", ")))
                    .append(all.size() > NAMED ? ", …)" : ")");
        }
    }

    private static void put(ObjectNode json, String name, @Nullable Instant time) {
        if (time != null) {
            json.put(name, time.toString());
        }
    }
}
