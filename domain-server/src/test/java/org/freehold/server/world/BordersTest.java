// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.freehold.moderation.Decision;
import org.freehold.moderation.Standing;
import org.freehold.server.entity.Vec3;
import org.freehold.server.wire.AvatarPose;
import org.freehold.server.wire.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Places that are closed to somebody: nobody is in them, by whatever way (B-42, H-41). */
final class BordersTest {
    private static final Decision.Refusal BANNED = new Decision.Refusal(
            "banned", "You are banned from Stage: flooded it", Instant.parse("2026-12-04T18:00:00Z"), null, "here");
    private static final Map<String, Decision.Refusal> STAGE = Map.of("stage", BANNED);

    /** Ten metres wide, around (20, 0, 0). */
    private static final String ZONE =
            "{'type':'Zone','name':'Stage','position':{'x':20,'y':0,'z':0},'dimensions':{'x':10,'y':10,'z':10}}";

    private final TestWorld test = new TestWorld();

    @Test
    void whoWalksUpToAClosedPlaceStaysAtItsBorderAndIsToldWhy() {
        test.load(TestWorld.id(1), ZONE);
        FakeLink mallory = enter(STAGE, null);
        FakeLink ann = enter(Map.of(), new Vec3(10, 0, 0));
        walk(mallory, 14.5);
        walk(mallory, 15.5);
        assertEquals(14.5, jump(mallory).x());
        JsonNode notice = mallory.last("notice");
        assertEquals("place-closed", notice.path("code").asText());
        assertEquals("You are banned from Stage: flooded it", notice.path("message").asText());
        assertEquals(Objects.requireNonNull(BANNED.until()).toEpochMilli(), notice.path("until").asLong());
        assertEquals(
                "It ends on 4 December 2026, 18:00 UTC. Go on elsewhere in this domain.", notice.path("do").asText());
        test.ticks(5);
        assertTrue(
                ann.posesOf(mallory.you().handle()).stream().allMatch(pose -> pose.x() < 15),
                "nobody sees them inside");
        walk(ann, 15.5);
        assertEquals(List.of(), ann.of("jump"), "it is open to others");
    }

    @Test
    void posesFromBeforeTheJumpAreNotHeededUntilTheClientAnswers() {
        test.load(TestWorld.id(1), ZONE);
        FakeLink mallory = enter(STAGE, null);
        walk(mallory, 14);
        walk(mallory, 16);
        walk(mallory, 26);
        assertEquals(14, x(mallory), "went through in one step, before hearing of it");
        jumped(mallory, 14);
        walk(mallory, 14.5);
        assertEquals(14.5, x(mallory));
    }

    @Test
    void aClientThatKnowsNoJumpsIsHeardAgainAfterAWhileAndKeptOutAgain() {
        test.load(TestWorld.id(1), ZONE);
        FakeLink mallory = enter(STAGE, null);
        walk(mallory, 16);
        test.seconds(2);
        walk(mallory, 17);
        assertEquals(2, mallory.of("jump").size());
        assertFalse(x(mallory) > 15);
        test.seconds(2);
        walk(mallory, 3);
        assertEquals(3, x(mallory));
    }

    @Test
    void nobodyIsToldTheSameWithEachStep() {
        test.load(TestWorld.id(1), ZONE);
        FakeLink mallory = enter(STAGE, null);
        for (int i = 0; i < 20; i++) {
            walk(mallory, 16);
            jumped(mallory, 14);
        }
        assertEquals(1, mallory.of("notice").size());
        test.seconds(5);
        walk(mallory, 16);
        assertEquals(2, mallory.of("notice").size());
    }

    @Test
    void whoIsInAPlaceWhenItClosesIsPutOutsideAndMayReturnWhenItOpens() {
        test.load(TestWorld.id(1), ZONE);
        FakeLink mallory = enter(Map.of(), new Vec3(20, 0, 0));
        grant(mallory, false, STAGE);
        assertFalse(inStage(x(mallory)));
        assertEquals(x(mallory), jump(mallory).x());
        assertEquals("place-closed", mallory.last("notice").path("code").asText());
        jumped(mallory, x(mallory));
        grant(mallory, false, Map.of());
        assertEquals("Stage is open to you again.", mallory.last("notice").path("message").asText());
        walk(mallory, 20);
        assertEquals(20, x(mallory));
    }

