// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import static org.freehold.server.world.TestWorld.HZ;
import static org.freehold.server.world.TestWorld.id;
import static org.freehold.server.world.TestWorld.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.freehold.server.entity.EntityId;
import org.freehold.server.entity.Vec3;
import org.freehold.server.world.Command;
import org.freehold.server.world.FakeLink;
import org.freehold.server.world.Rights;
import org.freehold.server.world.TestWorld;
import org.junit.jupiter.api.Test;

/** What is in sight is known, what is not is never sent, and nothing flickers between. */
final class EntitySightTest {
    private static final int THINGS = 400;

    private final TestWorld test = new TestWorld();
    private final Random random = new Random(11);

    @Test
    void whoeverWalksAboutKnowsWhatMattersAndIsNeverSentWhatDoesNot() {
        scatter();
        FakeLink walker = test.enterAt(0, 0, 0);
        Vec3 at = Vec3.ZERO;
        Vec3 towards = Vec3.ZERO;
        for (int tick = 0; tick < 60 * HZ; tick++) {
            if (at.minus(towards).length() < 1) {
                towards = somewhere(400);
            }
            at = at.plus(towards.minus(at).times(0.3 / towards.minus(at).length()));
            walker.forgetMessages();
            walker.stand(at.x(), at.y(), at.z());
            test.tick();
            for (JsonNode message : walker.of("entities")) {
                for (JsonNode added : message.path("add")) {
                    Placed placed = placed(added.path("id").asText());
                    // The client's pose is in single precision.
                    assertTrue(
                            Math.sqrt(placed.distanceSquared(at.x(), at.y(), at.z())) <= placed.reach + 0.01,
                            "sent from beyond its reach: " + added);
                }
            }
            for (int i = 0; i < THINGS; i++) {
                Placed placed = new Placed(test.placed(id(i)));
                double distance = Math.sqrt(placed.distanceSquared(at.x(), at.y(), at.z()));
                boolean known = walker.known.containsKey(text(i));
                assertTrue(
                        known || distance > placed.reach - View.LOOK_AGAIN_METRES - 0.5,
                        "in sight and not known");
                assertTrue(
                        !known || distance < Reach.hideMetres(placed.reach) + 4 * HZ * 0.3,
                        "known long after it fell behind");
            }
        }
        assertEquals(List.of(), walker.faults);
    }

    @Test
    void nothingComesAndGoesWithoutAWayBetween() {
        scatter();
        FakeLink walker = test.enterAt(0, 0, 0);
        Map<String, Double> hiddenAt = new HashMap<>();
        int again = 0;
        for (int tick = 0; tick < 120 * HZ; tick++) {
            // To and fro at any pace, mostly near the border of something.
            Vec3 at = new Vec3(220 * Math.sin(tick / 190.0), 0, 60 * Math.sin(tick / 37.0));
            walker.forgetMessages();
            walker.stand(at.x(), at.y(), at.z());
            test.tick();
            for (JsonNode message : walker.of("entities")) {
                for (JsonNode hidden : message.path("hide")) {
                    hiddenAt.put(hidden.asText(), distance(hidden.asText(), at));
                }
                for (JsonNode added : message.path("add")) {
                    Double before = hiddenAt.remove(added.path("id").asText());
                    if (before != null) {
                        again++;
                        double now = distance(added.path("id").asText(), at);
                        assertTrue(before - now >= 10, "hidden at " + before + " m, back at " + now + " m");
                    }
                }
            }
        }
        assertTrue(again > 20, "things came back " + again + " times");
        assertEquals(List.of(), walker.faults);
    }

    @Test
    void whatIsPushedToAndFroAtTheBorderStays() {
        load(1, new Vec3(0, 0, 0), 1);
        double reach = new Placed(test.placed(id(1))).reach;
        FakeLink ada = test.enterAt(0, 0, 0);
        FakeLink eve = test.enter("Eve", TestWorld.BUILDER, null, true);
        for (int i = 0; i < 20; i++) {
            test.edit(eve, id(1), "{'position':{'x':" + (reach + (i % 2 == 0 ? 8 : -8)) + "}}");
            test.seconds(1);
        }
        assertTrue(ada.known.containsKey(text(1)));
        assertEquals(1, ada.of("entities").stream().mapToInt(each -> each.path("add").size()).sum());
        test.edit(eve, id(1), "{'position':{'x':" + (Reach.hideMetres(reach) + 1) + "}}");
        test.seconds(4);
        assertFalse(ada.known.containsKey(text(1)));
        assertEquals(List.of(), ada.faults);
    }

