// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NeighboursTest {
    private static final int PEOPLE = 500;

    @Test
    void countsWhoIsNearWhomAsTheyWalk() {
        Ground ground = Ground.city(PEOPLE);
        Walkers walkers = new Walkers(ground, PEOPLE, 1);
        Neighbours neighbours = new Neighbours(walkers, ground);
        for (int step = 0; step < 50; step++) {
            for (int i = 0; i < PEOPLE; i++) {
                walkers.step(i, step, 0);
            }
            assertEquals(pairs(walkers, ground), neighbours.count(PEOPLE));
        }
    }

    @Test
    void hasAboutTenNeighboursInACity() {
        Ground ground = Ground.city(PEOPLE);
        Walkers walkers = new Walkers(ground, PEOPLE, 1);

        double each = (double) new Neighbours(walkers, ground).count(PEOPLE) / PEOPLE;

        assertEquals(9.5, each, 1.5);
    }

    @Test
    void countsEverybodyInAPlaza() {
        Walkers walkers = new Walkers(Ground.plaza(), 4, 1);

        assertEquals(12, new Neighbours(walkers, Ground.plaza()).count(4));
    }

    private static long pairs(Walkers walkers, Ground ground) {
        long pairs = 0;
        for (int i = 0; i < PEOPLE; i++) {
            for (int k = 0; k < PEOPLE; k++) {
                pairs += i != k && walkers.areWithin(i, k, ground.nearMetres() * ground.nearMetres()) ? 1 : 0;
            }
        }
        return pairs;
    }
}
