// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.freehold.server.app.TestDomain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Somebody at a browser among hundreds. */
@ExtendWith(InBrowser.class)
@Timeout(300)
final class CrowdIT {
    private static final int PEOPLE = 300;
    /** Of the entry of the yard, with the back to its wall: the crowd is ahead. */
    private static final String FACING = "#/0,0,-4/0,1,0,0";

    private static final String GO_TO = "Go to ";
    private static final double AHEAD = 16;
    private static final double SIDE = 34;
    private static final String OTHERS = "freehold.people.filter(({ name }) => name.startsWith('Walker'))";

    private static final String NAME_TAG = """
            [...document.querySelectorAll('.label-layer .stage-label-name')].some((label) =>
              label.textContent === it && label.checkVisibility({ visibilityProperty: true }))""";

    @TempDir
    private Path folder;

    @Test
    void threeHundredAreKnownAndTheNearOnesWalk(Visitors visitors) throws Exception {
        Files.writeString(folder.resolve("freehold.toml"), "[server]\nmax_sessions = 400\nmax_waiting = 400\n");
        TestDomain domain = visitors.at(TestDomain.start(folder, Worlds.yard(folder), 0));
        Visitor visitor = visitors.somebody().walkIn(domain.link() + FACING);
        FrameTimes alone = FrameTimes.of(visitor);
        try (Crowd _ = Crowd.in(domain.link(), PEOPLE, 0, AHEAD, SIDE)) {
            visitor.await("everybody in the list", OTHERS + ".length === it", PEOPLE);
            visitor.await("everybody in sight", OTHERS + ".every(({ position }) => position !== undefined)");
            visitor.await("a crowd in the picture", "freehold.statistics.people > it", PEOPLE / 4);
            Object near = visitor.read(OTHERS + ".filter(({ position: { x, z } }) => Math.hypot(x, z + 4) < 10)");
            assertTrue(near instanceof List<?> list && list.size() > 10, () -> "few are near: " + near);
            visitor.await("the near ones walking", """
                    it.every(({ handle, position: { x, z } }) => {
                      const now = freehold.people.find((person) => person.handle === handle).position;
                      return now !== undefined && Math.hypot(now.x - x, now.z - z) > 0.5;
                    })""", near);
            FrameTimes.keep(List.of(alone, FrameTimes.of(visitor)));
            visitor.keepLargePicture("crowd");
            assertEquals(List.of(), visitor.complaints());
        }
    }

    @Test
    void listOfThreeHundredIsOneStopThatIsWalkedThroughWithKeys(Visitors visitors) throws Exception {
        Files.writeString(folder.resolve("freehold.toml"), "[server]\nmax_sessions = 400\nmax_waiting = 400\n");
        TestDomain domain = visitors.at(TestDomain.start(folder, Worlds.yard(folder), 0));
        Visitor visitor = visitors.somebodyWithLargeWindow().walkIn(domain.link() + FACING);
        try (Crowd _ = Crowd.in(domain.link(), PEOPLE, 0, AHEAD, SIDE)) {
            visitor.await("everybody in sight", OTHERS + ".filter(({ position }) => position).length === it", PEOPLE);
            Locator panel = visitor.openPanel("People");
            Locator rows = panel.getByRole(AriaRole.LISTITEM);
            assertEquals(PEOPLE + 1, rows.count());
            visitor.field("Search by name").fill("walker 29");
            assertEquals(11, rows.count(), "29 and 290 to 299");
            visitor.press("Tab");
            visitor.press("End");
            assertEquals(GO_TO + nameIn(rows.nth(10)), focused(visitor));
            visitor.press("ArrowUp");
            assertEquals(GO_TO + nameIn(rows.nth(9)), focused(visitor));
            visitor.await("the name of whoever is looked at in the list", NAME_TAG, nameIn(rows.nth(9)));
            visitor.press("Tab");
            assertTrue(!focused(visitor).startsWith(GO_TO), () -> "another stop in the list: " + focused(visitor));
        }
    }

    private static String nameIn(Locator row) {
        return row.locator(".row-name").innerText();
    }

    private static String focused(Visitor visitor) {
        return visitor.text("document.activeElement.getAttribute('aria-label')");
    }
}
