// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.freehold.server.entity.Vec3;
import org.junit.jupiter.api.Test;

final class ArrivalSpotsTest {
    private static final Vec3 ENTRY = new Vec3(10, 2, -3);
    private final TestWorld test = new TestWorld(WorldSettings.DEFAULT, Map.of("/", "/10,2,-3"));

    @Test
    void whoIsAloneArrivesOnTheVerySpot() {
        assertEquals(ENTRY, spotOf(test.enter("Ada")));
    }

    @Test
    void nobodyArrivesInsideSomebodyElse() {
        List<Vec3> spots = new ArrayList<>();
        for (int visitor = 0; visitor < 20; visitor++) {
            Vec3 spot = spotOf(test.enter(null));
            for (Vec3 other : spots) {
                assertTrue(spot.minus(other).length() >= ArrivalSpots.APART_METRES, () -> spot + " beside " + other);
            }
            assertTrue(spot.minus(ENTRY).length() <= ArrivalSpots.FARTHEST_METRES, spot::toString);
            assertEquals(ENTRY.y(), spot.y());
            spots.add(spot);
        }
    }

    @Test
    void aCrowdArrivesAtTheEntryAllTheSame() {
        for (int visitor = 0; visitor < 60; visitor++) {
            Vec3 spot = spotOf(test.enter(null));
            assertTrue(spot.minus(ENTRY).length() <= ArrivalSpots.FARTHEST_METRES, spot::toString);
        }
    }

    @Test
    void aSpotIsFreeAgainWhenSomebodyHasGone() {
        FakeLink ada = test.enter("Ada");
        test.enter("Ben");
        test.loop.offer(new Command.Leave(ada, "left"));
        test.tick();
        assertEquals(ENTRY, spotOf(test.enter("Cleo")));
    }

    @Test
    void whoComesBackKeepsTheSpot() {
        test.enter("Ada");
        FakeLink ben = test.enter("Ben");
        Vec3 before = spotOf(ben);
        test.loop.offer(new Command.Lost(ben));
        test.tick();
        test.enter("Cleo");
        test.loop.offer(new Command.Resume(ben, 0));
        test.tick();
        assertTrue(ben.last("welcome").path("resumed").asBoolean());
        assertEquals(before, spotOf(ben));
    }

    /** What {@code welcome} says, which is where the others see the visitor. */
    private Vec3 spotOf(FakeLink link) {
        JsonNode position = link.last("welcome").path("entry");
        return new Vec3(position.path(0).asDouble(), position.path(1).asDouble(), position.path(2).asDouble());
    }
}
