// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import static org.freehold.server.world.TestWorld.id;
import static org.freehold.server.world.TestWorld.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.freehold.server.wire.ErrorCode;
import org.freehold.server.wire.ServerMessage;
import org.freehold.server.world.Command;
import org.freehold.server.world.FakeLink;
import org.freehold.server.world.Rights;
import org.freehold.server.world.TestWorld;
import org.junit.jupiter.api.Test;

final class EntityInterestTest {
    private final TestWorld test = new TestWorld();

    @Test
    void sendsTheNearestFirstInTheFirstTick() {
        for (int i = 0; i < 1428; i++) {
            load(i, 2 + (i * 5 % 1428) / 20.0, 1, 1500);
        }
        FakeLink ada = test.enterAt(0, 0, 0);
        List<Double> distances = new ArrayList<>();
        for (JsonNode entity : added(ada)) {
            distances.add(entity.path("position").path("x").asDouble());
        }
        assertTrue(distances.size() >= 100, distances.size() + " in the first tick");
        assertTrue(distances.equals(distances.stream().sorted().toList()), "nearest first");
        test.ticks(3);
        assertEquals(1428, ada.known.size(), "all after four ticks of a fast line");
        assertEquals(1428, ada.last("loaded").path("entities").asInt());
        assertEquals(1428, added(ada).size(), "each once");
    }

    @Test
    void sendsWhatIsLargeBeforeWhatIsSmallAtTheSameDistance() {
        load(1, 30, 0.5, 0);
        load(2, 30, 20, 0);
        test.load(id(3),
                "{'position':{'x':30},'dimensions':{'x':0.5,'y':0.5,'z':0.5},'velocity':{'y':0.01},'damping':0}");
        FakeLink ada = test.enterAt(0, 0, 0);
        assertEquals(
                List.of(text(2), text(3), text(1)),
                added(ada).stream().map(each -> each.path("id").asText()).toList(),
                "large, then moving, then the rest");
    }

    @Test
    void neverSendsWhatCannotBeSeen() {
        load(1, 60, 0.05, 0);
        load(2, 60, 2, 0);
        load(3, 5000, 2, 0);
        load(4, 5000, 300, 0);
        FakeLink ada = test.enterAt(0, 0, 0);
        test.seconds(5);
        assertEquals(Set.of(text(2), text(4)), ada.known.keySet());
        assertEquals(2, added(ada).size());
        assertEquals(2, ada.last("loaded").path("entities").asInt());
    }

    @Test
    void keepsPrivateUserDataToTheDomain() {
        test.load(id(1), "{'name':'vault','privateUserData':'1234'}");
        FakeLink builder = test.builder("Bo");
        test.edit(builder, id(1), "{'privateUserData':'5678','name':'safe'}");
        test.add(builder, id(2), "{'type':'Box','privateUserData':'9012'}");
        FakeLink later = test.enterAt(0, 0, 0);
        for (FakeLink link : List.of(builder, later)) {
            assertEquals("safe", link.knows(text(1)).path("name").asText());
            assertTrue(link.known.containsKey(text(2)));
            assertFalse(link.messages.toString().contains("rivateUserData"));
        }
        assertEquals("5678", test.properties(id(1)).path("privateUserData").asText(), "kept");
        assertEquals("9012", test.properties(id(2)).path("privateUserData").asText(), "kept");
    }

    @Test
    void tellsNothingOfWhatCannotBeSeen() {
        load(1, 3000, 1, 0);
        FakeLink ada = test.enterAt(0, 0, 0);
        FakeLink eve = test.builder("Eve");
        int before = ada.of("entities").size();
        test.edit(eve, id(1), "{'name':'secret'}");
        test.add(eve, id(2), "{'type':'Box','position':{'x':4000,'y':0,'z':0}}");
        test.tick();
        test.delete(eve, id(1));
        test.seconds(3);
        assertEquals(before, ada.of("entities").size());
        assertEquals(List.of(), ada.faults);
    }

    @Test
    void showsWhatComesIntoSightAndHidesWhatFallsBehindWithAMarginBetween() {
        load(1, 0, 1, 0);
        double reach = Math.sqrt(3) / Reach.SMALLEST_RADIANS;
        FakeLink ada = test.enterAt(reach + 20, 0, 0);
        assertFalse(ada.known.containsKey(text(1)));
        walk(ada, reach - 7);
        assertTrue(ada.known.containsKey(text(1)));
        for (int i = 0; i < 20; i++) {
            walk(ada, reach + 8 + i);
            walk(ada, reach - 8 - i);
        }
        assertEquals(1, added(ada).size(), "nothing comes and goes at the border");
        walk(ada, Reach.hideMetres(reach) + 5);
        test.seconds(3);
        assertFalse(ada.known.containsKey(text(1)));
        assertEquals(text(1), ada.last("entities").path("hide").path(0).asText());
        walk(ada, reach - 1);
        assertEquals(2, added(ada).size());
        assertEquals(List.of(), ada.faults);
    }

