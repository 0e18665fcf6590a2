// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.freehold.server.world.TestWorld;
import org.junit.jupiter.api.Test;

final class LooksTest {
    private static final int A_LARGE_LOOK = 100_000;

    private final Looks looks = new Looks(TestWorld.HZ);
    private final List<View> views = SomeViews.views(20);

    @Test
    void aTickHasRoomForAFewLargeLooksAndTheNextGoesOn() {
        views.forEach(looks::ask);
        List<View> first = tick(A_LARGE_LOOK);
        assertEquals(5, first.size());
        assertEquals(views.subList(0, 5), first);
        assertEquals(views.subList(5, 10), tick(A_LARGE_LOOK));
        assertEquals(10, looks.waiting());
    }

    @Test
    void oneThatIsLargerThanATickHasItsTurnToo() {
        looks.ask(views.getFirst());
        looks.ask(views.get(1));
        assertEquals(List.of(views.getFirst()), tick(100_000_000));
        assertEquals(List.of(views.get(1)), tick(100_000_000));
    }

    @Test
    void manySmallOnesFitIntoOneTick() {
        views.forEach(looks::ask);
        assertEquals(views, tick(0));
    }

    @Test
    void newcomersComeFirstButOneTurnInFourIsOfThoseInside() {
        List<View> inside = views.subList(0, 3);
        inside.forEach(view -> view.looked(1, TestWorld.HZ, new int[0]));
        inside.forEach(looks::ask);
        views.subList(3, 20).forEach(looks::ask);
        List<View> served = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            served.addAll(tick(A_LARGE_LOOK));
        }
        assertTrue(served.subList(0, 3).stream().noneMatch(inside::contains), "three newcomers first");
        assertTrue(served.subList(0, 12).containsAll(inside), "and all who are inside among the first twelve");
    }

    @Test
    void whoAsksTwiceLooksOnce() {
        looks.ask(views.getFirst());
        looks.ask(views.getFirst());
        assertEquals(List.of(views.getFirst()), tick(1));
        looks.ask(views.getFirst());
        assertEquals(List.of(views.getFirst()), tick(1), "and may ask again after it");
    }

    @Test
    void whoHasGoneIsPassedOver() {
        views.forEach(looks::ask);
        views.subList(0, 19).forEach(View::end);
        assertEquals(List.of(views.getLast()), tick(A_LARGE_LOOK));
        assertEquals(0, looks.waiting());
    }

    private List<View> tick(int things) {
        List<View> served = new ArrayList<>();
        looks.beginTick();
        for (View view = looks.next(); view != null; view = looks.next()) {
            served.add(view);
            looks.looked(things);
        }
        return served;
    }
}
