// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.browser;

import static org.freehold.server.browser.AdminPage.admin;
import static org.freehold.server.browser.AdminPage.claim;
import static org.freehold.server.browser.AdminPage.elsewhere;
import static org.freehold.server.browser.AdminPage.heading;
import static org.freehold.server.browser.AdminPage.openSection;
import static org.freehold.server.browser.AdminPage.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.GetByTextOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.freehold.server.app.TestDomain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The admin page and what moderators do in the world, with the browser of an owner who opened the owner link. */
@ExtendWith(InBrowser.class)
@Timeout(240)
final class AdminIT {
    private static final List<String> SECTIONS = List.of(
            "People", "Permissions", "See it as…", "Roles", "Bans", "Lists", "Appeals", "Reports", "Audit", "Settings");
    /** What the desk of a domain without ban lists does not have, by the section that asks for it. */
    private static final Map<String, String> MORE = Map.of("Lists", "banlist/list", "Appeals", "appeal/list");

    private static final String FOCUSED =
            "((e) => e === document.body ? '' : (e.getAttribute('aria-label') ?? e.labels?.[0]?.textContent ?? e.textContent).trim())(document.activeElement)";
    private static final int MOST_STOPS = 60;

    @TempDir
    private Path folder;

    @Test
    void bannedVisitorIsSentOutAndToldWhyHowLongAndWhoDecided(Visitors visitors) throws Exception {
        TestDomain domain = start(visitors);
        Visitor owner = owner(visitors, domain);
        Visitor stranger = visitors.somebodyWithLargeWindow().walkIn(elsewhere(domain));
        String name = stranger.name();

        admin(owner, domain, "people");
        owner.button("Act on " + name).click();
        owner.button("Ban…").click();
        owner.field("Reason").fill("Boxes over the entry");
        owner.field("Category").selectOption("flooding");
        owner.button("Ban").click();
        owner.page().getByText(name + " is banned. 1 person inside was hit.").waitFor();

        Locator refused = refusal(stranger, "You may not enter ");
        refused.getByText("Boxes over the entry").waitFor();
        String words = refused.innerText();
        assertTrue(words.contains("in 7 days"), words);
        assertTrue(words.contains("this domain"), words);
        stranger.keepPicture("refused-entry");
        stranger.page().reload();
        refusal(stranger, "You may not enter ");

        openSection(owner, "Bans");
        owner.page().getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Remove the ban of")).click();
        owner.button("Remove").last().click();
        owner.page().getByText("Nobody is banned here.").waitFor();
        stranger.button("Try again").click();
        stranger.arrive();
    }

    @Test
    void presetReachesWhoIsInsideAtOnceAndTellsThem(Visitors visitors) throws Exception {
        TestDomain domain = start(visitors);
        Visitor owner = owner(visitors, domain);
        Visitor stranger = visitors.somebody().walkIn(elsewhere(domain));
        stranger.await("the right to chat", "freehold.you.permissions.includes('chat')");

        admin(owner, domain, "permissions");
        owner.page().getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Look only")).click();
        owner.button("Use this preset").click();
        owner.page().getByText("The preset “Look only” holds now").waitFor();
        stranger.await("no right to chat", "!freehold.you.permissions.includes('chat')");
        stranger.page().locator(".toast").getByText("chat").first().waitFor();

        openSection(owner, "See it as…");
        owner.field("As").selectOption("newcomer");
        owner.button("See").click();
        owner.page().getByText("May enter", new GetByTextOptions().setExact(true)).waitFor();
        owner.keepWholePicture("admin-see-as-newcomer");
    }

    @Test
    void strangerIsToldWhoMayAndWhatToDo(Visitors visitors) throws Exception {
        TestDomain domain = start(visitors);
        Visitor stranger = visitors.somebodyWithLargeWindow();
        stranger.page().addInitScript(AccessibilityIT.axe());
        stranger.open(elsewhere(domain) + "admin");
        heading(stranger, "This page is for moderators and the owner").waitFor();
        String words = stranger.page().locator("main").innerText();
        assertTrue(words.contains("one-time owner link"), words);
        assertFalse(stranger.page().getByRole(AriaRole.NAVIGATION).isVisible());
        assertEquals(List.of(), stranger.read(AccessibilityIT.CHECK));
        stranger.keepWholePicture("admin-not-permitted");
    }

    @Test
    void moderatorKicksInTheWorldAndTheKickedMayReturn(Visitors visitors) throws Exception {
        TestDomain domain = start(visitors);
        Visitor owner = owner(visitors, domain);
        Visitor stranger = visitors.somebody().walkIn(elsewhere(domain));
        String name = stranger.name();
        Locator panel = owner.openPanel("People");
        assertTrue(panel.getByText("Open the admin page").isVisible());
        owner.button("What to do about " + name).click();
        owner.keepPicture("person-menu");
        owner.button("Kick…").click();
        owner.field("Reason").fill("Please calm down first");
        owner.button("Kick").click();
        Locator refused = refusal(stranger, "You were sent out of ");
        refused.getByText("Please calm down first").waitFor();
        stranger.button("Come back in").click();
        stranger.arrive();
    }