    @Test
    void showsWhatMovesIntoSight() {
        test.load(id(1), "{'position':{'x':200},'velocity':{'x':-20},'damping':0}");
        FakeLink ada = test.enterAt(0, 0, 0);
        assertEquals(Set.of(), ada.known.keySet());
        test.seconds(8);
        assertEquals(Set.of(text(1)), ada.known.keySet());
        assertTrue(ada.knows(text(1)).path("position").path("x").asDouble() < 100, "where it is when it is sent");
        assertEquals(text(1), ada.last("entities").path("moving").path(0).path("id").asText());
    }

    @Test
    void showsWhatIsMovedOrGrownIntoSightByAnEdit() {
        load(1, 3000, 1, 0);
        load(2, 3000, 1, 0);
        FakeLink ada = test.enterAt(0, 0, 0);
        FakeLink eve = test.enter("Eve", TestWorld.BUILDER, null, true);
        test.edit(eve, id(1), "{'position':{'x':3}}");
        test.edit(eve, id(2), "{'dimensions':{'x':500}}");
        test.tick();
        assertEquals(Set.of(text(1), text(2)), ada.known.keySet());
        test.edit(eve, id(1), "{'position':{'x':3000}}");
        test.seconds(4);
        assertEquals(Set.of(text(2)), ada.known.keySet(), "and hides it again");
    }

    @Test
    void sendsParentsBeforeChildrenAndKeepsThemAsLong() {
        test.load(id(1), "{'position':{'x':900},'dimensions':{'x':0.1,'y':0.1,'z':0.1}}");
        test.load(id(2), "{'parentID':'" + text(1) + "','dimensions':{'x':0.1,'y':0.1,'z':0.1}}");
        test.load(id(3), "{'parentID':'" + text(2) + "','position':{'x':-890},'dimensions':{'x':5,'y':5,'z':5}}");
        FakeLink ada = test.enterAt(0, 0, 0);
        assertEquals(
                List.of(text(1), text(2), text(3)),
                added(ada).stream().map(each -> each.path("id").asText()).toList());
        test.seconds(5);
        assertEquals(3, ada.known.size());
        FakeLink eve = test.enter("Eve", TestWorld.BUILDER, null, true);
        test.delete(eve, id(3));
        test.seconds(5);
        assertEquals(Set.of(), ada.known.keySet(), "without the child its ancestors do not matter");
        assertEquals(List.of(), ada.faults);
    }

    @Test
    void sendsANewParentToWhomeverSeesTheChild() {
        load(1, 900, 0.1, 0);
        load(2, 5, 1, 0);
        FakeLink ada = test.enterAt(0, 0, 0);
        FakeLink eve = test.enter("Eve", TestWorld.BUILDER, null, true);
        test.edit(eve, id(2), "{'parentID':'" + text(1) + "','position':{'x':-895}}");
        test.tick();
        assertEquals(Set.of(text(1), text(2)), ada.known.keySet());
    }

    @Test
    void everythingGoesToABuilderWhoAsksForItAndToNobodyElse() {
        for (int i = 0; i < 50; i++) {
            load(i, i * 300, 0.1, 0);
        }
        assertEquals(50, test.enter("Eve", TestWorld.BUILDER, null, true).known.size());
        FakeLink ben = test.enter("Ben", Set.of(), null, true);
        assertEquals(1, ben.known.size());
        test.loop.offer(new Command.Grant(ben, Rights.of(TestWorld.BUILDER), null));
        test.ticks(2);
        assertEquals(50, ben.known.size());
        test.loop.offer(new Command.Grant(ben, Rights.of(Set.of()), null));
        test.ticks(2);
        assertEquals(1, ben.known.size());
    }

    @Test
    void saysLoadedOnceAfterEachWelcome() {
        load(1, 1, 1, 0);
        FakeLink ada = test.enterAt(0, 0, 0);
        load(2, 1, 1, 0);
        test.seconds(3);
        assertEquals(1, ada.of("loaded").size());
        test.loop.offer(new Command.Lost(ada));
        test.tick();
        test.loop.offer(new Command.Resume(ada, 0));
        test.seconds(3);
        assertEquals(2, ada.of("loaded").size());
    }

    @Test
    void whoComesBackGetsEverythingOnceMoreAndNothingTwice() {
        for (int i = 0; i < 30; i++) {
            load(i, i, 1, 0);
        }
        FakeLink ada = test.enterAt(0, 0, 0);
        FakeLink eve = test.builder("Eve");
        test.loop.offer(new Command.Lost(ada));
        test.delete(eve, id(5));
        test.edit(eve, id(6), "{'name':'new'}");
        test.tick();
        ada.forgetMessages();
        ada.known.clear();
        test.loop.offer(new Command.Resume(ada, 0));
        test.seconds(3);
        List<String> sent = added(ada).stream().map(each -> each.path("id").asText()).toList();
        assertEquals(29, sent.size());
        assertEquals(29, new HashSet<>(sent).size());
        assertEquals("new", ada.knows(text(6)).path("name").asText());
    }

