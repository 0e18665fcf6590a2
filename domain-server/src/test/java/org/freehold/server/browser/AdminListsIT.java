// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.browser;

import static org.freehold.server.browser.AdminPage.admin;
import static org.freehold.server.browser.AdminPage.answer;
import static org.freehold.server.browser.AdminPage.assertNothingScrollsSideways;
import static org.freehold.server.browser.AdminPage.claim;
import static org.freehold.server.browser.AdminPage.dialog;
import static org.freehold.server.browser.AdminPage.openSection;
import static org.freehold.server.browser.AdminPage.told;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.FilterOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.freehold.moderation.Thumbprint;
import org.freehold.server.app.TestDomain;
import org.freehold.server.desk.Caller;
import org.freehold.server.identity.KeyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The lists on the admin page, against publishers that are real: what is unusual, trusted less, left, objected to, and brought along. */
@ExtendWith(InBrowser.class)
@Timeout(240)
final class AdminListsIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration SIX_MINUTES = Duration.ofMinutes(6);
    private static final String MALLORY = Thumbprint.of("mallory");
    private static final String EVE = Thumbprint.of("eve");
    private static final String PASSPHRASE = "correct horse battery";
    private static final int MANY = 60;

    private volatile Duration passed = Duration.ZERO;

    @TempDir
    private Path folder;

    @Test
    void whatIsUnusualWaitsAndIsSeenBeforeItIsApplied(Visitors visitors) throws Exception {
        TestDomain harbour = start(visitors, "harbour");
        TestDomain meadow = start(visitors, "meadow");
        Visitor owner = owner(visitors, meadow);
        Published list = publish(harbour, MALLORY);

        owner.field("Its address").fill(list.url());
        owner.field("Key of its publisher").fill(EVE);
        owner.field("Level").selectOption("enforce");
        owner.button("Fetch and show").click();
        owner.page().locator(".toast").getByText("not signed by the key that you gave").waitFor();
        assertTrue(row(owner).innerText().contains("Fetch"), "it is followed, and nothing of it is in force");
        owner.keepWholePicture("lists-wrong-key");
        assertTrue(admits(meadow, MALLORY));
        row(owner).getByText("New key…").click();
        dialog(owner).getByLabel("Key of its publisher").fill(list.key());
        pass(owner);
        answer(owner, "Trust this key").click();
        row(owner).getByText("nothing of this list was ever applied here").waitFor();
        preview(owner, "Added: 1 entry");
        answer(owner, "Apply this").click();
        row(owner).getByText("current").waitFor();
        assertFalse(admits(meadow, MALLORY));

        for (int i = 0; i < MANY; i++) {
            add(harbour, "key:" + Thumbprint.of("newcomer " + i));
        }
        fetch(owner, harbour);
        row(owner).getByText("many more entries than before").waitFor();
        preview(owner, "Added: 60 entries");
        owner.keepPicture("lists-growth");
        answer(owner, "Not now").click();
        assertTrue(admits(meadow, Thumbprint.of("newcomer 1")), "what was not applied is not in force");
        preview(owner, "Added: 60 entries");
        answer(owner, "Apply this").click();
        told(owner, "is applied as previewed");
        assertFalse(admits(meadow, Thumbprint.of("newcomer 1")));

        row(owner).getByText("Review…").click();
        dialog(owner).getByLabel("Every update waits for me").check();
        dialog(owner).getByLabel("At most, for spam").selectOption("warn");
        answer(owner, "Save").click();
        row(owner).getByText("spam: at most warn").waitFor();
        add(harbour, "key:" + EVE);
        fetch(owner, harbour);
        row(owner).getByText("you want to see every update").waitFor();
        String entry = preview(owner, "Added: 1 entry").getByText(EVE).locator("..").innerText()
                .replaceAll("(?s).*(e-[0-9]+-[0-9]+).*", "$1");
        answer(owner, "Not now").click();
        row(owner).getByText("Ignore…").click();
        dialog(owner).getByLabel("Entry").first().fill(entry);
        answer(owner, "Save").click();
        row(owner).getByText("ignored: " + entry).waitFor();
        preview(owner, "you ignore this entry");
        answer(owner, "Apply this").click();
        told(owner, "is applied as previewed");
        assertTrue(admits(meadow, EVE));
        phone(owner, "lists-reviewed");
    }

    @Test
    void aListThatIsTrustedLittleWaitsForASecondAndIsLeftInSteps(Visitors visitors) throws Exception {
        TestDomain harbour = start(visitors, "harbour");
        TestDomain pier = start(visitors, "pier");
        TestDomain meadow = start(visitors, "meadow");
        Visitor owner = owner(visitors, meadow);
        follow(owner, publish(harbour, MALLORY));
        assertFalse(admits(meadow, MALLORY));
        row(owner).getByText("Level…").click();
        dialog(owner).getByLabel("Only entries that so many independent publishers agree on").fill("2");
        answer(owner, "Show what it would do").click();
        answer(owner, "Apply this").click();
        applied(owner);
        row(owner).getByText("only what 2 independent publishers agree on").waitFor();
        assertTrue(admits(meadow, MALLORY), "one publisher alone does not suffice");
        follow(owner, publish(pier, MALLORY));
        assertFalse(admits(meadow, MALLORY), "two do");

        rows(owner).nth(1).getByText("Leave…").click();
        answer(owner, "Leave").click();
        rows(owner).nth(1).getByText("being left").waitFor();
        rows(owner).nth(1).getByText("Leave…").click();
        dialog(owner).getByLabel("How").selectOption("adopt");
        answer(owner, "Leave").click();
        rows(owner).nth(1).waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        openSection(owner, "Bans");
        owner.page().getByText("key:" + MALLORY).first().waitFor();
    }

    @Test
    void whoIsListedIsHeardAndListsOfOthersAreReadAsDrafts(Visitors visitors) throws Exception {
        TestDomain meadow = start(visitors, "meadow");
        Visitor owner = owner(visitors, meadow);
        Path key = folder.resolve("mallory.json");
        String fingerprint =
                Thumbprint.of(KeyFile.create(key, PASSPHRASE.toCharArray(), new SecureRandom()).publicKey());
        publish(meadow, fingerprint);
        Visitor mallory = appeal(visitors, meadow, key, fingerprint);
        openSection(owner, "Appeals");
        owner.page().getByText("Open: 1, which came").waitFor();
        phone(owner, "lists-appeal");
        owner.page().getByText("Decide…").click();
        dialog(owner).getByLabel("Decision").selectOption("yes");
        dialog(owner).getByLabel("Your answer to them").fill("Sorry.");
        answer(owner, "Save").click();
        owner.page().getByText("accepted: Sorry.").waitFor();
        mallory.button("Look again").click();
        mallory.page().getByText("you are off the list").waitFor();
        mallory.page().getByText("Sorry.").waitFor();
        mallory.keepWholePicture("appeal-answered");
        phone(mallory, "appeal-answered");
        assertEquals(List.of("Failed to load resource: the server responded with a status of 429 (Too Many Requests)"),
                mallory.complaints(), "of the second appeal on one day");
        openSection(owner, "Lists");
        owner.page().getByText("Number 2, 0 entries").waitFor();

        owner.button("Put somebody on main").click();
        dialog(owner).getByLabel("Whom").fill("home:bad.example");
        dialog(owner).getByLabel("Reason").fill("All of it is spam");
        answer(owner, "Save").click();
        pass(owner);
        owner.button("Publish main").click();
        answer(owner, "Publish").click();
        told(owner, "number 3 with 1 entry");
        owner.button("Save main as a file").click();
        dialog(owner).getByLabel("Format").selectOption("csv");
        Download saved = owner.page().waitForDownload(() -> answer(owner, "Save").click());
        Path file = folder.resolve("main.csv");
        saved.saveAs(file);
        assertEquals("main.csv", saved.suggestedFilename());
        assertTrue(Files.readString(file).contains("bad.example,suspend"), Files.readString(file));

        openSection(owner, "Bans");
        owner.field("Format").last().selectOption("mastodon");
        owner.field("Its text").fill(Files.readString(file) + "exa***.com,suspend,,,,\n");
        owner.button("Read").click();
        owner.page().getByText("1 line was left out").click();
        owner.page().getByText("exa***.com").waitFor();
        assertEquals(0, ask(meadow, "ban/list", "{}").path("bans").size(), "a draft does nothing");
        owner.page().getByLabel("Choose home:bad.example").check();
        phone(owner, "lists-import");
        owner.button("Ban the chosen").click();
        answer(owner, "Ban").click();
        owner.button("Remove the ban of home:bad.example").waitFor();
    }

    /** On the page for that, by their portable key: what is missing is said, and one a day is taken. */
    private static Visitor appeal(Visitors visitors, TestDomain domain, Path key, String fingerprint) {
        Visitor person = visitors.somebody().open(domain.link() + "appeals?list=main");
        person.page().setViewportSize(1280, 900);
        Locator fault = person.page().getByRole(AriaRole.ALERT);
        person.button("Send the appeal").click();
        fault.getByText("Write what the moderators should know first.").waitFor();
        assertTrue(person.is("document.activeElement.tagName === 'TEXTAREA'"),
                "the focus is where something is missing");
        person.field("What they should know").fill("It was my brother.");
        person.field("The file of your key").setInputFiles(key);
        person.field("Its passphrase").fill("not this one");
        person.field("Its passphrase").press("Enter");
        fault.getByText("The passphrase does not open this file.").waitFor();
        phone(person, "appeal-to-be-made");
        person.keepWholePicture("appeal-to-be-made");
        person.field("Its passphrase").fill(PASSPHRASE);
        person.field("Its passphrase").press("Enter");
        person.page().getByText("key:" + fingerprint).waitFor();
        person.button("Send the appeal").click();
        person.page().getByRole(AriaRole.STATUS).getByText("is sent.").waitFor();
        person.page().getByText("Waits for an answer.").waitFor();
        person.field("What they should know").fill("Once more.");
        person.button("Send the appeal").click();
        fault.getByText("You have appealed within the last day").waitFor();
        return person;
    }

    private record Published(String url, String key) {}

    private Published publish(TestDomain domain, String fingerprint) throws Exception {
        ask(domain, "banlist/create", "{'name':'main','title':'Main'}");
        add(domain, "key:" + fingerprint);
        ObjectNode published = ask(domain, "banlist/publish", "{'name':'main'}");
        return new Published(published.path("url").asText(), published.path("key").asText());
    }

    private static void add(TestDomain domain, String subject) throws Exception {
        ask(domain, "banlist/add",
                "{'name':'main','subject':'%s','category':'flooding','reason':'object flood'}".formatted(subject));
    }

    /** Follows a list to the full on the page. */
    private static void follow(Visitor owner, Published list) {
        owner.field("Its address").fill(list.url());
        owner.field("Key of its publisher").fill(list.key());
        owner.field("Level").selectOption("enforce");
        owner.button("Fetch and show").click();
        answer(owner, "Apply this").click();
        applied(owner);
    }

    /** Reads that it is, and puts that away: the next that is applied says the same. */
    private static void applied(Visitor owner) {
        told(owner, "is applied as previewed");
        owner.page().locator(".toast").getByRole(AriaRole.BUTTON).first().click();
    }

    /** Publishes what is drafted, and fetches it on the page as soon as that is polite. */
    private void fetch(Visitor owner, TestDomain publisher) throws Exception {
        pass(owner);
        ask(publisher, "banlist/publish", "{'name':'main'}");
        row(owner).getByText("Fetch", new Locator.GetByTextOptions().setExact(true)).click();
    }

    private static Locator preview(Visitor owner, String what) {
        row(owner).getByText("Preview").click();
        Locator preview = dialog(owner);
        preview.getByText(what).waitFor();
        return preview;
    }

    /** Of the lists that are followed. */
    private static Locator rows(Visitor owner) {
        return owner.page().locator(".part").filter(new FilterOptions().setHasText("Lists that you follow"))
                .locator("tbody tr");
    }

    private static Locator row(Visitor owner) {
        return rows(owner).first();
    }

    private static void phone(Visitor owner, String name) {
        owner.page().setViewportSize(390, 844);
        owner.keepWholePicture(name + "-phone");
        assertNothingScrollsSideways(owner);
        owner.page().setViewportSize(1280, 900);
    }

    private static boolean admits(TestDomain domain, String fingerprint) throws Exception {
        return !ask(domain, "permission/why", "{'key':'%s'}".formatted(fingerprint)).has("refusal");
    }

    private static ObjectNode ask(TestDomain domain, String operation, String arguments) throws Exception {
        return domain.server().desk().ask(Caller.SHELL, operation, arguments(arguments));
    }

    private static ObjectNode arguments(String json) throws Exception {
        return (ObjectNode) JSON.readTree(json.replace('\'', '"'));
    }

    private static Visitor owner(Visitors visitors, TestDomain domain) {
        Visitor owner = claim(visitors.somebody(), domain);
        owner.page().setViewportSize(1280, 900);
        admin(owner, domain, "lists");
        return owner;
    }

    /** Lets time pass for all domains, and for the page, which signs with the time. */
    private void pass(Visitor owner) {
        passed = passed.plus(SIX_MINUTES);
        owner.page().evaluate(
                "ms => { const before = Date.now; Date.now = () => before.call(Date) + ms; }",
                (double) SIX_MINUTES.toMillis());
    }

    private TestDomain start(Visitors visitors, String name) throws Exception {
        Path data = Files.createDirectory(folder.resolve(name));
        Files.writeString(data.resolve("freehold.toml"), "[lists]\nprivate_addresses = true\n");
        return visitors.at(TestDomain.start(data, Worlds.yard(data), 0, () -> Instant.now().plus(passed)));
    }
}
