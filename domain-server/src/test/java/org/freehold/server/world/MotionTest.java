// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import static org.freehold.server.world.TestWorld.id;
import static org.freehold.server.world.TestWorld.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.freehold.server.entity.Quat;
import org.freehold.server.entity.Vec3;
import org.junit.jupiter.api.Test;

final class MotionTest {
    private final TestWorld test = new TestWorld();

    @Test
    void movesByVelocityAndAcceleration() {
        test.load(id(1), "{'velocity':{'x':2},'damping':0}");
        test.load(id(2), "{'velocity':{'y':10},'acceleration':{'y':-10},'damping':0}");
        test.seconds(1);
        assertEquals(2, position(1).x(), 0.001);
        assertEquals(5, position(2).y(), 0.2);
        test.seconds(1);
        assertEquals(0, position(2).y(), 0.4, "and falls again from the top");
    }

    @Test
    void accelerationAloneSetsNothingInMotion() {
        test.load(id(1), "{'acceleration':{'y':-10}}");
        test.seconds(2);
        assertEquals(Vec3.ZERO, position(1));
    }

    @Test
    void turnsByAngularVelocity() {
        test.load(id(1), "{'angularVelocity':{'y':1.5707963},'angularDamping':0}");
        test.seconds(1);
        Quat rotation = test.world.entity(id(1)).orElseThrow().motion().rotation();
        assertEquals(Math.sqrt(0.5), rotation.y(), 0.001);
        assertEquals(Math.sqrt(0.5), rotation.w(), 0.001);
    }

    @Test
    void dampingTakesItsShareOfTheVelocityEachSecond() {
        test.load(id(1), "{'velocity':{'x':8},'damping':0.5,'angularVelocity':{'x':4},'angularDamping':0.75}");
        test.seconds(2);
        assertEquals(2, test.world.entity(id(1)).orElseThrow().motion().velocity().x(), 0.001);
        assertEquals(0.25, test.world.entity(id(1)).orElseThrow().motion().angularVelocity().x(), 0.001);
    }

    @Test
    void comesToRestAndIsStoredOnceAtThatMoment() {
        test.load(id(1), "{'velocity':{'x':1},'damping':0.9}");
        test.seconds(2);
        assertEquals(0, test.journal.entries.size(), "not while it moves");
        test.seconds(3);
        assertEquals(0, test.world.moving());
        assertEquals(1, test.journal.entries.size());
        var stored = test.journal.entries.getFirst().put().getFirst();
        assertEquals(test.properties(id(1)), stored.properties());
        assertEquals(Vec3.ZERO, stored.motion().velocity());
        assertTrue(stored.motion().position().x() > 0.3);
        test.seconds(120);
        assertEquals(1, test.journal.entries.size());
    }

    @Test
    void whatMovesForLongIsStoredOnceAMinute() {
        test.load(id(1), "{'angularVelocity':{'y':0.5},'angularDamping':0}");
        test.seconds(180);
        assertEquals(3, test.journal.entries.size());
    }

    @Test
    void storesWhereEverythingIsWhenTheWorldStops() throws InterruptedException {
        test.load(id(1), "{'velocity':{'x':1},'damping':0}");
        test.seconds(5);
        test.loop.stop();
        assertEquals(5, test.journal.entries.getLast().put().getFirst().motion().position().x(), 0.1);
    }

    @Test
    void storesAgainWhatCameToRestWhileNothingCouldBeStored() {
        test.load(id(1), "{'velocity':{'x':1},'damping':0.9}");
        test.seconds(6);
        test.journal.failFrom(0, "full");
        test.seconds(1);
        assertEquals(1, test.journal.entries.size());
        test.journal.recover();
        test.tick();
        assertEquals(2, test.journal.entries.size());
        assertEquals(test.properties(id(1)), test.journal.entries.getLast().put().getFirst().properties());
    }

    @Test
    void stopsAtTheBorderOfTheWorld() {
        test.load(id(1), "{'position':{'x':16380},'velocity':{'x':100},'damping':0}");
        test.load(id(2), "{'velocity':{'x':1e300},'damping':0}");
        test.seconds(1);
        assertEquals(0, test.world.moving());
        assertTrue(position(1).x() <= 16_384);
        assertEquals(Vec3.ZERO, position(2));
    }

