// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.freehold.server.app.TestDomain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What people with a screen reader, and people who see little, would stumble over: the rules of axe-core, and live regions. */
@ExtendWith(InBrowser.class)
@Timeout(180)
final class AccessibilityIT {
    private static final List<String> PANELS =
            List.of("Chat", "People", "Things", "Build", "Places", "Help", "Settings");
    /** One line for each fault: which rule, how bad, and where. */
    static final String CHECK = """
            axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations
              .filter(({ impact }) => impact === 'serious' || impact === 'critical')
              .flatMap(({ id, impact, nodes }) => nodes.map(({ target, failureSummary }) =>
                `${impact} ${id} at ${target.join(' ')}: ${failureSummary.replace(/\\s+/g, ' ')}`)))""";

    @TempDir
    private Path folder;

    @Test
    void nothingSeriousIsInTheWayInAnyPanel(Visitors visitors) throws Exception {
        TestDomain domain = visitors.at(TestDomain.start(folder, Worlds.yard(folder), 0));
        Visitor visitor = visitors.somebodyWithLargeWindow();
        visitor.page().addInitScript(axe());
        visitor.walkIn(domain.link());
        assertEquals(List.of(), visitor.read(CHECK), "the main view");
        for (String name : PANELS) {
            visitor.openPanel(name);
            assertEquals(List.of(), visitor.read(CHECK), name);
        }
        visitor.openPanel("Build");
        visitor.button("Add in front of you").click();
        visitor.await("the new thing selected", "freehold.selection !== undefined");
        assertEquals(List.of(), visitor.read(CHECK), "Build with something selected");
    }

    @Test
    void nothingSeriousIsInTheWayInTheDarkOnASmallScreen(Visitors visitors) throws Exception {
        TestDomain domain = visitors.at(TestDomain.start(folder, Worlds.yard(folder), 0));
        Visitor visitor = visitors.somebody(
                new NewContextOptions().setViewportSize(390, 780).setColorScheme(ColorScheme.DARK).setHasTouch(true));
        visitor.page().addInitScript(axe());
        visitor.walkIn(domain.link());
        assertEquals(List.of(), visitor.read(CHECK), "the main view");
        visitor.openPanel("Build");
        visitor.keepPicture("phone-build");
        assertEquals(List.of(), visitor.read(CHECK), "Build");
        visitor.openPanel("Things");
        assertEquals(List.of(), visitor.read(CHECK), "Things");

        visitor.page().evaluate("() => document.body.append(document.createElement('button'))");
        assertNotEquals(List.of(), visitor.read(CHECK), "the check sees no button without a name");
    }

    @Test
    void comingGoingAndTalkingIsReadAloud(Visitors visitors) throws Exception {
        TestDomain domain = visitors.at(TestDomain.start(folder, Worlds.yard(folder), 0));
        Visitor listener = visitors.somebodyWithLargeWindow().walkIn(domain.link());
        var log = listener.page().getByRole(AriaRole.LOG);
        assertEquals("polite", log.getAttribute("aria-live"));
        Visitor speaker = visitors.somebody().walkIn(domain.link());
        log.getByText(speaker.name() + " came in.").waitFor();
        speaker.say("Can you hear me?");
        log.getByText("Can you hear me?").waitFor();
        String name = speaker.name();
        speaker.close();
        log.getByText(name + " left.").waitFor();

        listener.focusWorld();
        listener.press("l");
        listener.page().getByRole(AriaRole.STATUS)
                .getByText(Pattern.compile("You are at .*Nobody else is here\\. Nearest: .*Sign, ")).waitFor();
    }

    /** The program of axe-core, which a page has to have loaded for the check. */
    static String axe() throws IOException {
        try (InputStream in = Objects.requireNonNull(AccessibilityIT.class.getResourceAsStream("/axe.min.js"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
