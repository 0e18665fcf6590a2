// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.whole;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.freehold.server.visit.Answer;
import org.freehold.server.visit.VisitorClient;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who adds, changes and deletes without a pause, and knows what the domain must hold for it: what was acknowledged,
 * and beyond that the beginning of what was sent, whole edits in their order. For one thread at a time.
 */
final class BusyBuilder {
    private static final int MAX_UNANSWERED = 24;
    private static final int MAX_ENTITIES = 60;

    private final String name;
    private final Random random;
    /** What is on the domain's disk for sure, by id. */
    private Map<String, ObjectNode> stored = new LinkedHashMap<>();
    /** The same once everything that was sent is done. */
    private final Map<String, ObjectNode> planned = new LinkedHashMap<>();

    private final List<Sent> sent = new ArrayList<>();
    private long edits;
    private long acknowledged;

    BusyBuilder(String name, long seed) {
        this.name = name;
        this.random = new Random(seed);
    }

    private record Sent(BuilderEdit edit, CompletableFuture<Answer> answer) {}

    String name() {
        return name;
    }

    /** Edits that the domain has said are stored. */
    long acknowledged() {
        return acknowledged;
    }

    /** What the domain was found to hold of this builder's, by id. */
    Map<String, ObjectNode> stored() {
        return stored;
    }

    /** Builds until the connection ends. */
    void buildUntilTheEnd(VisitorClient client) {
        while (!client.ended().isDone()) {
            buildOnce(client);
        }
    }

    /** Waits until everything that was sent has its answer. */
    void awaitAnswers() throws Exception {
        for (Sent one : sent) {
            one.answer().get(ServerProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** Sends one edit, when few enough are unanswered. */
    private void buildOnce(VisitorClient client) {
        if (sent.size() >= MAX_UNANSWERED) {
            CompletableFuture<Answer> oldest = sent.get(sent.size() - MAX_UNANSWERED).answer();
            CompletableFuture.anyOf(oldest, client.ended()).join();
        }
        BuilderEdit edit = next();
        edit.apply(planned);
        sent.add(new Sent(edit, edit.send(client)));
    }

    /**
     * Compares with what the domain holds after its end: everything acknowledged, and of what was sent after that nothing, or
     * the first few edits.
     *
     * @return how many edits were stored and not acknowledged
     */
    int settle(Map<String, ObjectNode> found, String where) {
        Map<String, ObjectNode> model = new LinkedHashMap<>(stored);
        int answered = 0;
        boolean open = false;
        for (Sent one : sent) {
            switch (one.answer().getNow(new Answer.Unknown())) {
                case Answer.Accepted _ -> {
                    assertFalse(open, where + ": answers of " + name + " are out of order");
                    one.edit().apply(model);
                    answered++;
                }
                case Answer.Refused refused ->
                        fail(where + ": " + name + " was refused " + one.edit() + ": " + refused);
                case Answer.Unknown _ -> open = true;
            }
        }
        acknowledged += answered;
        Map<String, ObjectNode> mine = ofThisBuilder(found);
        String problem = difference(model, mine);
        String first = problem;
        int more = 0;
        while (problem != null && answered + more < sent.size()) {
            sent.get(answered + more).edit().apply(model);
            more++;
            problem = difference(model, mine);
        }
        if (problem != null) {
            fail("%s: %s had %d edits acknowledged and %d more sent; what is there fits neither: %s".formatted(
                    where, name, answered, sent.size() - answered, first));
        }
        stored = model;
        planned.clear();
        planned.putAll(model);
        sent.clear();
        return more;
    }

    private Map<String, ObjectNode> ofThisBuilder(Map<String, ObjectNode> found) {
        Map<String, ObjectNode> mine = new LinkedHashMap<>();
        found.forEach((id, entity) -> {
            if (entity.path("name").asText().startsWith(name + " ")) {
                mine.put(id, entity);
            }
        });
        return mine;
    }

    private BuilderEdit next() {
        // A name for every edit, so that what is found tells which was the last.
        String label = name + " " + ++edits;
        int dice = random.nextInt(10);
        List<String> ids = List.copyOf(planned.keySet());
        if (ids.isEmpty() || (dice < 4 && ids.size() < MAX_ENTITIES)) {
            return add(label, ids);
        }
        String id = ids.get(random.nextInt(ids.size()));
        if (dice < 8) {
            ObjectNode patch = JsonNodeFactory.instance.objectNode().put("name", label);
            patch.set("position", point(random.nextInt(1000)));
            return new BuilderEdit.Change(id, patch);
        }
        return new BuilderEdit.Delete(id);
    }

    private BuilderEdit add(String label, List<String> ids) {
        String id = "{" + new UUID(random.nextLong(), random.nextLong()) + "}";
        ObjectNode box = JsonNodeFactory.instance.objectNode()
                .put("id", id)
                .put("type", "Box")
                .put("name", label)
                .put("description", "x".repeat(random.nextInt(1500)));
        box.set("position", point(random.nextInt(1000)));
        if (!ids.isEmpty() && random.nextInt(4) == 0) {
            String parent = ids.get(random.nextInt(ids.size()));
            if (!planned.getOrDefault(parent, box).has("parentID")) {
                box.put("parentID", parent);
            }
        }
        return new BuilderEdit.Add(id, box);
    }

    private static ObjectNode point(int n) {
        return JsonNodeFactory.instance.objectNode().put("x", n / 8.0).put("y", 1.5).put("z", -n / 4.0);
    }

    /** The first thing that is not as it should be; null for none. */
    private static @Nullable String difference(
            Map<String, ObjectNode> expected, Map<String, ObjectNode> found) {
        for (var entry : expected.entrySet()) {
            ObjectNode entity = found.get(entry.getKey());
            if (entity == null) {
                return entry.getValue().path("name") + " is gone";
            }
            for (var property : entry.getValue().properties()) {
                if (!isSame(property.getValue(), entity.path(property.getKey()))) {
                    return "%s: %s is %s (expected: %s)".formatted(entry.getValue().path("name"), property.getKey(),
                            entity.path(property.getKey()), property.getValue());
                }
            }
        }
        for (var entry : found.entrySet()) {
            if (!expected.containsKey(entry.getKey())) {
                return entry.getValue().path("name") + " was deleted and is there";
            }
        }
        return null;
    }

    private static boolean isSame(JsonNode expected, JsonNode found) {
        if (expected.isNumber()) {
            return found.isNumber() && expected.doubleValue() == found.doubleValue();
        }
        if (expected.isObject()) {
            return expected.properties().stream()
                    .allMatch(property -> isSame(property.getValue(), found.path(property.getKey())));
        }
        return expected.equals(found);
    }
}
