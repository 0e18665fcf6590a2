// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import static org.freehold.server.world.TestWorld.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.freehold.server.wire.Moves;
import org.freehold.server.wire.PoseMessage;
import org.freehold.server.wire.RotationCodec;
import org.junit.jupiter.api.Test;

/** Things in the hands of builders. */
final class HoldTest {
    private final TestWorld test = new TestWorld();
    private int sequence;

    @Test
    void whatIsMovedByHandIsSeenByOthersAsPosesAtOnce() {
        test.load(id(1), "{'position':{'x':1}}");
        FakeLink ada = test.builder("Ada");
        FakeLink ben = test.enterAt(0, 0, 0);
        int handle = hold(ada, 1);
        ben.forgetMessages();
        for (int i = 0; i < 10; i++) {
            move(ada, handle, 2 + i / 10f, 1, 0);
            test.tick();
        }
        assertEquals(10, ben.posesOf(handle).size());
        PoseMessage.Pose last = ben.posesOf(handle).getLast();
        assertEquals(2.9, last.x(), 0.001);
        assertEquals(Math.sqrt(0.5), Math.abs(last.rotation().y()), 0.002);
        assertEquals(0, ben.messages.size(), "nothing in JSON while it is moved");
        assertEquals(2.9, test.properties(id(1)).path("position").path("x").asDouble(), 0.001);
    }

    @Test
    void anEditLetsItGoAndIsStoredAndTold() {
        test.load(id(1), "{}");
        FakeLink ada = test.builder("Ada");
        FakeLink ben = test.enterAt(0, 0, 0);
        int handle = hold(ada, 1);
        move(ada, handle, 3, 0, 0);
        test.tick();
        long ref = test.edit(ada, id(1), "{'position':{'x':4,'y':0,'z':0}}");
        test.tick();
        test.journal.storeAll();
        test.tick();
        assertEquals(ref, ada.last("accepted").path("ref").asLong());
        assertEquals(1, ben.last("entities").path("still").size());
        assertEquals(4, ben.knows(text(1)).path("position").path("x").asDouble());
        move(ada, handle, 9, 0, 0);
        test.tick();
        assertEquals(4, test.properties(id(1)).path("position").path("x").asDouble(), "it is not held any more");
    }

    @Test
    void whatNobodyMovesForTwoSecondsIsLetGoWhereItIsAndStored() {
        test.load(id(1), "{}");
        FakeLink ada = test.builder("Ada");
        FakeLink ben = test.enterAt(0, 0, 0);
        int handle = hold(ada, 1);
        move(ada, handle, 3, 0, 0);
        test.tick();
        test.seconds(3);
        assertEquals(1, ben.last("entities").path("still").size());
        assertEquals(3, ben.knows(text(1)).path("position").path("x").asDouble(), 0.001);
        assertEquals(
                3, test.journal.entries.getLast().put().getFirst().properties().path("position").path("x").asDouble(),
                0.001, "stored where it was let go");
    }

    @Test
    void onlyOneHandHoldsAThing() {
        test.load(id(1), "{}");
        FakeLink ada = test.builder("Ada");
        FakeLink ben = test.builder("Ben");
        int handle = hold(ada, 1);
        test.hold(ben, id(1));
        test.tick();
        JsonNode refused = ben.last("refused");
        assertEquals("entity-held", refused.path("code").asText());
        assertTrue(refused.path("message").asText().contains("Ada"), refused.toString());
        move(ben, handle, 9, 0, 0);
        test.tick();
        assertEquals(0, test.properties(id(1)).path("position").path("x").asDouble());
        test.seconds(3);
        hold(ben, 1);
    }

    @Test
    void whoMayNotBuildAndWhatIsLockedOrUnknownIsRefused() {
        test.load(id(1), "{'locked':true}");
        FakeLink ada = test.builder("Ada");
        FakeLink ben = test.enter("Ben");
        test.hold(ben, id(1));
        test.hold(ada, id(1));
        test.hold(ada, id(2));
        test.tick();
        assertEquals("not-permitted", ben.last("refused").path("code").asText());
        assertEquals("entity-locked", ada.of("refused").getFirst().path("code").asText());
        assertEquals("unknown-entity", ada.of("refused").getLast().path("code").asText());
    }

    @Test
    void whatIsHeldStopsMovingByItself() {
        test.load(id(1), "{'velocity':{'x':5},'damping':0}");
        FakeLink ada = test.builder("Ada");
        test.seconds(1);
        test.hold(ada, id(1));
        test.tick();
        double x = test.properties(id(1)).path("position").path("x").asDouble();
        test.seconds(1);
        assertEquals(x, test.properties(id(1)).path("position").path("x").asDouble());
    }

    @Test
    void whatHangsOnAParentIsMovedInTheWorld() {
        test.load(id(1), "{'position':{'x':10},'rotation':{'y':0.7071067811865476,'w':0.7071067811865476}}");
        test.load(id(2), "{'parentID':'" + text(1) + "','position':{'x':1}}");
        FakeLink ada = test.builder("Ada");
        int handle = hold(ada, 2);
        move(ada, handle, 10, 0, -3);
        test.tick();
        JsonNode position = test.properties(id(2)).path("position");
        assertEquals(3, position.path("x").asDouble(), 0.001);
        assertEquals(0, position.path("z").asDouble(), 0.001);
    }

    @Test
    void whatIsDeletedInSomebodysHandIsGone() {
        test.load(id(1), "{}");
        FakeLink ada = test.builder("Ada");
        int handle = hold(ada, 1);
        test.delete(ada, id(1));
        move(ada, handle, 1, 1, 1);
        test.seconds(3);
        assertEquals(0, test.world.entities());
        assertEquals(0, ada.faults.size(), ada.faults.toString());
    }

    /** Takes it in hand; tells its handle. */
    private int hold(FakeLink link, int number) {
        long ref = test.hold(link, id(number));
        test.tick();
        assertEquals(ref, link.last("accepted").path("ref").asLong());
        return link.of("entities").getLast().path("moving").path(0).path("handle").asInt();
    }

    private void move(FakeLink link, int handle, float x, float y, float z) {
        int quarterTurn = RotationCodec.toSmallestThree(0, Math.sqrt(0.5), 0, Math.sqrt(0.5));
        test.loop.offer(new Command.Move(
                link, new Moves(sequence++, new int[] {handle}, new float[] {x, y, z}, new int[] {quarterTurn})));
    }

    private static String text(int number) {
        return org.freehold.server.entity.EntityId.text(id(number));
    }
}
