// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import static org.freehold.server.world.TestWorld.id;
import static org.freehold.server.world.TestWorld.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.freehold.server.entity.EntityId;
import org.freehold.server.wire.ClientMessage;
import org.junit.jupiter.api.Test;

final class EditTest {
    private static final String BOX = "{'type':'Box','position':{'x':1,'y':0,'z':0}}";
    private final TestWorld test = new TestWorld();

    @Test
    void everybodySeesAnEditAtOnceAndItsAuthorHearsWhenItIsStored() {
        FakeLink ada = test.builder("Ada");
        FakeLink ben = test.enter("Ben");
        long ref = test.add(ada, id(1), BOX);
        test.tick();
        assertTrue(ada.known.containsKey(text(1)));
        assertTrue(ben.known.containsKey(text(1)));
        assertEquals(0, ada.of("accepted").size());
        test.journal.storeAll();
        test.tick();
        assertEquals(ref, ada.last("accepted").path("ref").asLong());
        assertEquals(text(1), ada.last("accepted").path("id").asText());
        assertEquals(0, ben.of("accepted").size());
    }

    @Test
    void anEditReachesAllWhoSeeIt() {
        test.load(id(1), BOX);
        FakeLink ada = test.builder("Ada");
        FakeLink ben = test.enter("Ben");
        test.edit(ada, id(1), "{'color':{'red':1}}");
        test.tick();
        assertEquals(1, ben.knows(text(1)).path("color").path("red").asInt());
        assertEquals(1, test.properties(id(1)).path("color").path("red").asInt());
        assertEquals(1, test.journal.entries.size());
    }

    @Test
    void refusesWhoMayNotBuild() {
        test.load(id(1), BOX);
        FakeLink ben = test.enter("Ben");
        test.edit(ben, id(1), "{'color':{'red':1}}");
        test.add(ben, id(2), BOX);
        test.delete(ben, id(1));
        test.tick();
        assertEquals(List.of("not-permitted", "not-permitted", "not-permitted"), refusals(ben));
        assertEquals(0, test.journal.entries.size());
    }

    @Test
    void refusesWhatIsNotThereAndWhatIsThereAlready() {
        test.load(id(1), BOX);
        FakeLink ada = test.builder("Ada");
        test.add(ada, id(1), BOX);
        test.edit(ada, id(2), "{}");
        test.delete(ada, id(2));
        test.add(ada, id(3), "{'type':'Cheese'}");
        test.tick();
        assertEquals(List.of("entity-exists", "unknown-entity", "unknown-entity", "bad-value"), refusals(ada));
    }

    @Test
    void makesAnIdWhenTheClientDidNot() {
        FakeLink ada = test.builder("Ada");
        test.ask(ada, new ClientMessage.Add(77, null, TestWorld.json(BOX)));
        test.tick();
        test.journal.storeAll();
        test.tick();
        String made = ada.last("accepted").path("id").asText();
        assertEquals(4, EntityId.parse(made).orElseThrow().version());
        assertTrue(ada.known.containsKey(made));
    }

    @Test
    void changesNothingThatIsLockedButUnlocksIt() {
        test.load(id(1), "{'locked':true}");
        FakeLink ada = test.builder("Ada");
        test.edit(ada, id(1), "{'name':'x'}");
        test.delete(ada, id(1));
        test.tick();
        assertEquals(List.of("entity-locked", "entity-locked"), refusals(ada));
        test.edit(ada, id(1), "{'locked':false,'name':'mine'}");
        test.edit(ada, id(1), "{'name':'x'}");
        test.delete(ada, id(1));
        test.tick();
        assertEquals(2, refusals(ada).size());
        assertTrue(test.world.entity(id(1)).isEmpty());
    }

    @Test
    void deletesNothingThatHasSomethingLockedBelowIt() {
        test.load(id(1), "{}");
        test.load(id(2), "{'parentID':'" + text(1) + "'}");
        test.load(id(3), "{'parentID':'" + text(2) + "','locked':true}");
        FakeLink ada = test.builder("Ada");
        test.delete(ada, id(1));
        test.tick();
        assertEquals(List.of("entity-locked"), refusals(ada));
        assertTrue(ada.last("refused").path("message").asText().contains(text(3)));
    }

    @Test
    void deletesEverythingBelowInOneEntry() {
        test.load(id(1), "{}");
        test.load(id(2), "{'parentID':'" + text(1) + "'}");
        test.load(id(3), "{'parentID':'" + text(2) + "'}");
        FakeLink ada = test.builder("Ada");
        test.delete(ada, id(1));
        test.tick();
        assertEquals(0, test.world.entities());
        assertEquals(1, test.journal.entries.size());
        assertEquals(Set.of(id(1), id(2), id(3)), Set.copyOf(test.journal.entries.getFirst().delete()));
        assertEquals(Map.of(), ada.known);
    }

