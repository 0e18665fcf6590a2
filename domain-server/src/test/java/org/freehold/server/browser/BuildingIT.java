// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import org.freehold.server.app.TestDomain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One builds and another looks on. */
@ExtendWith(InBrowser.class)
@Timeout(120)
final class BuildingIT {

    @TempDir
    private Path folder;

    @Test
    void whatOneBuildsTheOtherSeesAtOnce(Visitors visitors) throws Exception {
        TestDomain domain = visitors.at(TestDomain.start(folder, Worlds.yard(folder), 0));
        Visitor builder = visitors.somebody().walkIn(domain.link());
        Visitor friend = visitors.somebody().walkIn(domain.link());

        String id = addBox(builder);
        friend.await("the box", "freehold.entity(it)?.type === 'Box'", id);
        set(builder, "Position, m: X", "1.5");
        friend.await("it moved", "freehold.entity(it).position.x === 1.5", id);
        builder.field("Colour").fill("#c83228");
        friend.await("its colour", "freehold.entity(it).color.red === 200 && freehold.entity(it).color.green === 50",
                id);
        set(builder, "Turn, °: Y", "45");
        friend.await("it turned", "Math.abs(freehold.entity(it).rotation?.y - Math.sin(Math.PI / 8)) < 0.001", id);
        set(builder, "Size, m: Y", "2");
        friend.await("its size", "freehold.entity(it).dimensions.y === 2", id);
        builder.keepLargePicture("building");

        builder.button("Undo").click();
        friend.await("its old size", "freehold.entity(it).dimensions.y === 0.5", id);
        builder.button("Redo").click();
        friend.await("its size again", "freehold.entity(it).dimensions.y === 2", id);
        builder.button("Delete").click();
        friend.await("it gone", "freehold.entity(it) === undefined", id);
        builder.button("Undo").click();
        friend.await("it back as it was",
                "freehold.entity(it)?.dimensions.y === 2 && freehold.entity(it).color.red === 200", id);
        assertEquals(List.of(), builder.complaints());
        assertEquals(List.of(), friend.complaints());
    }

    @Test
    void whatIsClickedIsSelected(Visitors visitors) throws Exception {
        TestDomain domain = visitors.at(TestDomain.start(folder, Worlds.yard(folder), 0));
        Visitor builder = visitors.somebody().walkIn(domain.link());
        builder.await("all things drawn", "freehold.statistics.entities === freehold.entities");
        builder.openPanel("Build");
        builder.page().locator("#world").click(new Locator.ClickOptions().setPosition(160, 160));
        builder.await("the wall selected", "freehold.selection === it", Worlds.WALL);
        builder.focusWorld();
        builder.press("Escape");
        builder.await("nothing selected", "freehold.selection === undefined");
    }

    @Test
    void thingIsPickedUpCarriedAndPutDown(Visitors visitors) throws Exception {
        TestDomain domain = visitors.at(TestDomain.start(folder, Worlds.yard(folder), 0));
        Visitor carrier = visitors.somebody().walkIn(domain.link());
        Visitor friend = visitors.somebody().walkIn(domain.link());
        carrier.focusWorld();
        carrier.press("g");
        carrier.await("the ball in the hands", "freehold.held === it", Worlds.BALL);
        carrier.hold("s", "two metres back", "freehold.pose.position.z > 2");
        friend.await("the ball carried", "freehold.entity(it).position.z > 0 && freehold.entity(it).position.y > 0.5",
                Worlds.BALL);
        carrier.keepLargePicture("carrying");
        carrier.press("g");
        friend.await("the ball on the ground", "Math.abs(freehold.entity(it).position.y - 0.2) < 0.05", Worlds.BALL);
        carrier.press("Control+z");
        friend.await("the ball where it was", "freehold.entity(it).position.z === -2", Worlds.BALL);
    }

    @Test
    void whatWasBuiltIsThereAfterReloadAndAfterTheServerStartsAgain(Visitors visitors) throws Exception {
        Path world = Worlds.yard(folder);
        TestDomain domain = visitors.at(TestDomain.start(folder, world, 0));
        int port = domain.server().address().getPort();
        Visitor builder = visitors.somebody().walkIn(domain.link());
        String id = addBox(builder);
        builder.await("answered", "freehold.unanswered === 0");
        builder.page().reload();
        builder.arrive().await("the box", "freehold.entity(it)?.type === 'Box'", id);

        int entities = (int) builder.number("freehold.entities");
        domain.close();
        builder.await("no connection", "freehold.state !== 'live'");
        builder.keepPicture("disconnected");
        visitors.at(TestDomain.start(folder, world, port));
        builder.await("connected again by itself", "freehold.state === 'live' && freehold.loaded");
        builder.await("the box", "freehold.entity(it)?.type === 'Box'", id);
        builder.await("each thing once", "freehold.statistics.entities === it && freehold.entities === it", entities);
        builder.await("one person", "freehold.people.length === 1");
        assertEquals(1, builder.openPanel("People").getByRole(AriaRole.LISTITEM).count());
    }

    private static String addBox(Visitor builder) {
        builder.openPanel("Build");
        builder.field("What").selectOption("Box");
        builder.button("Add in front of you").click();
        builder.await("the new box selected", "freehold.selection !== undefined");
        return builder.text("freehold.selection");
    }

    private static void set(Visitor builder, String label, String value) {
        Locator field = builder.field(label);
        field.fill(value);
        field.press("Enter");
    }
}
