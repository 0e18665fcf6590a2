// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.freehold.moderation.Identity;
import org.freehold.moderation.Permission;
import org.freehold.moderation.ReadableTime;
import org.freehold.moderation.Subject;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.BanListPublisher;
import org.freehold.moderation.banlist.Entry;
import org.freehold.server.desk.Arguments;
import org.freehold.server.desk.Caller;
import org.freehold.server.desk.Operation;
import org.freehold.server.desk.Records;
import org.freehold.server.desk.Refusal;
import org.freehold.server.desk.Simple;
import org.freehold.server.session.HomeVouches;
import org.freehold.server.storage.StorageException;

/**
 * Appeals against entries of our own lists, by the key that is listed, whose signature is the proof, or by
 * whoever's home vouches for the account that is listed. Whoever appealed sees what became of it;
 * an accepted appeal is a retraction in the next document, which is published at once.
 */
final class AppealOperations {
    private static final String KEY = "appeals";
    private static final int MAX_TEXT = 2000;
    private static final int MAX_KEPT = 1000;
    private static final Duration BETWEEN = Duration.ofDays(1);
    private static final JsonMapper JSON = new JsonMapper();

    private final Records records;
    private final PublishedLists lists;
    private final Evidence evidence;
    private final HomeVouches homes;

    AppealOperations(Records records, PublishedLists lists, Evidence evidence, HomeVouches homes) {
        this.records = records;
        this.lists = lists;
        this.evidence = evidence;
        this.homes = homes;
    }

    List<Operation> all() {
        return List.of(
                new Simple("appeal/make", null, true, this::make),
                Simple.reading("appeal/mine", null, this::mine),
                Simple.reading("appeal/list", Permission.MODERATE, this::list),
                Simple.changing("appeal/decide", Permission.ADMINISTER, this::decide));
    }

