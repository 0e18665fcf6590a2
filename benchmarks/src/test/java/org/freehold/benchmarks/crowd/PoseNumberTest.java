// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PoseNumberTest {

    @Test
    void survivesTheRoundingOfTheWire() {
        for (int number = 0; number < PoseNumber.COUNT; number++) {
            int onTheWire = (int) Math.round(PoseNumber.heightMetres(number) * (65_536 / 32.0));

            assertEquals(number, PoseNumber.at(onTheWire));
            assertEquals(number, PoseNumber.at(onTheWire + 1));
            assertEquals(number, PoseNumber.at(onTheWire - 1));
        }
    }

    @Test
    void isToldByTheHeightInMetresToo() {
        for (int number = 0; number < PoseNumber.COUNT; number++) {
            assertEquals(number, PoseNumber.atMetres(PoseNumber.heightMetres(number)));
        }
        assertEquals(-1, PoseNumber.atMetres(-1));
    }

    @Test
    void isNoneBelowAndAboveTheCrowd() {
        assertEquals(-1, PoseNumber.at(0));
        assertEquals(-1, PoseNumber.at((int) (PoseNumber.ARRIVAL_METRES * (65_536 / 32.0))));
        assertEquals(-1, PoseNumber.at(65_535));
    }
}
