// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import static org.freehold.server.world.TestWorld.HZ;
import static org.freehold.server.world.TestWorld.id;
import static org.freehold.server.world.TestWorld.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.freehold.server.entity.Vec3;
import org.freehold.server.world.Command;
import org.freehold.server.world.FakeLink;
import org.freehold.server.world.TestWorld;
import org.junit.jupiter.api.Test;

/** Many come at once into a large world. */
final class JoinStormTest {
    private static final int NEAREST = 200;

    private final TestWorld test = new TestWorld();
    private final List<CountingLink> crowd = new ArrayList<>();

    @Test
    void eachOfTwoHundredInTwoSecondsHasItsNearestWithinOne() {
        world(8_000);
        for (int tick = 0; tick < 3 * HZ; tick++) {
            if (tick < 2 * HZ) {
                join((tick + 1) * 200 / (2 * HZ) - crowd.size());
            }
            test.tick();
            if (tick >= HZ) {
                int cameASecondAgo = Math.min(200, (tick - HZ + 1) * 200 / (2 * HZ));
                for (CountingLink link : crowd.subList(0, cameASecondAgo)) {
                    assertTrue(link.entities >= NEAREST, link.entities + " a second after coming");
                }
            }
        }
        assertEquals(200, crowd.size());
    }

    @Test
    void whoIsInsideIsShownWhatTheyWalkIntoMeanwhile() {
        world(8_000);
        // Beyond the sight of those who stand at the entry.
        test.load(id(50_000), "{'position':{'x':-1000},'dimensions':{'x':0.1,'y':0.1,'z':0.1}}");
        FakeLink walker = test.enterAt(-1100, 0, 0);
        test.seconds(1);
        join(300);
        test.tick();
        walker.stand(-1001, 0, 0);
        int ticks = 0;
        while (!walker.known.containsKey(text(50_000)) && ticks < 2 * HZ) {
            test.tick();
            ticks++;
        }
        assertTrue(ticks <= HZ / 2, ticks + " ticks");
        assertTrue(crowd.stream().anyMatch(link -> link.of("loaded").isEmpty()), "while the crowd still loads");
    }

    @Test
    void editsReachAllInTheirTickHoweverManyStillLoad() {
        world(8_000);
        FakeLink builder = test.builder("Eve");
        FakeLink ada = test.enterAt(0, 0, 0);
        test.seconds(4);
        assertEquals(1, ada.of("loaded").size());
        join(300);
        test.tick();
        test.edit(builder, id(1), "{'name':'now'}");
        test.tick();
        assertEquals("now", ada.knows(text(1)).path("name").asText());
    }

    @Test
    void everybodyHasEverythingInTheEnd() {
        world(3000);
        join(40);
        CountingLink slow = crowd.getFirst();
        slow.queuedBytes = 1 << 20;
        test.seconds(10);
        for (CountingLink link : crowd.subList(1, 40)) {
            assertEquals(1, link.of("loaded").size());
            assertEquals(link.last("loaded").path("entities").asInt(), link.entities);
        }
        assertEquals(0, slow.entities);
        slow.queuedBytes = 0;
        test.seconds(3);
        assertEquals(1, slow.of("loaded").size(), "also who was slow");
    }

    /** About a kilobyte each, all in sight of each other around the entry. */
    private void world(int entities) {
        Random random = new Random(9);
        String padding = "u".repeat(900);
        for (int i = 0; i < entities; i++) {
            test.load(
                    id(i),
                    "{'position':{'x':" + random.nextGaussian() * 40 + ",'z':" + random.nextGaussian() * 40
                            + "},'dimensions':{'x':4,'y':4,'z':4},'userData':'" + padding + "'}");
        }
    }

    private void join(int count) {
        for (int i = 0; i < count; i++) {
            CountingLink link = new CountingLink();
            crowd.add(link);
            test.loop.offer(new Command.Enter(link, Set.of(), null, new Vec3(i % 7, 0, i % 5), false));
        }
    }
}
