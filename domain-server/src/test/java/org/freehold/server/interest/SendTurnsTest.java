// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.freehold.server.world.TestWorld;
import org.junit.jupiter.api.Test;

final class SendTurnsTest {
    private static final int PER_TICK = SendTurns.BYTES_A_SECOND / TestWorld.HZ;

    private final SendTurns turns = new SendTurns(TestWorld.HZ);
    private final List<View> views = SomeViews.views(20);
    /** Bytes that each view was given. */
    private final Map<View, Integer> given = new HashMap<>();

    @Test
    void oneAloneIsGivenAllThatATickHas() {
        waits(views.getFirst());
        tick();
        isAbout(SendTurns.BURST_BYTES, given(views.getFirst()), "at first what a quiet moment has saved");
        ticks(30);
        isAbout(SendTurns.BURST_BYTES + 30 * PER_TICK, given(views.getFirst()), "then what the machine does");
    }

    @Test
    void manyAreGivenTheSame() {
        views.forEach(this::waits);
        ticks(60);
        int least = views.stream().mapToInt(this::given).min().orElseThrow();
        int most = views.stream().mapToInt(this::given).max().orElseThrow();
        assertTrue(most - least <= SendTurns.TURN_BYTES, "from " + least + " to " + most);
        assertTrue(least > 59 * PER_TICK / 20 - SendTurns.TURN_BYTES, "and nothing is left over: " + least);
    }

    @Test
    void newcomersComeFirstAndTheOthersHaveAPart() {
        View inside = views.getFirst();
        inside.given = SendTurns.NEWCOMER_BYTES;
        waits(inside);
        views.subList(1, 20).forEach(this::waits);
        ticks(3);
        for (View newcomer : views.subList(1, 5)) {
            assertEquals(SendTurns.NEWCOMER_BYTES, given(newcomer), "in the order they came");
        }
        assertTrue(given(inside) > 3 * PER_TICK / 10, "a part is for others: " + given(inside));
        assertTrue(given(inside) < 3 * PER_TICK / 5, "but no more: " + given(inside));
    }

    @Test
    void aLineThatTakesNothingKeepsNobodyWaiting() {
        views.forEach(this::waits);
        List<View> stuck = views.subList(0, 19);
        for (int i = 0; i < 10; i++) {
            turns.run((view, bytes) -> stuck.contains(view) ? 0 : give(view, bytes));
        }
        isAbout(SendTurns.BURST_BYTES + 9 * PER_TICK, given(views.getLast()), "all of it");
        assertEquals(20, turns.waiting(), "the others wait on");
    }

    @Test
    void whoNeedsNothingMoreOrHasGoneLeavesTheRound() {
        View done = views.getFirst();
        done.loaded = true;
        View gone = views.get(1);
        gone.end();
        turns.ask(done);
        turns.ask(gone);
        turns.run((view, bytes) -> 0);
        assertEquals(0, turns.waiting());
    }

    private static void isAbout(int expected, int bytes, String what) {
        assertTrue(
                bytes >= expected && bytes <= expected + SendTurns.TURN_BYTES,
                what + ": " + bytes + " (expected: " + expected + " and at most one turn more)");
    }

    private void waits(View view) {
        view.arrivals.add(1);
        turns.ask(view);
    }

    private int given(View view) {
        return given.getOrDefault(view, 0);
    }

    private void tick() {
        turns.run(this::give);
    }

    private void ticks(int count) {
        for (int i = 0; i < count; i++) {
            tick();
        }
    }

    private int give(View view, int bytes) {
        view.given += bytes;
        given.merge(view, bytes, Integer::sum);
        return bytes;
    }
}
