// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.freehold.server.app.TestDomain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Everything by keyboard alone. */
@ExtendWith(InBrowser.class)
@Timeout(120)
final class KeyboardIT {
    private static final int MOST_STOPS = 60;
    private static final String FOCUSED =
            "((e) => e === document.body ? '' : (e.getAttribute('aria-label') ?? e.textContent).trim())(document.activeElement)";

    @TempDir
    private Path folder;

    @Test
    void keysWalkJumpLookFromBehindAndStopAtWalls(Visitors visitors) throws Exception {
        TestDomain domain = visitors.at(TestDomain.start(folder, Worlds.yard(folder), 0));
        Visitor visitor = visitors.somebody().walkIn(domain.link());
        visitor.focusWorld();

        visitor.hold("ArrowUp", "the wall", "freehold.pose.position.z < -5.2");
        double frames = visitor.number("freehold.statistics.frames");
        visitor.hold("ArrowUp", "ten more frames", "freehold.statistics.frames > " + (frames + 10));
        assertTrue(visitor.position('z') > -5.8, () -> "went into the wall: z = " + visitor.position('z'));

        visitor.hold("Space", "in the air", "freehold.pose.airborne && freehold.pose.position.y > 0.3");
        visitor.await("landed", "!freehold.pose.airborne && Math.abs(freehold.pose.position.y) < 0.05");

        visitor.hold("ArrowLeft", "turned left", "freehold.pose.yaw > 0.8");
        visitor.press("c");
        visitor.openPanel("Settings");
        assertTrue(visitor.field("From behind").isChecked());
        visitor.focusWorld();
        visitor.press("c");
        assertTrue(visitor.field("Through your eyes").isChecked());
    }

    @Test
    void tabReachesEverythingAndGoesRound(Visitors visitors) throws Exception {
        TestDomain domain = visitors.at(TestDomain.start(folder, Worlds.yard(folder), 0));
        Visitor visitor = visitors.somebody().walkIn(domain.link());
        List<String> stops = new ArrayList<>();
        visitor.press("Tab");
        String first = visitor.text(FOCUSED);
        do {
            stops.add(visitor.text(FOCUSED));
            visitor.press("Tab");
        } while (!visitor.text(FOCUSED).equals(first) && stops.size() < MOST_STOPS);

        assertEquals(first, visitor.text(FOCUSED), () -> "Tab does not come round: " + stops);
        assertEquals("Skip to the world", first);
        assertTrue(stops.stream().anyMatch(stop -> stop.startsWith("The world in 3D")), stops::toString);
        assertTrue(
                stops.containsAll(List.of("Chat", "People", "Things", "Build", "Places", "Help", "Settings")),
                stops::toString);
    }

    @Test
    void chatNeedsNoMouseAndLetsGoOfTheKeys(Visitors visitors) throws Exception {
        TestDomain domain = visitors.at(TestDomain.start(folder, Worlds.yard(folder), 0));
        Visitor visitor = visitors.somebody().walkIn(domain.link());
        visitor.focusWorld();
        visitor.press("t");
        assertEquals("Say something", visitor.text(FOCUSED));
        double z = visitor.position('z');
        visitor.page().keyboard().type("was wuchs am Wasser?");
        visitor.press("Enter");
        visitor.hears(visitor.name(), "was wuchs am Wasser?");
        assertEquals(z, visitor.position('z'));
        visitor.press("Escape");
        assertEquals("world", visitor.text("document.activeElement.id"));
        visitor.hold("w", "walking", "freehold.pose.position.z < " + (z - 0.5));
        visitor.press("Escape");
        assertEquals("Say something", visitor.text(FOCUSED));
    }

    @Test
    void buildingNeedsNoMouse(Visitors visitors) throws Exception {
        TestDomain domain = visitors.at(TestDomain.start(folder, Worlds.yard(folder), 0));
        Visitor visitor = visitors.somebody().walkIn(domain.link());
        visitor.focusWorld();
        visitor.press("b");
        tabTo(visitor, "Add in front of you");
        visitor.press("Enter");
        visitor.await("the new thing selected", "freehold.selection !== undefined");
        String id = visitor.text("freehold.selection");
        double x = visitor.number("freehold.entity('" + id + "').position.x");
        tabTo(visitor, "Position, m: X");
        visitor.press("ArrowUp");
        visitor.await("a nudge", "freehold.entity('" + id + "').position.x > it + 0.05", x);
        visitor.press("Escape");
        visitor.press("Delete");
        visitor.await("it deleted", "freehold.entity(it) === undefined", id);
        visitor.press("Control+z");
        visitor.await("it back", "freehold.entity(it) !== undefined", id);
    }

    private static void tabTo(Visitor visitor, String label) {
        for (int i = 0; i < MOST_STOPS; i++) {
            if (visitor.text(FOCUSED).equals(label)) {
                return;
            }
            visitor.press("Tab");
        }
        throw new AssertionError("Tab does not reach “" + label + "”");
    }
}