    @Test
    void visitorMutesForThemselvesAndReports(Visitors visitors) throws Exception {
        TestDomain domain = start(visitors);
        Visitor owner = owner(visitors, domain);
        Visitor loud = visitors.somebody().walkIn(elsewhere(domain));
        Visitor quiet = visitors.somebody().walkIn(elsewhere(domain));
        String name = loud.name();
        assertFalse(quiet.openPanel("People").getByText("Open the admin page").isVisible());
        quiet.button("What to do about " + name).click();
        assertEquals(0, quiet.button("Kick…").count(), "only moderators may kick");
        quiet.button("Mute for me").click();
        loud.say("Nobody wants to hear this");
        quiet.hears(name, "Nobody wants to hear this");
        assertEquals(0, quiet.page().getByRole(AriaRole.LOG).getByText("Nobody wants to hear this").count());
        owner.openPanel("Chat").getByText("Nobody wants to hear this").waitFor();

        quiet.button("What to do about " + name).click();
        quiet.button("Report…").click();
        quiet.field("What happened").fill("Shouts all the time");
        quiet.button("Send the report").click();
        quiet.page().getByText("Your report is with the moderators.").waitFor();
        admin(owner, domain, "reports");
        owner.page().getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Show the report about")).click();
        owner.page().getByRole(AriaRole.DIALOG).getByText("Shouts all the time").waitFor();
        owner.keepPicture("admin-report");
    }

    @Test
    void nothingSeriousIsInTheWayInAnySection(Visitors visitors) throws Exception {
        checkSections(visitors, new NewContextOptions().setViewportSize(1280, 900), "desktop");
    }

    @Test
    void nothingSeriousIsInTheWayOnAPhoneInTheDarkAndNothingScrollsSideways(Visitors visitors) throws Exception {
        Visitor owner = checkSections(
                visitors,
                new NewContextOptions().setViewportSize(375, 720).setColorScheme(ColorScheme.DARK).setHasTouch(true),
                "phone");
        owner.page().evaluate("() => document.body.append(document.createElement('button'))");
        assertNotEquals(List.of(), owner.read(AccessibilityIT.CHECK), "the check sees no button without a name");
    }

    @Test
    void banIsAddedAndRemovedByKeyboardAlone(Visitors visitors) throws Exception {
        TestDomain domain = start(visitors);
        Visitor owner = owner(visitors, domain);
        admin(owner, domain, "people");
        owner.press("Tab");
        assertEquals("Skip to the section", owner.text(FOCUSED));
        tabTo(owner, "Bans");
        owner.press("Enter");
        heading(owner, "Bans").waitFor();
        assertEquals("Bans", owner.text(FOCUSED), "the focus goes to the section");
        owner.page().getByText("Nobody is banned here.").waitFor();
        tabTo(owner, "Ban…");
        owner.press("Enter");
        tabTo(owner, "Whom");
        owner.page().keyboard().type("account:mallory@bad.example");
        tabTo(owner, "Reason");
        owner.page().keyboard().type("Spam in three worlds");
        owner.press("Enter");
        Locator row = owner.page().getByRole(AriaRole.ROW).filter(
                new Locator.FilterOptions().setHasText("account:mallory@bad.example"));
        row.getByText("Spam in three worlds").waitFor();
        tabTo(owner, "Remove the ban of account:mallory@bad.example");
        owner.press("Enter");
        tabTo(owner, "Remove");
        owner.press("Enter");
        owner.page().getByText("Nobody is banned here.").waitFor();
    }

    private TestDomain start(Visitors visitors) throws Exception {
        return visitors.at(TestDomain.start(folder, Worlds.yard(folder), 0));
    }

    private static Visitor owner(Visitors visitors, TestDomain domain) {
        return claim(visitors.somebodyWithLargeWindow(), domain);
    }

    private Visitor checkSections(Visitors visitors, NewContextOptions window, String pictures) throws Exception {
        TestDomain domain = start(visitors);
        Visitor owner = visitors.somebody(window);
        owner.page().addInitScript(AccessibilityIT.axe());
        claim(owner, domain);
        admin(owner, domain, "people");
        for (String section : SECTIONS) {
            String needed = MORE.getOrDefault(section, "me");
            if (!domain.server().desk().operations().contains(needed)) {
                continue;
            }
            openSection(owner, section);
            if (section.equals("Permissions")) {
                owner.page().getByText("Advanced", new GetByTextOptions().setExact(true)).click();
            }
            owner.keepWholePicture("admin-" + pictures + "-" + SECTIONS.indexOf(section));
            assertEquals(List.of(), owner.read(AccessibilityIT.CHECK), section);
            AdminPage.assertNothingScrollsSideways(owner);
        }
        assertEquals(List.of(), owner.complaints());
        return owner;
    }

    private static void tabTo(Visitor visitor, String label) {
        for (int i = 0; i < MOST_STOPS; i++) {
            if (visitor.text(FOCUSED).equals(label)) {
                return;
            }
            visitor.press("Tab");
        }
        throw new AssertionError("Tab does not reach “" + label + "”, but " + visitor.text(FOCUSED));
    }
}
