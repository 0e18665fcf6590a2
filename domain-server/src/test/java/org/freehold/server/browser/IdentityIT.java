// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.locks.LockSupport;
import org.freehold.server.app.TestDomain;
import org.freehold.server.desk.Caller;
import org.freehold.server.identity.KeyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Being the same person in two worlds: by a portable key, and by the word of a home. */
@ExtendWith(InBrowser.class)
@Timeout(240)
final class IdentityIT {
    private static final long PAUSE_NANOS = 50_000_000;
    private static final String PASSPHRASE = "four plain old words";

    @TempDir
    private Path folder;

    @Test
    void whoShowsAPortableKeyIsKnownByItInTwoWorldsAndWhoDoesNotIsNot(Visitors visitors) throws Exception {
        TestDomain harbour = start(visitors, "harbour");
        TestDomain meadow = start(visitors, "meadow");
        Visitor walker = visitors.somebodyWithLargeWindow().walkIn(harbour.link());
        Locator settings = walker.openPanel("Settings");
        settings.getByLabel("A passphrase for a new key").fill(PASSPHRASE);
        Download made = walker.page().waitForDownload(() -> walker.button("Make a portable key").click());
        Path file = folder.resolve("me.json");
        made.saveAs(file);
        settings.getByLabel("Show it in this world").waitFor();
        assertFalse(present(harbour).has("portable"), "not before the person says so");

        settings.getByLabel("Show it in this world").check();
        String key = awaitPresent(harbour, "portable");
        settings.getByLabel("Show it in this world").scrollIntoViewIfNeeded();
        walker.keepPicture("portable-key");

        walker.walkIn(meadow.link());
        Locator there = walker.openPanel("Settings");
        there.getByLabel("Or a key that you have: its file").setInputFiles(file);
        there.getByLabel("Its passphrase").fill(PASSPHRASE);
        walker.button("Open the file").click();
        there.getByLabel("Show it in this world").check();
        assertEquals(key, awaitPresent(meadow, "portable"));
        assertNotEquals(
                present(meadow).path("fingerprint").asText(), key, "the key for the domain is still another one");
        Files.setPosixFilePermissions(
                file, PosixFilePermissions.fromString("rw-------"));
        byte[] seed = KeyFile.read(file).unlock(PASSPHRASE.toCharArray());
        assertEquals(32, seed.length, "the command line opens what the browser saved");

        walker.button("Forget it here").click();
        walker.page().getByRole(AriaRole.DIALOG).getByText("Forget it here").click();
        there.getByLabel("A passphrase for a new key").waitFor();
        awaitGone(meadow, "portable");
    }

    @Test
    void whomAHomeVouchesForIsKnownByTheAccountAfterSayingYes(Visitors visitors) throws Exception {
        TestDomain home = start(visitors, "home");
        TestDomain harbour = start(visitors, "harbour");
        String homeName = home.link().replaceAll("^http://|/$", "");
        Visitor alice = visitors.somebodyWithLargeWindow().walkIn(home.link());
        ObjectNode role = JsonNodeFactory.instance.objectNode()
                .put("subject", "key:" + present(home).path("fingerprint").asText())
                .put("standing", "member")
                .put("name", "alice");
        home.server().desk().ask(Caller.SHELL, "role/set", role);

        alice.walkIn(harbour.link());
        Locator settings = alice.openPanel("Settings");
        settings.getByLabel("Your home").fill(homeName);
        Page popup = alice.page().waitForPopup(() -> alice.button("Ask my home").click());
        Locator yes = popup.getByRole(
                AriaRole.BUTTON, new GetByRoleOptions().setName("Say that I am alice@" + homeName));
        yes.waitFor();
        assertTrue(popup.locator("main").innerText().contains("asks who you are"));
        keep(popup, "home-asks");
        assertFalse(present(harbour).has("account"), "nothing is said before the answer");
        yes.click();
        assertEquals("alice@" + homeName, awaitPresent(harbour, "account"));
        alice.page().getByText("Your home has told this world who you are").waitFor();
        alice.keepPicture("home-vouched");
        JsonNode homes = ask(harbour, "home/list").path("homes");
        assertEquals(homeName, homes.path(0).path("home").asText(), homes.toString());
    }

    @Test
    void whoHasNoAccountAtTheHomeIsToldSoAndStaysAnonymous(Visitors visitors) throws Exception {
        TestDomain home = start(visitors, "home");
        TestDomain harbour = start(visitors, "harbour");
        Visitor stranger = visitors.somebodyWithLargeWindow().walkIn(harbour.link());
        Locator settings = stranger.openPanel("Settings");
        settings.getByLabel("Your home").fill(home.link().replaceAll("^http://|/$", ""));
        Page popup = stranger.page().waitForPopup(() -> stranger.button("Ask my home").click());
        popup.getByText("This home does not know you in this browser").waitFor();
        keep(popup, "home-no-account");
        popup.getByText("Close").click();
        assertFalse(present(harbour).has("account"));
    }

    private TestDomain start(Visitors visitors, String name) throws Exception {
        Path data = Files.createDirectory(folder.resolve(name));
        Files.writeString(data.resolve("freehold.toml"), "[lists]\nprivate_addresses = true\n");
        return visitors.at(TestDomain.start(data, Worlds.yard(data), 0));
    }

    private static void keep(Page page, String name) throws Exception {
        Path pictures = Files.createDirectories(Path.of("target", "screenshots"));
        Files.write(pictures.resolve(name + ".png"), page.screenshot());
    }

    private static JsonNode ask(TestDomain domain, String operation) throws Exception {
        return domain.server().desk().ask(Caller.SHELL, operation, JsonNodeFactory.instance.objectNode());
    }

    /** The only person in the domain. */
    private static JsonNode present(TestDomain domain) throws Exception {
        return ask(domain, "people/list").path("here").path(0);
    }

    private static String awaitPresent(TestDomain domain, String member) throws Exception {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!present(domain).has(member)) {
            assertTrue(System.nanoTime() < end, member + " is not known: " + present(domain));
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return present(domain).path(member).asText();
    }

    private static void awaitGone(TestDomain domain, String member) throws Exception {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!present(domain).has("fingerprint") || present(domain).has(member)) {
            assertTrue(System.nanoTime() < end, member + " is still known: " + present(domain));
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