    @Test
    void encodesAnEditOnceForAllWhoSeeIt() {
        load(1, 1, 1, 0);
        FakeLink ada = test.builder("Ada");
        FakeLink ben = test.enter("Ben");
        int adas = ada.sharedMessages;
        int bens = ben.sharedMessages;
        test.edit(ada, id(1), "{'name':'a'}");
        test.edit(ada, id(1), "{'color':{'red':5}}");
        test.tick();
        assertEquals(1, ada.sharedMessages - adas);
        assertEquals(1, ben.sharedMessages - bens, "two edits, one message");
        assertEquals("a", ben.knows(text(1)).path("name").asText());
        assertEquals(5, ben.knows(text(1)).path("color").path("red").asInt());
    }

    @Test
    void givesASlowLineLessAndLosesNothing() {
        for (int i = 0; i < 2000; i++) {
            load(i, i % 40, 0.5, 1500);
        }
        FakeLink slow = new FakeLink();
        slow.queuedBytes = 300 << 10;
        test.loop.offer(new Command.Enter(slow, Set.of(), null, null, false));
        test.ticks(60);
        assertEquals(0, slow.known.size(), "what waits already is more than this line takes");
        slow.queuedBytes = 0;
        test.ticks(60);
        assertEquals(2000, slow.known.size());
        assertEquals(1, slow.of("loaded").size());
    }

    @Test
    void endsTheSessionOfOneWhoNeverReads() {
        FakeLink slow = test.enterAt(0, 0, 0);
        slow.queuedBytes = SlowReader.STUCK_BYTES + 1;
        test.seconds(19);
        slow.queuedBytes = 0;
        test.tick();
        slow.queuedBytes = SlowReader.STUCK_BYTES + 1;
        test.seconds(20);
        assertEquals(null, slow.ended);
        test.ticks(2);
        assertEquals(ErrorCode.SLOW_READER, slow.ended);
        FakeLink stuck = test.enterAt(0, 0, 0);
        stuck.queuedBytes = SlowReader.MAX_BYTES + 1;
        test.tick();
        assertEquals(ErrorCode.SLOW_READER, stuck.ended, "beyond measure: at once");
    }

    @Test
    void nobodyGoesWithoutBecauseOfAFaultInSendingToAnother() {
        load(1, 1, 1, 0);
        FakeLink faulty = new FakeLink() {
            @Override
            public void send(ServerMessage message) {
                if (message instanceof ServerMessage.Entities) {
                    throw new IllegalStateException("a fault on purpose");
                }
                super.send(message);
            }
        };
        test.loop.offer(new Command.Enter(faulty, Set.of(), null, null, false));
        FakeLink ada = test.enterAt(0, 0, 0);
        assertEquals(1, ada.known.size());
        assertEquals(1, ada.flushes);
        assertEquals(ErrorCode.INTERNAL, faulty.ended);
        assertEquals(1, test.loop.snapshot().failures(), "and it is told");
        test.tick();
        assertEquals(1, test.loop.snapshot().failures(), "once");
    }

    @Test
    void tellsWhenSomethingStartsAndStopsToMove() {
        load(1, 1, 1, 0);
        FakeLink ada = test.builder("Ada");
        test.edit(ada, id(1), "{'velocity':{'x':1},'damping':0.9999}");
        test.tick();
        JsonNode moving = ada.last("entities").path("moving").path(0);
        assertEquals(text(1), moving.path("id").asText());
        test.ticks(40);
        JsonNode last = ada.last("entities");
        assertEquals(text(1), last.path("still").path(0).asText());
        assertEquals(text(1), last.path("change").path(0).path("id").asText());
        assertEquals(
                test.properties(id(1)).path("position").path("x").asDouble(),
                ada.knows(text(1)).path("position").path("x").asDouble());
    }

    private void load(int number, double x, double size, int padding) {
        test.load(
                id(number),
                "{'position':{'x':" + x + "},'dimensions':{'x':" + size + ",'y':" + size + ",'z':" + size
                        + "},'userData':'" + "u".repeat(padding) + "'}");
    }

    private void walk(FakeLink link, double x) {
        link.stand(x, 0, 0);
        test.ticks(2);
    }

    private static List<JsonNode> added(FakeLink link) {
        List<JsonNode> added = new ArrayList<>();
        link.of("entities").forEach(message -> message.path("add").forEach(added::add));
        return added;
    }
}