    private ObjectNode make(Caller caller, Arguments arguments) throws Refusal {
        PublishedLists.Served served = lists.find(arguments.text("list"));
        String text = arguments.text("text").strip();
        Optional<String> vouch = arguments.optionalText("vouch");
        arguments.end();
        int length = text.codePointCount(0, text.length());
        if (length < 1 || length > MAX_TEXT) {
            throw Refusal.badValue("text: %d characters (expected: 1 to %d)".formatted(length, MAX_TEXT),
                    "Shorten it.");
        }
        Instant now = records.now();
        ArrayNode appeals = read();
        // Before a home is asked, as that costs something.
        checkRate(appeals, each -> isBy(each, caller), now);
        Subject subject =
                vouch.isPresent() ? account(vouch.get(), caller) : new Subject(Subject.Kind.KEY, caller.key());
        BanList list = served.list();
        Entry entry = (list == null ? List.<Entry>of() : list.entries()).stream()
                .filter(each -> each.subject().equals(subject))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound(
                        "list: %s has no entry about %s".formatted(served.own().name(), subject.text()),
                        "Sign with the key that is listed, or add the word of your home (vouch) when it is your account;"
                                + " there is nothing to appeal otherwise."));
        checkRate(appeals, each -> each.path("subject").asText().equals(subject.text()), now);
        evidence.keep(entry.evidence(), now);
        if (appeals.size() >= MAX_KEPT) {
            forgetOldest(appeals);
        }
        ObjectNode appeal = appeals.addObject()
                .put("id", "a-" + (appeals.size() == 1 ? 1 : number(appeals.get(appeals.size() - 2)) + 1))
                .put("list", served.own().name())
                .put("entry", entry.id())
                .put("subject", subject.text())
                .put("by", by(caller))
                .put("text", text)
                .put("at", now.toString())
                .put("state", "open");
        store(caller, "appeal/make", subject, appeals, ListAnswers.object().put("id", appeal.path("id").asText()));
        return theirs(appeal);
    }

    private static void checkRate(ArrayNode appeals, Predicate<JsonNode> isTheirs, Instant now) throws Refusal {
        for (JsonNode each : appeals) {
            Instant next = Instant.parse(each.path("at").asText()).plus(BETWEEN);
            if (isTheirs.test(each) && now.isBefore(next)) {
                throw new Refusal("too-soon", "appeal: the last one was made at " + each.path("at").asText()
                        + " (expected: one a day)",
                        "Look what became of it (appeal/mine), or appeal again after " + ReadableTime.ofEnd(next) + ".",
                        429);
            }
        }
    }

    /** The account that a home vouches for, to the very key that signed. Blocks for as long as the home takes. */
    private Subject account(String vouch, Caller caller) throws Refusal {
        return switch (homes.check(vouch, caller.key())) {
            case HomeVouches.Unfit unfit -> throw new Refusal("bad-vouch", unfit.why(), unfit.whatToDo(), 403);
            case HomeVouches.Vouched(Identity.Home home) ->
                    new Subject(Subject.Kind.ACCOUNT, home.account() + "@" + home.domain());
        };
    }

    private static String by(Caller caller) {
        return "key:" + caller.key();
    }

    /** What was stored before accounts could appeal was by its subject. */
    private static boolean isBy(JsonNode appeal, Caller caller) {
        return appeal.path("by").asText(appeal.path("subject").asText()).equals(by(caller));
    }

    private ObjectNode mine(Caller caller, Arguments arguments) throws Refusal {
        arguments.end();
        ObjectNode answer = ListAnswers.object();
        ArrayNode mine = answer.putArray("appeals");
        for (JsonNode each : read()) {
            if (!caller.key().isEmpty() && isBy(each, caller)) {
                mine.add(theirs(each));
            }
        }
        return answer;
    }

    private ObjectNode list(Caller caller, Arguments arguments) throws Refusal {
        arguments.end();
        ArrayNode appeals = read();
        ObjectNode answer = ListAnswers.object();
        answer.set("appeals", appeals);
        Instant now = records.now();
        long[] ages = appeals.valueStream()
                .filter(each -> each.path("state").asText().equals("open"))
                .mapToLong(each -> Duration.between(Instant.parse(each.path("at").asText()), now).toSeconds())
                .sorted()
                .toArray();
        return answer.put("open", ages.length).put("medianAge", ages.length == 0 ? 0 : ages[ages.length / 2]);
    }

    private ObjectNode decide(Caller caller, Arguments arguments) throws Refusal {
        String id = arguments.text("id");
        boolean accept = arguments.flag("accept", false);
        String reply = arguments.optionalText("answer").orElse("");
        arguments.end();
        ArrayNode appeals = read();
        ObjectNode appeal = null;
        for (JsonNode each : appeals) {
            if (each.path("id").asText().equals(id) && each instanceof ObjectNode found) {
                appeal = found;
            }
        }
        if (appeal == null || !appeal.path("state").asText().equals("open")) {
            throw Refusal.notFound("id: \"%s\" is no open appeal".formatted(id), "appeal/list shows them.");
        }
        if (accept) {
            retract(caller, appeal);
        }
        appeal.put("state", accept ? "accepted" : "rejected")
                .put("answer", reply)
                .put("decided", records.now().toString());
        Subject subject = Subject.parse(appeal.path("subject").asText()).orElseThrow();
        store(caller, "appeal/decide", subject, appeals,
                ListAnswers.object().put("id", id).put("state", appeal.path("state").asText()));
        return appeal;
    }

    private void retract(Caller caller, ObjectNode appeal) throws Refusal {
        PublishedLists.Served served = lists.find(appeal.path("list").asText());
        String entry = appeal.path("entry").asText();
        BanList list = served.list();
        boolean isThere = list != null && list.entries().stream().anyMatch(each -> each.id().equals(entry));
        if (isThere) {
            lists.keep(caller, "banlist/retract",
                    served.own().with(new BanListPublisher.Retract(entry, "appeal accepted")));
            lists.publish(caller, served.own().name(), records.now());
        }
    }

    private void forgetOldest(ArrayNode appeals) throws Refusal {
        for (int i = 0; i < appeals.size(); i++) {
            if (!appeals.get(i).path("state").asText().equals("open")) {
                appeals.remove(i);
                return;
            }
        }
        throw new Refusal("too-many", "appeals: %d are open (expected: fewer)".formatted(appeals.size()),
                "Try again in some days.", 429);
    }

    private static int number(JsonNode appeal) {
        return Integer.parseInt(appeal.path("id").asText().substring(2));
    }

    private static ObjectNode theirs(JsonNode appeal) {
        ObjectNode json = ListAnswers.object();
        for (String name : List.of("id", "list", "entry", "at", "state", "answer", "decided")) {
            if (appeal.has(name)) {
                json.set(name, appeal.get(name));
            }
        }
        return json;
    }

    private ArrayNode read() throws Refusal {
        try {
            String stored = records.store().read(KEY).orElse("[]");
            return JSON.readTree(stored) instanceof ArrayNode appeals ? appeals : JSON.createArrayNode();
        } catch (StorageException e) {
            throw Refusal.notStored(e.reason());
        } catch (JsonProcessingException e) {
            throw Refusal.notStored("The stored appeals are damaged: " + e.getOriginalMessage());
        }
    }

    private void store(Caller caller, String what, Subject subject, ArrayNode appeals, ObjectNode details)
            throws Refusal {
        records.change(
                caller, new Records.Entry(what, subject.text(), details),
                new Records.Beside(Map.of(KEY, appeals.toString()), Set.of(), List.of()), who -> null,
                before -> before);
    }
}
