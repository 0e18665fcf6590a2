// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.browser;

import static org.freehold.server.browser.AdminPage.admin;
import static org.freehold.server.browser.AdminPage.answer;
import static org.freehold.server.browser.AdminPage.assertNothingScrollsSideways;
import static org.freehold.server.browser.AdminPage.claim;
import static org.freehold.server.browser.AdminPage.dialog;
import static org.freehold.server.browser.AdminPage.elsewhere;
import static org.freehold.server.browser.AdminPage.openSection;
import static org.freehold.server.browser.AdminPage.refusal;
import static org.freehold.server.browser.AdminPage.told;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ViewportSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.freehold.server.app.TestDomain;
import org.freehold.server.desk.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The story of trust, by browsers alone: somebody who is known to two domains through their home is banned in one, the other follows its
 * list, looks before it acts, has the last word, and leaves again.
 */
@ExtendWith(InBrowser.class)
@Timeout(300)
final class TrustStoryIT {
    /** Of the second domain's clock from all the others': it may jump past the five minutes between two fetches of a list. */
    private static final Duration BEHIND = Duration.ofSeconds(-200);
    private static final Duration AHEAD = Duration.ofSeconds(200);

    private static final String REASON = "Boxes over the entry, third time";
    private static final int PHONE_WIDTH = 390;
    private static final int PHONE_HEIGHT = 844;

    private volatile Duration offset = BEHIND;

    @TempDir
    private Path folder;

    @Test
    void aBanOfOneDomainIsFollowedByAnotherWhichLooksFirstHasTheLastWordAndLeaves(Visitors visitors) throws Exception {
        TestDomain home = start(visitors, "home", InstantSource.system());
        TestDomain harbour = start(visitors, "harbour", InstantSource.system());
        TestDomain meadow = start(visitors, "meadow", () -> Instant.now().plus(offset));
        Visitor mallory = visitors.somebody().walkIn("http://" + name(home));
        String account = account(home, mallory, "mallory");

        mallory.walkIn(elsewhere(harbour));
        beVouchedFor(mallory, home, account);
        Visitor harbourmaster = claim(visitors.somebody(), harbour);
        ban(harbourmaster, mallory);
        refusal(mallory, "You may not enter ").getByText(REASON).waitFor();
        Published list = publish(harbourmaster, harbour, account);

        mallory.walkIn(elsewhere(meadow));
        beVouchedFor(mallory, home, account);
        Visitor gardener = claim(visitors.somebody(), meadow);
        gardener.page().setViewportSize(1280, 720);
        admin(gardener, meadow, "lists");
        subscribe(gardener, mallory, list, account);
        mallory.await("being inside still", "freehold.state === 'live'");
        enforce(gardener, mallory);
        assertTellsWhoWhyHowLongAndWhereToAppeal(mallory, list);
        Page appeal = appeal(mallory, list, home, account);
        aFreshKeyIsAtTheFootOfTheLadder(visitors, meadow);

        overrule(gardener, account);
        mallory.button("Try again").click();
        mallory.arrive();
        beVouchedFor(mallory, home, account);

        reject(harbourmaster, appeal);
        retract(harbourmaster, account);
        offset = AHEAD;
        seeTheRetractionAndLeave(gardener, account);
        mallory.await("being inside still", "freehold.state === 'live' && freehold.you.standing === 'known'");
        assertEquals(List.of(), harbourmaster.complaints());
        assertEquals(List.of(), gardener.complaints());
    }

    private record Published(String url, String key) {}

    /** In the world, on the person. */
    private static void ban(Visitor owner, Visitor person) {
        owner.openPanel("People");
        owner.button("What to do about " + person.name()).click();
        owner.button("Ban…").click();
        owner.field("Reason").fill(REASON);
        owner.field("Category").selectOption("flooding");
        owner.keepLargePicture("story-1-ban");
        owner.button("Ban").click();
    }

    private static Published publish(Visitor owner, TestDomain domain, String account) {
        owner.page().setViewportSize(1280, 720);
        admin(owner, domain, "lists");
        owner.button("New list…").click();
        owner.field("Name in the address, such as main").fill("main");
        owner.field("Title").fill("Harbour watch");
        answer(owner, "Save").click();
        owner.button("Publish main").waitFor();

        openSection(owner, "Bans");
        owner.page().getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("on a list")).first().click();
        dialog(owner).getByLabel("Whom").selectOption("account:" + account);
        assertEquals(REASON, dialog(owner).getByLabel("Reason").inputValue(), "as in the ban");
        answer(owner, "Save").click();
        told(owner, "It is a draft until you publish.");

