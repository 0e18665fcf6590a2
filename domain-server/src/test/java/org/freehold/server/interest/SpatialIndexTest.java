// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
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

    @Test
    void looksAtFewOfAHundredThousandSmallThings() {
        for (int i = 0; i < 100_000; i++) {
            index.add(placed(anywhere(4000, 20), 0.3));
        }
        int looked = index.query(Vec3.ZERO, found -> {});
        assertTrue(looked < 1000, "looked at " + looked);
    }

    @Test
    void looksAtFewThingsOfEachSizeToo() {
        for (int i = 0; i < 100_000; i++) {
            index.add(placed(anywhere(16_000, 20), Math.exp(random.nextGaussian())));
        }
        int[] found = new int[1];
        int looked = index.query(Vec3.ZERO, placed -> found[0]++);
        assertTrue(looked < 12_000, "looked at " + looked + " for " + found[0]);
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
            expected.removeIf(placed -> !placed.matters(at));
            Set<Placed> found = new HashSet<>();
            index.query(at, found::add);
            assertEquals(expected, found);
        }
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
        Set<Placed> found = new HashSet<>();
        index.query(place, found::add);
        return found;
    }

    private Vec3 anywhere(double width, double height) {
        return new Vec3(
                (random.nextDouble() - 0.5) * width,
                (random.nextDouble() - 0.5) * height,
                (random.nextDouble() - 0.5) * width);
    }

    private Placed placed(Vec3 position, double size) {
        // One entity stands for all: the index looks at places and reaches only.
        Placed placed = new Placed(any);
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
