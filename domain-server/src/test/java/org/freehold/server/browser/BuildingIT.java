// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.browser;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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
        friend.await("the ball lifted", "freehold.placeOf(it).position.y > 0.5", Worlds.BALL);
        notePlaces(friend, Worlds.BALL);
        carrier.hold("s", "six metres back", "freehold.pose.position.z > 6");
        friend.await("the ball carried", "freehold.placeOf(it).position.z > 4.5", Worlds.BALL);
        assertGlided(friend, 'z', -0.9, 4.5);
        assertTrue(friend.is("freehold.entity('" + Worlds.BALL + "').position.z === -2"),
                "it was no edit that moved it");
        carrier.keepLargePicture("carrying");
        carrier.press("g");
        friend.await("the ball on the ground", "Math.abs(freehold.entity(it).position.y - 0.2) < 0.05", Worlds.BALL);
        carrier.await("answered", "freehold.unanswered === 0");
        String place = placeOf(carrier, Worlds.BALL);
        assertEquals(place, placeOf(friend, Worlds.BALL));
        friend.page().reload();
        friend.arrive();
        assertEquals(place, placeOf(friend, Worlds.BALL), "after reload");

        carrier.press("Control+z");
        friend.await("the ball where it was", "freehold.entity(it).position.z === -2", Worlds.BALL);
        assertEquals(List.of(), carrier.complaints());
        assertEquals(List.of(), friend.complaints());
    }

    @Test
    void whatIsCarriedWhenTheConnectionBreaksIsPutDown(Visitors visitors) throws Exception {
        Path world = Worlds.yard(folder);
        TestDomain domain = visitors.at(TestDomain.start(folder, world, 0));
        int port = domain.server().address().getPort();
        Visitor carrier = visitors.somebody().walkIn(domain.link());
        carrier.focusWorld();
        carrier.press("g");
        carrier.await("the ball in the hands", "freehold.held === it && freehold.unanswered === 0", Worlds.BALL);
        carrier.hold("s", "a step back", "freehold.pose.position.z > 1");
        domain.close();
        carrier.await("nothing in the hands", "freehold.held === undefined && freehold.unanswered === 1");
        String place = placeOf(carrier, Worlds.BALL);
        assertEquals(0.2, carrier.number("freehold.placeOf('" + Worlds.BALL + "').position.y"), 0.05);
        TestDomain again = visitors.at(TestDomain.start(folder, world, port));
        carrier.await("answered", "freehold.state === 'live' && freehold.loaded && freehold.unanswered === 0");
        assertEquals(place, placeOf(carrier, Worlds.BALL));
        assertEquals(place, placeOf(visitors.somebody().walkIn(again.link()), Worlds.BALL));
    }

    @Test
    void whatIsDraggedByItsHandlesIsSeenOnItsWay(Visitors visitors) throws Exception {
        TestDomain domain = visitors.at(TestDomain.start(folder, Worlds.yard(folder), 0));
        Visitor builder = visitors.somebody().walkIn(domain.link());
        Visitor friend = visitors.somebody().walkIn(domain.link());
        builder.page().setViewportSize(960, 540);
        builder.openPanel("Build");
        builder.page().locator("#world").click(new Locator.ClickOptions().setPosition(160, 240));
        builder.await("the wall selected", "freehold.selection === it", Worlds.WALL);
        // The wall's middle is straight ahead of the eyes, and with it the handle for all directions.
        Mouse mouse = builder.page().mouse();
        mouse.move(480, 278);
        builder.await("it drawn", "freehold.statistics.frames > it + 2", builder.number("freehold.statistics.frames"));
        mouse.move(480, 279);
        mouse.down();
        double seen = 0;
        for (int step = 1; step <= 10; step++) {
            mouse.move(480 + 10 * step, 279);
            friend.await("it farther to the right", "freehold.placeOf('" + Worlds.WALL + "').position.x > it", seen);
            seen = friend.number("freehold.placeOf('" + Worlds.WALL + "').position.x");
        }
        assertTrue(friend.is("freehold.entity('" + Worlds.WALL + "').position.x === 0"),
                "it was no edit that moved it");
        mouse.up();
        builder.await("answered", "freehold.unanswered === 0");
        friend.await("it where it was put", "JSON.stringify(freehold.placeOf('" + Worlds.WALL + "')) === it",
                placeOf(builder, Worlds.WALL));
        builder.button("Undo").click();
        friend.await("it where it was", "freehold.entity(it).position.x === 0", Worlds.WALL);
        assertEquals(List.of(), builder.complaints());
        assertEquals(List.of(), friend.complaints());
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

    /** From now on the page notes each new place of a thing that it comes to know. */
    private static void notePlaces(Visitor visitor, String id) {
        visitor.page().evaluate("""
                id => {
                    window.places = [];
                    setInterval(() => {
                        const { position } = freehold.placeOf(id);
                        const last = window.places.at(-1);
                        if (last?.x !== position.x || last.y !== position.y || last.z !== position.z) {
                            window.places.push({ ...position });
                        }
                    }, 10);
                }""", id);
    }

    /** It went from one coordinate to the other in many small steps, and never back. */
    private static void assertGlided(Visitor visitor, char axis, double from, double to) {
        double[] noted = ((List<?>) Objects.requireNonNull(visitor.read("places.map(place => place." + axis + ")")))
                .stream().mapToDouble(value -> ((Number) value).doubleValue()).toArray();
        double[] between = Arrays.stream(noted).filter(value -> value > from && value < to).toArray();
        assertTrue(between.length >= 8, "places in between: " + Arrays.toString(noted));
        assertArrayEquals(Arrays.stream(between).sorted().toArray(), between, "it went back and forth");
    }

    private static String placeOf(Visitor visitor, String id) {
        return visitor.text("JSON.stringify(freehold.placeOf('" + id + "'))");
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