        openSection(owner, "Lists");
        owner.button("Publish main").click();
        dialog(owner).getByText("account:" + account).waitFor();
        owner.keepPicture("story-2-publish");
        answer(owner, "Publish").click();
        told(owner, "main is published as number 1 with 1 entry.");
        Locator values = owner.page().locator("code.copyable");
        return new Published(values.nth(0).innerText(), values.nth(1).innerText());
    }

    private static void subscribe(Visitor owner, Visitor person, Published list, String account) {
        owner.field("Its address").fill(list.url());
        owner.field("Key of its publisher").fill(list.key());
        owner.button("Fetch and show").click();
        Locator preview = dialog(owner);
        preview.getByText("Added: 1 entry").waitFor();
        String words = preview.innerText();
        assertTrue(words.contains("Harbour watch") && words.contains(account) && words.contains(REASON), words);
        assertTrue(words.contains(list.url() + "/criteria") && words.contains(list.key()), words);
        assertTrue(words.contains("1 entry") && words.contains("Issued"), words);
        assertTrue(words.contains("Nobody who is here now would be hit."), words);
        preview.getByLabel("Follow it at the level").selectOption("enforce");
        preview.getByRole(AriaRole.ROW).getByText(person.name()).waitFor();
        preview.getByRole(AriaRole.ROW).getByText("deny: may not enter").waitFor();
        keepAlsoOnAPhone(owner, "story-3-preview");
        preview.getByLabel("Follow it at the level").selectOption("monitor");
        preview.getByText("Nobody who is here now would be hit.").waitFor();
        answer(owner, "Apply this").click();
        told(owner, "Harbour watch is applied as previewed, at the level monitor.");
    }

    private static void enforce(Visitor owner, Visitor person) {
        owner.button("Level of Harbour watch").click();
        dialog(owner).getByLabel("Level").selectOption("enforce");
        answer(owner, "Show what it would do").click();
        dialog(owner).getByRole(AriaRole.ROW).getByText(person.name()).waitFor();
        owner.keepPicture("story-4-enforce");
        answer(owner, "Apply this").click();
        told(owner, "Harbour watch is applied as previewed, at the level enforce.");
    }

    private static void assertTellsWhoWhyHowLongAndWhereToAppeal(Visitor person, Published list) {
        Locator screen = refusal(person, "You may not enter ");
        String words = screen.innerText();
        assertTrue(words.contains(list.url()) && words.contains("flooding"), words);
        assertTrue(words.contains("Until") && words.contains("in 365 days"), words);
        assertTrue(words.contains("/appeals"), words);
        assertTrue(words.contains("this domain"), words);
        keepAlsoOnAPhone(person, "story-5-refused");
    }

    /** By the link on the screen that keeps them out, with the word of their home. @return the page, where the answer will be */
    private static Page appeal(Visitor person, Published list, TestDomain home, String account) {
        Locator link = refusal(person, "You may not enter ")
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("/appeals"));
        assertEquals(list.url().replaceAll("/lists/main$", "/appeals?list=main"), link.getAttribute("href"));
        Page page = person.page().context().waitForPage(link::click);
        assertEquals("main", page.getByLabel("The list", new Page.GetByLabelOptions().setExact(true)).inputValue());
        page.getByLabel("By my account at a home").check();
        page.getByLabel("Your home").fill(name(home));
        page.getByLabel("What they should know").fill("I was not at home that day.");
        Page asking = page.waitForPopup(() -> page.getByText("Ask my home and send the appeal").click());
        asking.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Say that I am " + account)).click();
        page.getByText("Waits for an answer.").waitFor();
        return page;
    }

    private static void reject(Visitor owner, Page appeal) {
        openSection(owner, "Appeals");
        owner.page().getByText("I was not at home that day.").waitFor();
        owner.page().getByText("Decide…").click();
        dialog(owner).getByLabel("Decision").selectOption("no");
        dialog(owner).getByLabel("Your answer to them").fill("Somebody was, as you.");
        answer(owner, "Save").click();
        owner.page().getByText("rejected: Somebody was, as you.").waitFor();
        openSection(owner, "Lists");
        appeal.getByText("Look again").click();
        appeal.getByText("the entry stays.").waitFor();
        appeal.getByText("Somebody was, as you.").waitFor();
        appeal.close();
    }

    /** They look, walk and chat, build nothing, and are told how to become known. */
    private static void aFreshKeyIsAtTheFootOfTheLadder(Visitors visitors, TestDomain domain) {
        Visitor fresh = visitors.somebody().walkIn(elsewhere(domain));
        assertEquals("newcomer", fresh.text("freehold.you.standing"));
        double before = fresh.position('z');
        fresh.focusWorld();
        fresh.hold("w", "a step", "Math.abs(freehold.pose.position.z - (" + before + ")) > 0.5");
        fresh.say("I am new here");
        fresh.hears(fresh.name(), "I am new here");
        Locator build = fresh.openPanel("Build");
        build.getByText("To become known, open Settings").waitFor();
        assertEquals(0, build.getByText("Add in front of you").filter(
                new Locator.FilterOptions().setVisible(true)).count());
        keepAlsoOnAPhone(fresh, "story-6-newcomer");
        fresh.close();
    }

    private static void overrule(Visitor owner, String account) {
        owner.field("Whom").fill("account:" + account);
        owner.field("Reason").fill("We know her");
        owner.button("Decide").click();
        owner.button("Take back what was decided about account:" + account).waitFor();
        keepWholeAlsoOnAPhone(owner, "story-7-overruled");
    }

    private static void retract(Visitor owner, String account) {
        owner.button("Take somebody off main").click();
        dialog(owner).getByLabel("Whom").fill("account:" + account);
        dialog(owner).getByLabel("Why").fill("It was her brother");
        answer(owner, "Save").click();
        told(owner, "It holds when you publish.");
        owner.button("Publish main").click();
        answer(owner, "Publish").click();
        told(owner, "main is published as number 2 with 0 entries.");
        keepWholeAlsoOnAPhone(owner, "story-8-retracted");
    }

    private static void seeTheRetractionAndLeave(Visitor owner, String account) {
        owner.button("Fetch Harbour watch now").click();
        owner.page().getByText("Number 2, 0 entries").waitFor();
        owner.button("Take back what was decided about account:" + account).click();
        owner.page().getByText("You have decided about nobody").waitFor();
        owner.button("Leave Harbour watch").click();
        dialog(owner).getByLabel("How").selectOption("now");
        answer(owner, "Leave").click();
        owner.page().getByText("You follow no list.").waitFor();
        openSection(owner, "Audit");
        owner.page().getByText("banlist/leave").first().waitFor();
        keepWholeAlsoOnAPhone(owner, "story-9-audit");
    }

    /** By the window of the home, which asks. */
    private static void beVouchedFor(Visitor person, TestDomain home, String account) {
        Locator settings = person.openPanel("Settings");
        settings.getByLabel("Your home").fill(name(home));
        Page popup = person.page().waitForPopup(() -> person.button("Ask my home").click());
        popup.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Say that I am " + account)).click();
        person.await("being known", "freehold.you.standing === 'known'");
    }

    /** Makes somebody who is in a domain a member of it. @return their account */
    private static String account(TestDomain home, Visitor person, String name) throws Exception {
        JsonNode here = home.server().desk()
                .ask(Caller.SHELL, "people/list", JsonNodeFactory.instance.objectNode()).path("here").path(0);
        assertEquals(person.name(), here.path("name").asText());
        ObjectNode role = JsonNodeFactory.instance.objectNode()
                .put("subject", "key:" + here.path("fingerprint").asText())
                .put("standing", "member")
                .put("name", name);
        home.server().desk().ask(Caller.SHELL, "role/set", role);
        return name + "@" + name(home);
    }

    /** What is on the screen, in a window to look at and on a phone. */
    private static void keepAlsoOnAPhone(Visitor visitor, String name) {
        ViewportSize before = visitor.page().viewportSize();
        visitor.page().setViewportSize(1280, 720);
        visitor.keepPicture(name);
        visitor.page().setViewportSize(PHONE_WIDTH, PHONE_HEIGHT);
        visitor.keepPicture(name + "-phone");
        assertNothingScrollsSideways(visitor);
        visitor.page().setViewportSize(before.width, before.height);
    }

    private static void keepWholeAlsoOnAPhone(Visitor visitor, String name) {
        visitor.keepWholePicture(name);
        visitor.page().setViewportSize(PHONE_WIDTH, PHONE_HEIGHT);
        visitor.keepWholePicture(name + "-phone");
        assertNothingScrollsSideways(visitor);
        visitor.page().setViewportSize(1280, 720);
    }

    /** Of the home: with a name of its own, as addresses and {@code localhost} never stand in lists. */
    private static String name(TestDomain home) {
        return "home." + home.link().replaceAll("^http://|/$", "");
    }

    private TestDomain start(Visitors visitors, String name, InstantSource clock) throws Exception {
        Path data = Files.createDirectory(folder.resolve(name));
        Files.writeString(data.resolve("freehold.toml"), "[lists]\nprivate_addresses = true\n");
        return visitors.at(TestDomain.start(data, Worlds.yard(data), 0, clock));
    }
}
