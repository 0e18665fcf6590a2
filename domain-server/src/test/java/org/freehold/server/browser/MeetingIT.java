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

/** Two people in two browsers. */
@ExtendWith(InBrowser.class)
@Timeout(120)
final class MeetingIT {

    @TempDir
    private Path folder;

    @Test
    void peopleSeeEachOtherComeWalkSpeakChangeNamesAndGo(Visitors visitors) throws Exception {
        TestDomain domain = visitors.at(TestDomain.start(folder, Worlds.yard(folder), 0));
        Visitor anna = visitors.somebody().walkIn(domain.link());
        Visitor bert = visitors.somebody().walkIn(domain.link());
        String annaFirst = anna.name();
        String bertFirst = bert.name();

        anna.await("the newcomer", "freehold.people.some(({ name }) => name === it)", bertFirst);
        bert.await("who was there before", "freehold.people.some(({ name }) => name === it)", annaFirst);
        anna.openPanel("Chat").getByRole(AriaRole.LOG).getByText(bertFirst + " came in.").waitFor();

        anna.focusWorld();
        anna.hold("ArrowUp", "three metres gone", "freehold.pose.position.z < -3");
        bert.await("the other walking",
                "freehold.people.find(({ name }) => name === it).position?.z < -2.8", annaFirst);
        bert.await("a name tag",
                "[...document.querySelectorAll('.label-layer *')].some((label) => label.textContent === it && label.checkVisibility({ visibilityProperty: true }))",
                annaFirst);

        anna.say("Good morning");
        bert.hears(annaFirst, "Good morning");
        bert.say("Good morning to you");
        anna.hears(bertFirst, "Good morning to you");
        bert.keepLargePicture("meeting");

        bert.openPanel("Settings");
        bert.field("Your name").fill("Bert of the Harbour");
        bert.button("Change name").click();
        anna.await("the new name", "freehold.people.some(({ name }) => name === 'Bert of the Harbour')");
        anna.openPanel("People").getByText("Bert of the Harbour").waitFor();
        assertEquals(List.of(), anna.complaints());
        assertEquals(List.of(), bert.complaints());

        bert.open("about:blank");
        anna.await("one fewer", "freehold.people.length === 1");
        assertTrue(anna.openPanel("People").innerText().contains("Only you are here now"));
    }
}
