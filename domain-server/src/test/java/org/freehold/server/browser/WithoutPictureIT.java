// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import org.freehold.server.app.TestDomain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A browser that cannot draw 3D: everything but the picture works. */
@ExtendWith(InBrowser.class)
@Timeout(120)
final class WithoutPictureIT {
    private static final String NO_WEBGL = """
            const original = HTMLCanvasElement.prototype.getContext;
            HTMLCanvasElement.prototype.getContext = function (kind, ...all) {
              return kind.startsWith('webgl') ? null : original.call(this, kind, ...all);
            };
            """;

    @TempDir
    private Path folder;

    @Test
    void chatPeopleAndThingsWorkAndThePageSaysWhyThereIsNoPicture(Visitors visitors) throws Exception {
        TestDomain domain = visitors.at(TestDomain.start(folder, Worlds.yard(folder), 0));
        Visitor seeing = visitors.somebody().walkIn(domain.link());
        Visitor visitor = visitors.somebodyWithLargeWindow();
        visitor.page().addInitScript(NO_WEBGL);
        visitor.open(domain.link()).await("in the world", "freehold.state === 'live' && freehold.loaded");

        visitor.page().getByRole(AriaRole.HEADING).getByText("No 3D picture here").waitFor();
        visitor.say("I cannot see");
        seeing.hears(visitor.name(), "I cannot see");
        seeing.say("Then listen");
        visitor.hears(seeing.name(), "Then listen");
        visitor.openPanel("People").getByText(seeing.name()).waitFor();
        Locator things = visitor.openPanel("Things");
        assertEquals(5, things.getByRole(AriaRole.LISTITEM).count());
        visitor.keepPicture("without-picture");
        visitor.button("Go to Sign").click();
        visitor.await("before the sign",
                "Math.abs(freehold.pose.position.x + 3) < 2.5 && Math.abs(freehold.pose.position.z + 4) < 2.5");
        seeing.await("the other there",
                "freehold.people.some(({ name, position }) => name === it && position?.x < -0.5)", visitor.name());
        visitor.openPanel("Build");
        visitor.button("Add in front of you").click();
        visitor.await("the new thing", "freehold.selection !== undefined && freehold.unanswered === 0");
        assertTrue(visitor.is("freehold.statistics === undefined"));
        assertEquals(List.of(), visitor.complaints());
    }
}
