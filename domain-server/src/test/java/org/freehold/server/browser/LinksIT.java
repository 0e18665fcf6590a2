// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import org.freehold.server.app.TestDomain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Links into a world, within it, and to where one stands. */
@ExtendWith(InBrowser.class)
@Timeout(120)
final class LinksIT {
    private static final String AT_THE_PIER =
            "Math.hypot(freehold.pose.position.x - 12, freehold.pose.position.z - 8) < 0.2";

    @TempDir
    private Path folder;

    @Test
    void linkLeadsToAPlaceAndTheAddressBarOnFromThere(Visitors visitors) throws Exception {
        TestDomain domain = visitors.at(TestDomain.start(folder, Worlds.yard(folder), 0));
        Visitor visitor = visitors.somebody().walkIn(domain.link() + "#pier");
        visitor.await("at the pier", AT_THE_PIER);
        assertEquals(Math.PI, Math.abs(visitor.number("freehold.pose.yaw")), 0.01);

        visitor.open(domain.link() + "#/3,0,-2/0,0.7071068,0,0.7071068");
        visitor.await("where the address says",
                "Math.hypot(freehold.pose.position.x - 3, freehold.pose.position.z + 2) < 0.2");
        assertEquals(Math.PI / 2, visitor.number("freehold.pose.yaw"), 0.01);
        visitor.open(domain.link() + "#nowhere");
        visitor.page().getByText("There is no place “nowhere” here. Known places: pier.").waitFor();
    }

    @Test
    void copiedLinkLeadsSomebodyElseToTheSameSpot(Visitors visitors) throws Exception {
        TestDomain domain = visitors.at(TestDomain.start(folder, Worlds.yard(folder), 0));
        Visitor visitor = visitors.somebody();
        visitor.page().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        visitor.walkIn(domain.link());
        visitor.openPanel("Places").getByRole(AriaRole.BUTTON).getByText("Go to").nth(1).click();
        visitor.await("at the pier", AT_THE_PIER);
        visitor.await("the shown link of here",
                "[...document.querySelectorAll('input')].some(({ value }) => value.includes('#/12,0,8/'))");
        visitor.button("Copy link to here").click();
        visitor.page().getByText("The link to where you are is copied.").waitFor();
        String link = String.valueOf(visitor.page().evaluate("() => navigator.clipboard.readText()"));
        assertTrue(link.startsWith(domain.link() + "#/12,0,8/"), link);
        visitors.somebody().walkIn(link).await("at the pier", AT_THE_PIER);
    }

    @Test
    void linkOfAThingIsFollowedByKey(Visitors visitors) throws Exception {
        TestDomain domain = visitors.at(TestDomain.start(folder, Worlds.yard(folder), 0));
        Visitor visitor = visitors.somebody().walkIn(domain.link() + "#/-3,0,-1.5/0,0,0,1");
        visitor.await("all things drawn", "freehold.statistics.entities === freehold.entities");
        visitor.focusWorld();
        visitor.press("Enter");
        visitor.await("at the pier", AT_THE_PIER);
    }
}
