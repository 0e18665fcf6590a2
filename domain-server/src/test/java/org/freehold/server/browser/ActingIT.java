// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.GetByTextOptions;
import java.nio.file.Path;
import org.freehold.server.app.TestDomain;
import org.freehold.server.desk.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees in their browser about whom something is done. */
@ExtendWith(InBrowser.class)
@Timeout(240)
final class ActingIT {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    @Test
    void whoIsMutedSeesWhyTheFieldIsInactiveAndCanWriteAtOnceWhenItEnds(Visitors visitors) throws Exception {
        TestDomain domain = visitors.at(TestDomain.start(folder, Worlds.yard(folder), 0));
        Visitor loud = visitors.somebodyWithLargeWindow().walkIn(elsewhere(domain));
        loud.openPanel("Chat");
        Locator field = loud.field("Say something");
        field.fill("half a line");
        ask(domain, "people/mute", "{'handle':%d,'on':true,'reason':'shouting','until':'2099-01-01T00:00:00Z'}"
                .formatted(handle(loud)));
        loud.await("the mute", "freehold.you.muted");
        loud.panel("Chat").getByText("A moderator has muted you").waitFor();
        assertFalse(field.isEditable());
        assertFalse(loud.button("Send").isEnabled());
        assertEquals("half a line", field.inputValue(), "nothing that was written is lost");
        Locator toast = loud.page().locator(".toast").getByText("shouting");
        toast.waitFor();
        assertFalse(toast.innerText().contains("UTC"), toast.innerText());
        assertTrue(toast.innerText().contains("2099") || toast.innerText().contains("99"), toast.innerText());
        loud.keepPicture("muted");
        ask(domain, "people/mute", "{'handle':%d,'on':false}".formatted(handle(loud)));
        loud.await("no mute", "!freehold.you.muted");
        loud.button("Send").click();
        loud.hears(loud.name(), "half a line");
    }

    @Test
    void whoComesIntoQuarantineIsApartAndComesBack(Visitors visitors) throws Exception {
        TestDomain domain = visitors.at(TestDomain.start(folder, Worlds.yard(folder), 0));
        Visitor litter = visitors.somebody().walkIn(domain.link());
        ask(domain, "people/quarantine",
                "{'handle':%d,'on':true,'reason':'look around first'}".formatted(handle(litter)));
        litter.await("being apart", "Math.hypot(freehold.pose.position.x, freehold.pose.position.z) > 10");
        litter.openPanel("Build").getByText("You are in quarantine here").waitFor();
        litter.keepLargePicture("quarantined");
        ask(domain, "people/quarantine", "{'handle':%d,'on':false}".formatted(handle(litter)));
        litter.await("being back", "Math.hypot(freehold.pose.position.x, freehold.pose.position.z) < 5");
        litter.panel("Build").getByText("Add something").waitFor();
    }

    @Test
    void whoIsBannedFromAPlaceStaysAtItsBorderAndIsToldWhy(Visitors visitors) throws Exception {
        TestDomain domain = visitors.at(TestDomain.start(folder, Worlds.yardWithStage(folder), 0));
        Visitor banned = visitors.somebodyWithLargeWindow().walkIn(elsewhere(domain));
        Visitor friend = visitors.somebody().walkIn(domain.link());
        int handle = handle(banned);
        ask(domain, "ban/add", "{'handle':%d,'reason':'heckled','category':'other','place':'stage'}".formatted(handle));
        banned.page().locator(".toast").getByText("You are banned from stage: heckled").waitFor();
        banned.page().evaluate("() => { location.hash = '#pier'; }");
        banned.await("being outside again", "freehold.pose.position.x < 6");
        friend.await(
                "seeing them outside", "freehold.people.find(({ handle }) => handle === it)?.position?.x < 6", handle);
        banned.keepPicture("place-closed");
        ask(domain, "ban/remove", "{'subject':'key:%s'}".formatted(fingerprint(domain, handle)));
        banned.page().locator(".toast").getByText("Stage is open to you again.").waitFor();
        banned.page().evaluate("() => { location.hash = ''; location.hash = '#pier'; }");
        banned.await("being there", "freehold.pose.position.x > 11");
        friend.await(
                "seeing them there", "freehold.people.find(({ handle }) => handle === it)?.position?.x > 11", handle);
    }

    @Test
    void whoArrivesWithManyWaitsForTheirTurnAndIsLetInByThePage(Visitors visitors) throws Exception {
        TestDomain domain = visitors.at(TestDomain.start(folder, Worlds.yard(folder), 0));
        ask(domain, "permission/set", "{'newcomers':{'joinsAtOnce':1,'joinsPerMinute':10}}");
        visitors.somebody().walkIn(elsewhere(domain));
        Visitor second = visitors.somebodyWithLargeWindow().open(elsewhere(domain));
        second.page().getByText("they come in one after the other").waitFor();
        second.page().getByText("Your turn comes in about").waitFor();
        assertFalse(second.button("Try now").isVisible(), "to try sooner would only lose the place");
        second.keepPicture("in-line");
        second.arrive();
    }

    @Test
    void aPlaceIsAddedInTheBuildPanel(Visitors visitors) throws Exception {
        TestDomain domain = visitors.at(TestDomain.start(folder, Worlds.yard(folder), 0));
        Visitor builder = visitors.somebodyWithLargeWindow().walkIn(domain.link());
        builder.openPanel("Build");
        builder.field("What").selectOption("place");
        builder.button("Add in front of you").click();
        builder.page().getByText("A place needs a name").waitFor();
        builder.field("Name of the place").fill("Garden");
        builder.button("Add in front of you").click();
        builder.page().getByText("Added: Garden.", new GetByTextOptions().setExact(true)).waitFor();
        builder.await("the zone", "freehold.entity(freehold.selection)?.type === 'Zone'");
        builder.keepPicture("place-added");
        assertTrue(ask(domain, "place/list", "{}").toString().contains("Garden"));
    }

    private static ObjectNode ask(TestDomain domain, String operation, String arguments) throws Exception {
        return domain.server().desk().ask(
                Caller.SHELL, operation, (ObjectNode) JSON.readTree(arguments.replace('\'', '"')));
    }

    private static String fingerprint(TestDomain domain, int handle) throws Exception {
        for (var each : ask(domain, "people/list", "{}").path("here")) {
            if (each.path("handle").asInt() == handle) {
                return each.path("fingerprint").asText();
            }
        }
        throw new AssertionError("nobody has the handle " + handle);
    }

    private static int handle(Visitor visitor) {
        return (int) visitor.number("freehold.you.handle");
    }

    /** The address of the domain for somebody who is not on its machine. */
    private static String elsewhere(TestDomain domain) {
        return domain.link().replace("localhost", SharedBrowser.OTHER_NAME);
    }
}