    @Test
    void whoComesByALinkIntoAClosedPlaceArrivesAtTheEntry() {
        test.load(TestWorld.id(1), ZONE);
        FakeLink mallory = enter(STAGE, new Vec3(20, 0, 0));
        assertFalse(inStage(x(mallory)));
        assertEquals("place-closed", mallory.last("notice").path("code").asText());
    }

    @Test
    void whereTheEntryItselfIsClosedPeopleArriveOutsideOfIt() {
        test.load(TestWorld.id(1), ZONE.replace("'x':20", "'x':0"));
        FakeLink mallory = enter(STAGE, null);
        JsonNode entry = mallory.last("welcome").path("entry");
        double far = Math.max(Math.abs(entry.path(0).asDouble()), Math.abs(entry.path(2).asDouble()));
        assertTrue(far > 5, entry.toString());
        assertEquals(List.of(), mallory.of("jump"));
    }

    @Test
    void aPlaceThatIsBuiltOrMovedAroundSomebodyPutsThemOutside() {
        FakeLink builder = test.builder("Builder");
        FakeLink mallory = enter(STAGE, new Vec3(20, 0, 0));
        test.add(builder, TestWorld.id(1), ZONE);
        test.ticks(2);
        assertFalse(inStage(x(mallory)));
        jumped(mallory, 40);
        test.edit(builder, TestWorld.id(1), "{'position':{'x':40,'y':0,'z':0}}");
        test.ticks(2);
        assertTrue(Math.abs(x(mallory) - 40) > 5, "at " + x(mallory));
        test.edit(builder, TestWorld.id(1), "{'name':'Garden'}");
        test.ticks(2);
        jumped(mallory, 40);
        assertEquals(40, x(mallory), "no place of that name any more");
    }

    @Test
    void aVisitForWhichNoPlaceIsOpenEnds() {
        String everywhere = ZONE.replace("'x':20", "'x':0")
                .replace("'x':10,'y':10,'z':10", "'x':32768,'y':32768,'z':32768");
        test.load(TestWorld.id(1), everywhere);
        FakeLink mallory = enter(Map.of(), null);
        test.loop.offer(new Command.Grant(mallory, rights(false, STAGE), null));
        test.tick();
        assertEquals(ErrorCode.NOT_PERMITTED, mallory.ended);
        FakeLink late = new FakeLink();
        test.loop.offer(new Command.Enter(late, rights(false, STAGE), null, null, null, false));
        test.tick();
        assertEquals(ErrorCode.NOT_PERMITTED, late.ended);
        assertEquals(List.of(), late.messages);
    }

    @Test
    void whoIsLostInAPlaceThatClosesIsOutsideWhenTheyComeBack() {
        test.load(TestWorld.id(1), ZONE);
        FakeLink mallory = enter(Map.of(), new Vec3(20, 0, 0));
        test.loop.offer(new Command.Lost(mallory));
        test.tick();
        mallory.forgetMessages();
        grant(mallory, false, STAGE);
        assertFalse(inStage(x(mallory)));
        mallory.forgetMessages();
        test.loop.offer(new Command.Resume(mallory, 0));
        test.tick();
        assertFalse(inStage(jump(mallory).x()));
    }

    @ParameterizedTest
    @CsvSource({
            "box,         4.9,  0,    4.9, true",
            "box,         5.1,  0,    0,   false",
            "sphere,      4.9,  0,    0,   true",
            "sphere,      4,    0,    4,   false",
            "cylinder-y,  3.4,  4.8,  3.4, true",
            "cylinder-y,  4,    0,    4,   false",
            "box,         0,    -6,   0,   true",
            "box,         0,    -6.8, 0,   false",
            "box,         0,    5.1,  0,   false"
    })
    void aPlaceIsAsLargeAsItsShape(String shape, double x, double y, double z, boolean inside) {
        test.load(TestWorld.id(1), ZONE.replace("'name'", "'shapeType':'" + shape + "','name'"));
        FakeLink mallory = enter(STAGE, new Vec3(20 + x, y, z));
        assertEquals(inside, !mallory.of("notice").isEmpty());
    }

    @Test
    void aPlaceTurnsWithItsZoneAndMovesWithItsParent() {
        test.load(TestWorld.id(2), "{'position':{'x':100,'y':0,'z':0}}");
        test.load(TestWorld.id(1), ("{'type':'Zone','name':'  STAGE ','parentID':'%s','position':{'x':0,'y':0,'z':0},"
                + "'dimensions':{'x':20,'y':10,'z':2},'rotation':{'x':0,'y':0.7071068,'z':0,'w':0.7071068}}")
                .formatted(TestWorld.text(2)));
        assertFalse(enter(STAGE, new Vec3(100, 0, 9)).of("notice").isEmpty(), "its length lies along Z");
        assertTrue(enter(STAGE, new Vec3(109, 0, 0)).of("notice").isEmpty());
    }