    @Test
    void refusesAParentThatIsBelow() {
        test.load(id(1), "{}");
        test.load(id(2), "{'parentID':'" + text(1) + "'}");
        FakeLink ada = test.builder("Ada");
        test.edit(ada, id(1), "{'parentID':'" + text(1) + "'}");
        test.edit(ada, id(1), "{'parentID':'" + text(2) + "'}");
        test.tick();
        assertEquals(List.of("parent-cycle", "parent-cycle"), refusals(ada));
    }

    @Test
    void refusesACycleThroughAnEntityThatWaitsForItsParent() {
        test.load(id(2), "{'parentID':'" + text(1) + "'}");
        FakeLink ada = test.builder("Ada");
        test.add(ada, id(1), "{'type':'Box','parentID':'" + text(2) + "'}");
        test.tick();
        assertEquals(List.of("parent-cycle"), refusals(ada));
    }

    @Test
    void refusesAChainOfMoreThanSixtyFourParents() {
        test.load(id(0), "{}");
        for (int i = 1; i <= 64; i++) {
            test.load(id(i), "{'parentID':'" + text(i - 1) + "'}");
        }
        FakeLink ada = test.builder("Ada");
        test.add(ada, id(100), "{'type':'Box','parentID':'" + text(64) + "'}");
        test.add(ada, id(101), "{'type':'Box','parentID':'" + text(63) + "'}");
        test.add(ada, id(102), "{'type':'Box'}");
        test.edit(ada, id(0), "{'parentID':'" + text(102) + "'}");
        test.tick();
        test.journal.storeAll();
        test.tick();
        assertEquals(List.of("parent-cycle", "parent-cycle"), refusals(ada));
        assertTrue(test.world.entity(id(101)).isPresent());
    }

    @Test
    void survivesCyclesThatWereStored() {
        test.load(id(1), "{'parentID':'" + text(2) + "'}");
        test.load(id(2), "{'parentID':'" + text(1) + "'}");
        test.load(id(3), "{'parentID':'" + text(3) + "'}");
        FakeLink ada = test.builder("Ada");
        assertEquals(3, ada.known.size());
        test.delete(ada, id(2));
        test.tick();
        assertEquals(0, refusals(ada).size());
    }

    @Test
    void refusesMoreEntitiesThanTheWorldMayHold() {
        var small = new TestWorld(new WorldSettings(30, 1), Map.of());
        FakeLink ada = small.builder("Ada");
        small.add(ada, id(1), BOX);
        small.add(ada, id(2), BOX);
        small.tick();
        small.journal.storeAll();
        small.tick();
        assertEquals(List.of("world-full"), refusals(ada));
    }

    @Test
    void answersEachClientInTheOrderOfItsEdits() {
        FakeLink ada = test.builder("Ada");
        FakeLink ben = test.builder("Ben");
        long first = test.add(ada, id(1), BOX);
        long refused = test.edit(ada, id(99), "{}");
        long third = test.add(ada, id(2), BOX);
        long bens = test.edit(ben, id(99), "{}");
        test.tick();
        assertEquals(List.of(), answers(ada), "the refusal waits for what was asked before");
        assertEquals(List.of(bens), answers(ben), "but nobody waits for others");
        test.journal.store(1);
        test.tick();
        assertEquals(List.of(first, refused), answers(ada));
        test.journal.storeAll();
        test.tick();
        assertEquals(List.of(first, refused, third), answers(ada));
    }

    @Test
    void carriesOutEditsInTheOrderOfArrivalWhoeverSentThem() {
        test.load(id(1), BOX);
        FakeLink ada = test.builder("Ada");
        FakeLink ben = test.builder("Ben");
        for (int i = 0; i < 50; i++) {
            test.edit(i % 2 == 0 ? ada : ben, id(1), "{'name':'" + i + "'}");
        }
        test.tick();
        assertEquals("49", test.properties(id(1)).path("name").asText());
        List<String> stored = test.journal.entries.stream()
                .map(entry -> entry.put().getFirst().properties().path("name").asText())
                .toList();
        assertEquals(50, stored.size());
        for (int i = 0; i < 50; i++) {
            assertEquals("" + i, stored.get(i));
        }
    }

    @Test
    void doesNothingThatTheJournalDoesNotTake() {
        test.load(id(1), BOX);
        FakeLink ada = test.builder("Ada");
        test.journal.takes = false;
        test.edit(ada, id(1), "{'name':'x'}");
        test.tick();
        assertEquals(List.of("world-read-only"), refusals(ada));
        assertFalse(test.properties(id(1)).has("name"));
    }

