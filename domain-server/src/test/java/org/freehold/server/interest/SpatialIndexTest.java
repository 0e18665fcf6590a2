// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.freehold.server.entity.Vec3;
import org.freehold.server.world.TestWorld;
import org.freehold.server.world.WorldEntity;
import org.junit.jupiter.api.Test;

final class SpatialIndexTest {
    private final Random random = new Random(3);
    private final WorldEntity any = any();
    private final SpatialIndex index = new SpatialIndex();
    private final Found found = new Found();
    private final List<Placed> bySlot = new ArrayList<>();

    @Test
    void looksAtFewOfAHundredThousandSmallThings() {
        for (int i = 0; i < 100_000; i++) {
            index.add(placed(anywhere(4000, 20), 0.3));
        }
        found.begin(new BitSet());
        int looked = index.query(Vec3.ZERO, found);
        assertTrue(looked < 1000, "looked at " + looked);
    }

    @Test
    void looksAtFewThingsOfEachSizeToo() {
        for (int i = 0; i < 100_000; i++) {
            index.add(placed(anywhere(16_000, 20), Math.exp(random.nextGaussian())));
        }
        found.begin(new BitSet());
        int looked = index.query(Vec3.ZERO, found);
        assertTrue(looked < 12_000, "looked at " + looked + " for " + found.size());
    }

    @Test
    void findsExactlyWhatMatters() {
        Set<Placed> all = new HashSet<>();
        for (int i = 0; i < 3000; i++) {
            Placed placed = placed(anywhere(3000, 3000), Math.exp(random.nextGaussian() * 2));
            all.add(placed);
            index.add(placed);
        }
        for (int i = 0; i < 200; i++) {
            Vec3 at = anywhere(4000, 4000);
            Set<Placed> expected = new HashSet<>(all);
            expected.removeIf(placed -> !placed.matters(at.x(), at.y(), at.z()));
            assertEquals(expected, at(at));
        }
    }

    @Test
    void givesTheNearestSurfaceFirstAndLeavesOutWhatIsKnown() {
        List<Placed> all = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            Placed placed = placed(anywhere(60, 60), Math.exp(random.nextGaussian()));
            all.add(placed);
            index.add(placed);
        }
        BitSet known = new BitSet();
        all.forEach(placed -> known.set(placed.slot(), placed.slot() % 3 == 0));
        found.begin(known);
        index.query(Vec3.ZERO, found);
        List<Double> surfaces = new ArrayList<>();
        for (int slot : found.slotsByCost()) {
            assertTrue(slot % 3 != 0, "slot " + slot + " is known");
            Placed placed = bySlot.get(slot);
            // As a float, which is what they are sorted by.
            surfaces.add((double) (float) Math.max(0, Math.sqrt(placed.distanceSquared(0, 0, 0)) - placed.radius));
        }
        long expected = all.stream()
                .filter(placed -> placed.slot() % 3 != 0 && placed.matters(0, 0, 0))
                .count();
        assertEquals(expected, surfaces.size());
        assertEquals(surfaces.stream().sorted().toList(), surfaces);
    }

    @Test
    void followsWhatMovesGrowsAndGoes() {
        Placed placed = placed(new Vec3(2000, 0, 0), 1);
        Placed neighbour = placed(new Vec3(2000, 0, 0), 1);
        index.add(placed);
        index.add(neighbour);
        assertEquals(Set.of(), at(Vec3.ZERO));
        placed.x = 10;
        index.update(placed);
        assertEquals(Set.of(placed), at(Vec3.ZERO));
        neighbour.reach = 3000;
        index.update(neighbour);
        assertEquals(Set.of(placed, neighbour), at(Vec3.ZERO));
        neighbour.reach = 3500;
        neighbour.x = 3200;
        index.update(neighbour);
        assertEquals(Set.of(placed, neighbour), at(Vec3.ZERO));
        index.remove(placed);
        assertEquals(Set.of(neighbour), at(Vec3.ZERO));
    }

    @Test
    void survivesPlacesFarOutsideTheWorld() {
        for (double far : new double[] {1e9, -1e300, Double.POSITIVE_INFINITY, Double.NaN}) {
            Placed placed = placed(Vec3.ZERO, 1);
            placed.x = far;
            index.add(placed);
        }
        assertEquals(Set.of(), at(Vec3.ZERO));
    }

    private static WorldEntity any() {
        TestWorld test = new TestWorld();
        test.load(TestWorld.id(1), "{}");
        return test.placed(TestWorld.id(1));
    }

    private Set<Placed> at(Vec3 place) {
        found.begin(new BitSet());
        index.query(place, found);
        Set<Placed> all = new HashSet<>();
        for (int slot : found.slotsByCost()) {
            assertTrue(all.add(bySlot.get(slot)), "found once");
        }
        return all;
    }

    private Vec3 anywhere(double width, double height) {
        return new Vec3(
                (random.nextDouble() - 0.5) * width,
                (random.nextDouble() - 0.5) * height,
                (random.nextDouble() - 0.5) * width);
    }

    private Placed placed(Vec3 position, double size) {
        // One entity stands for all: the index looks at places and reaches only.
        Placed placed = new Placed(any, bySlot.size());
        bySlot.add(placed);
        placed.x = position.x();
        placed.y = position.y();
        placed.z = position.z();
        placed.radius = size * Math.sqrt(3) / 2;
        placed.reach = Math.min(
                Reach.MAX_METRES,
                Math.max(placed.radius + Reach.NEAR_METRES, 2 * placed.radius / Reach.SMALLEST_RADIANS));
        return placed;
    }
}