    @Test
    void namesOfZonesAreKnownWhileTheyAreThere() {
        FakeLink builder = test.builder("Builder");
        test.add(builder, TestWorld.id(1), ZONE);
        test.add(builder, TestWorld.id(2), ZONE.replace("Stage", "Garden"));
        test.add(builder, TestWorld.id(3), ZONE.replace("Stage", ""));
        test.add(builder, TestWorld.id(4), "{'type':'Box','name':'Shed'}");
        test.tick();
        assertEquals(Set.of("Stage", "Garden"), new TreeSet<>(test.loop.zones()));
        test.delete(builder, TestWorld.id(1));
        test.tick();
        assertEquals(Set.of("Garden"), new TreeSet<>(test.loop.zones()));
    }

    @Test
    void whoComesIntoQuarantineIsMovedApartAndComesBackWhenItEnds() {
        FakeLink mallory = enter(Map.of(), new Vec3(3, 0, 4));
        grant(mallory, true, Map.of());
        Vec3 apart = jump(mallory);
        assertTrue(Math.hypot(apart.x(), apart.z()) > 10, apart.toString());
        assertTrue(mallory.last("you").path("quarantined").asBoolean());
        FakeLink other = enter(Map.of(), new Vec3(3, 0, 4));
        grant(other, true, Map.of());
        assertTrue(jump(other).minus(apart).length() >= ArrivalSpots.APART_METRES, "not onto each other");
        jumped(mallory, apart.x());
        grant(mallory, false, Map.of());
        assertEquals(new Vec3(3, 0, 4), jump(mallory));
        assertFalse(mallory.last("you").has("quarantined"));
    }

    @Test
    void whoWalkedOnInQuarantineIsLeftWhereTheyAreWhenItEnds() {
        FakeLink mallory = enter(Map.of(), new Vec3(3, 0, 4));
        grant(mallory, true, Map.of());
        jumped(mallory, 500);
        mallory.forgetMessages();
        grant(mallory, false, Map.of());
        assertEquals(List.of(), mallory.of("jump"));
        assertEquals(500, x(mallory));
    }

    @Test
    void whoArrivedInQuarantineComesToTheEntryWhenItEnds() {
        FakeLink mallory = new FakeLink();
        test.loop.offer(new Command.Enter(mallory, rights(true, Map.of()), null, null, null, false));
        test.tick();
        assertTrue(Math.abs(x(mallory)) > 1);
        grant(mallory, false, Map.of());
        assertEquals(Vec3.ZERO, jump(mallory));
    }

    private FakeLink enter(Map<String, Decision.Refusal> closed, @Nullable Vec3 position) {
        FakeLink link = new FakeLink();
        test.loop.offer(new Command.Enter(link, rights(false, closed), null, null, position, false));
        test.tick();
        assertNull(link.ended);
        return link;
    }

    private void grant(FakeLink link, boolean apart, Map<String, Decision.Refusal> closed) {
        test.loop.offer(new Command.Grant(link, rights(apart, closed), null));
        test.ticks(2);
    }

    private static Rights rights(boolean apart, Map<String, Decision.Refusal> closed) {
        return new Rights(Standing.NEWCOMER, TestWorld.GUEST, false, apart, closed);
    }

    private void walk(FakeLink link, double x) {
        link.stand(x, 0, 0);
        test.tick();
    }

    /** As a client answers to a jump. */
    private void jumped(FakeLink link, double x) {
        link.pose(new AvatarPose(
                AvatarPose.UPRIGHT | AvatarPose.JUMPED, 0, (float) x, 0, 0, 0, 0, 0, 1, 0, 0, 0));
        test.tick();
    }

    private double x(FakeLink link) {
        return test.world.avatar(link).position().x();
    }

    private static Vec3 jump(FakeLink link) {
        JsonNode position = link.last("jump").path("position");
        return new Vec3(
                position.path("x").asDouble(), position.path("y").asDouble(), position.path("z").asDouble());
    }

    private static boolean inStage(double x) {
        return Math.abs(x - 20) <= 5;
    }
}