    @Test
    void whatShrinksOutOfSightIsHiddenFromOneWhoStands() {
        load(1, new Vec3(500, 0, 0), 50);
        FakeLink ada = test.enterAt(0, 0, 0);
        FakeLink eve = test.enter("Eve", TestWorld.BUILDER, null, true);
        test.seconds(5);
        assertTrue(ada.known.containsKey(text(1)));
        test.edit(eve, id(1), "{'dimensions':{'x':0.1,'y':0.1,'z':0.1}}");
        test.seconds(4);
        assertFalse(ada.known.containsKey(text(1)));
    }

    @Test
    void whatDriftsOutOfSightIsHiddenFromOneWhoStands() {
        test.load(
                id(1),
                "{'position':{'x':40},'dimensions':{'x':0.1,'y':0.1,'z':0.1},'velocity':{'x':20},'damping':0}");
        FakeLink ada = test.enterAt(0, 0, 0);
        assertTrue(ada.known.containsKey(text(1)));
        test.seconds(8);
        assertFalse(ada.known.containsKey(text(1)));
        assertEquals(List.of(), ada.faults);
    }

    @Test
    void whatATeleportLeavesBehindIsHiddenThoughNobodyMovesAfterwards() {
        load(1, Vec3.ZERO, 0.1);
        load(2, new Vec3(2000, 0, 0), 0.1);
        FakeLink ada = test.enterAt(0, 0, 0);
        ada.stand(2000, 0, 0);
        test.tick();
        assertTrue(ada.known.containsKey(text(2)), "at once");
        test.seconds(4);
        assertEquals(Set.of(text(2)), ada.known.keySet());
    }

    @Test
    void whoMayNoLongerSeeEverythingIsSentNothingMoreOfItFromThatTickOn() {
        for (int i = 0; i < 3000; i++) {
            load(i, new Vec3(2000 + i, 0, 0), 0.1);
        }
        FakeLink eve = new FakeLink();
        // A line that takes a little at a time: most of it still waits when the permission goes.
        eve.queuedBytes = SendWindow.START_BYTES - 2000;
        test.loop.offer(new Command.Enter(eve, TestWorld.BUILDER, null, Vec3.ZERO, true));
        test.tick();
        eve.queuedBytes = 0;
        test.tick();
        int known = eve.known.size();
        assertTrue(known > 0 && known < 3000, known + " known");
        test.loop.offer(new Command.Grant(eve, Rights.of(Set.of()), null));
        eve.forgetMessages();
        test.seconds(3);
        assertTrue(
                eve.of("entities").stream().allMatch(each -> each.path("add").isEmpty()),
                "nothing is added after it");
        assertEquals(Set.of(), eve.known.keySet(), "and what was there is hidden");
        assertEquals(List.of(), eve.faults);
    }

    private void scatter() {
        for (int i = 0; i < THINGS; i++) {
            load(i, somewhere(600), 0.05 + random.nextDouble() * 0.4);
        }
    }

    private Vec3 somewhere(double width) {
        return new Vec3((random.nextDouble() - 0.5) * width, 0, (random.nextDouble() - 0.5) * width);
    }

    private double distance(String id, Vec3 from) {
        return Math.sqrt(placed(id).distanceSquared(from.x(), from.y(), from.z()));
    }

    private Placed placed(String id) {
        return new Placed(test.placed(EntityId.parse(id).orElseThrow()));
    }

    private void load(int number, Vec3 position, double size) {
        test.load(
                id(number),
                "{'position':{'x':" + position.x() + ",'y':" + position.y() + ",'z':" + position.z()
                        + "},'dimensions':{'x':" + size + ",'y':" + size + ",'z':" + size + "}}");
    }
}