    @Test
    void childrenMoveAlongWithTheirParent() {
        test.load(id(2), "{'parentID':'" + text(1) + "','position':{'x':1}}");
        test.load(id(1), "{'angularVelocity':{'y':3.14159265},'angularDamping':0,'position':{'z':5}}");
        FakeLink ada = test.builder("Ada");
        test.seconds(1).tick();
        WorldPlace place = place(2);
        assertEquals(-1, place.x(), 0.2);
        assertEquals(5, place.z(), 0.3);
        assertEquals(new Vec3(1, 0, 0), position(2), "relative to its parent it did not move");
        assertEquals(1, test.world.moving());
        assertEquals(List.of(), ada.faults);
    }

    @Test
    void aChildThatMovesItselfIsPosedInTheWorld() {
        test.load(id(1), "{'position':{'x':10},'rotation':{'y':0.70710678,'w':0.70710678}}");
        test.load(id(2), "{'parentID':'" + text(1) + "','velocity':{'x':1},'damping':0}");
        FakeLink ada = test.enterAt(0, 0, 0);
        test.seconds(2);
        int handle = ada.of("entities").getFirst().path("moving").path(0).path("handle").asInt();
        var pose = ada.posesOf(handle).getLast();
        assertEquals(10, pose.x(), 0.01);
        assertEquals(-2, pose.z(), 0.1);
        assertEquals(-1, pose.velocityZ(), 0.01);
    }

    @Test
    void anUnknownParentCountsAsNoneUntilItComes() {
        test.load(id(2), "{'parentID':'" + text(1) + "','position':{'x':1}}");
        assertEquals(1, place(2).x());
        FakeLink ada = test.builder("Ada");
        test.add(ada, id(1), "{'type':'Box','position':{'x':10}}");
        test.tick();
        assertEquals(11, place(2).x());
    }

    @Test
    void vanishesWithEverythingBelowWhenItsLifetimeIsOver() {
        long born = test.time.getEpochSecond() * 1_000_000;
        test.load(id(1), "{'lifetime':10,'created':" + born + "}");
        test.load(id(2), "{'parentID':'" + text(1) + "'}");
        FakeLink ada = test.enter("Ada");
        test.seconds(9);
        assertEquals(2, ada.known.size());
        test.seconds(2);
        assertEquals(0, ada.known.size());
        assertEquals(List.of(id(1), id(2)), test.journal.entries.getFirst().delete());
    }

    @Test
    void whatOutlivedItsLifetimeWhileTheServerWasDownVanishesAtOnce() {
        long born = test.time.getEpochSecond() * 1_000_000;
        test.load(id(1), "{'lifetime':10,'created':" + (born - 60_000_000) + "}");
        test.tick();
        assertEquals(0, test.world.entities());
        assertEquals(1, test.journal.entries.size());
    }

    @Test
    void aLifetimeThatWasChangedCounts() {
        FakeLink ada = test.builder("Ada");
        test.add(ada, id(1), "{'type':'Box','lifetime':5}");
        test.add(ada, id(2), "{'type':'Box','lifetime':500}");
        test.tick();
        test.edit(ada, id(1), "{'lifetime':60}");
        test.edit(ada, id(2), "{'lifetime':5}");
        test.seconds(10);
        assertTrue(test.world.entity(id(1)).isPresent());
        assertFalse(test.world.entity(id(2)).isPresent());
        test.seconds(60);
        assertEquals(0, test.world.entities());
    }

    @Test
    void nothingVanishesWhileThatCannotBeStored() {
        FakeLink ada = test.builder("Ada");
        test.add(ada, id(1), "{'type':'Box','lifetime':2}");
        test.tick();
        test.journal.storeAll();
        test.seconds(3);
        test.journal.failFrom(1, "full");
        test.tick();
        assertTrue(test.world.entity(id(1)).isPresent(), "its deletion was taken back");
        test.seconds(5);
        assertTrue(ada.known.containsKey(text(1)));
        test.journal.recover();
        test.ticks(2);
        assertEquals(0, test.world.entities());
        assertEquals(0, ada.known.size());
    }

    private Vec3 position(int number) {
        return test.world.entity(id(number)).orElseThrow().motion().position();
    }

    private record WorldPlace(double x, double z) {}

    private WorldPlace place(int number) {
        Vec3 position = test.world.placed(id(number)).orElseThrow().position();
        return new WorldPlace(position.x(), position.z());
    }
}