    @Test
    void takesBackEverythingThatCouldNotBeStored() {
        test.load(id(1), "{'name':'a'}");
        test.load(id(2), "{'parentID':'" + text(1) + "','name':'child'}");
        test.load(id(3), "{'name':'b'}");
        FakeLink ada = test.builder("Ada");
        FakeLink ben = test.enter("Ben");
        test.edit(ada, id(3), "{'name':'stored'}");
        test.tick();
        Map<UUID, ObjectNode> stored = worldNow();

        List<Long> lost = new ArrayList<>();
        lost.add(test.edit(ada, id(3), "{'name':'lost','velocity':{'x':1}}"));
        lost.add(test.delete(ada, id(1)));
        lost.add(test.add(ada, id(1), "{'type':'Sphere'}"));
        lost.add(test.add(ada, id(4), "{'type':'Box','parentID':'" + text(1) + "'}"));
        lost.add(test.edit(ada, id(4), "{'name':'lost too'}"));
        lost.add(test.delete(ada, id(3)));
        test.tick();
        test.journal.store(1);
        test.journal.failFrom(1, "The disk is full.");
        test.tick();

        assertEquals(stored, worldNow());
        for (FakeLink each : List.of(ada, ben)) {
            assertEquals(asText(stored), each.known, "what everybody sees");
            assertEquals(List.of(), each.faults);
        }
        assertEquals(
                lost, ada.of("refused").stream().map(m -> m.path("ref").asLong()).toList());
        assertEquals("world-read-only", ada.last("refused").path("code").asText());
        assertTrue(ada.last("refused").path("message").asText().contains("The disk is full."));
        assertEquals(1, ada.of("accepted").size());
    }

    @Test
    void tellsBuildersOnceThatTheWorldIsReadOnlyAndWhenItIsNot() {
        FakeLink ada = test.builder("Ada");
        FakeLink ben = test.enter("Ben");
        test.add(ada, id(1), BOX);
        test.add(ada, id(2), BOX);
        test.tick();
        test.journal.failFrom(0, "The disk is full.");
        test.tick();
        test.add(ada, id(3), BOX);
        test.tick();
        assertEquals(List.of("world-read-only"), notices(ada));
        assertEquals(List.of("world-read-only", "world-read-only", "world-read-only"), refusals(ada));
        assertEquals(List.of("world-read-only"), notices(test.builder("Eve")), "who comes meanwhile is told as well");
        test.journal.recover();
        test.tick();
        test.add(ada, id(4), BOX);
        test.tick();
        test.journal.storeAll();
        test.tick();
        assertEquals(List.of("world-read-only", "world-writable"), notices(ada));
        assertEquals(text(4), ada.last("accepted").path("id").asText());
        assertEquals(List.of(), notices(ben));
    }

    @Test
    void anEditThatStopsWhatMovesSaysWhereItRests() {
        test.load(id(1), "{'velocity':{'x':3},'damping':0}");
        FakeLink ada = test.builder("Ada");
        test.seconds(1);
        test.edit(ada, id(1), "{'velocity':null}");
        test.tick();
        JsonNode change = ada.last("entities").path("change").path(0);
        assertEquals(3.1, change.path("position").path("x").asDouble(), 0.2);
        assertEquals(text(1), ada.last("entities").path("still").path(0).asText());
        assertEquals(0, test.world.moving());
    }

    private Map<UUID, ObjectNode> worldNow() {
        Map<UUID, ObjectNode> all = new HashMap<>();
        for (int i = 0; i < 10; i++) {
            UUID id = id(i);
            test.world.entity(id).ifPresent(entity -> all.put(id, entity.properties()));
        }
        return all;
    }

    private static Map<String, JsonNode> asText(Map<UUID, ObjectNode> world) {
        Map<String, JsonNode> all = new HashMap<>();
        world.forEach((id, properties) -> all.put(EntityId.text(id), properties));
        return all;
    }

    private static List<String> refusals(FakeLink link) {
        link.of("refused").forEach(refused -> {
            assertNotNull(refused.path("message").textValue());
            assertNotNull(refused.path("do").textValue());
        });
        return link.of("refused").stream().map(each -> each.path("code").asText()).toList();
    }

    private static List<String> notices(FakeLink link) {
        return link.of("notice").stream().map(each -> each.path("code").asText()).toList();
    }

    private static List<Long> answers(FakeLink link) {
        return link.messages.stream()
                .filter(each -> Set.of("accepted", "refused").contains(each.path("type").asText()))
                .map(each -> each.path("ref").asLong())
                .toList();
    }
}
