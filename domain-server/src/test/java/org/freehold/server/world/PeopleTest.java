// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.freehold.server.wire.AvatarPose;
import org.freehold.server.wire.ErrorCode;
import org.junit.jupiter.api.Test;

final class PeopleTest {
    private final TestWorld test = new TestWorld();

    @Test
    void whoMayNotAskForEverythingIsToldAndComesIn() {
        FakeLink ada = test.enter("Ada", Set.of(), null, true);
        assertEquals("Ada", ada.you().name());
        assertEquals("not-permitted", ada.last("refused").path("code").asText());
        FakeLink bo = test.enter("Bo", TestWorld.BUILDER, null, true);
        assertEquals(List.of(), bo.of("refused"));
    }

    @Test
    void welcomesBeforeAnythingElse() {
        test.load(TestWorld.id(1), "{}");
        FakeLink ada = test.enter("Ada");
        List<String> types = ada.messages.stream().map(each -> each.path("type").asText()).toList();
        assertEquals(List.of("welcome", "people", "entities", "loaded"), types);
        assertEquals(1, ada.last("welcome").path("entities").asInt());
    }

    @Test
    void listsEverybodyTheNewcomerIncluded() {
        FakeLink ada = test.enter("Ada");
        FakeLink ben = test.enter("Ben");
        assertEquals(Set.of("Ada", "Ben"), names(ben.of("people").getFirst().path("come")));
        assertEquals(Set.of("Ben"), names(ada.last("people").path("come")));
    }

    @Test
    void countsOnWhenANameIsTaken() {
        test.enter("Ada");
        assertEquals("Ada 2", test.enter("Ada").you().name());
        assertEquals("ada 3", test.enter("ada").you().name(), "case is not enough to tell people apart");
        assertEquals("A\u200dda 4", test.enter("A\u200dda").you().name(), "what cannot be seen is not enough either");
    }

    @Test
    void neverMakesANameTooLongByCounting() {
        String longest = "x".repeat(32);
        test.enter(longest);
        assertEquals("x".repeat(30) + " 2", test.enter(longest).you().name());
    }

    @Test
    void makesUpAFriendlyNameOfTwoWords() {
        String first = test.enter(null).you().name();
        String second = test.enter(null).you().name();
        assertTrue(first.matches("[A-Z][a-z]+ [A-Z][a-z]+"), first);
        assertNotEquals(first, second);
    }

    @Test
    void tellsEverybodyOfANewName() {
        FakeLink ada = test.enter("Ada");
        FakeLink ben = test.enter("Ben");
        test.rename(ben, "  Benno ");
        test.tick();
        assertEquals("Benno", ada.last("people").path("change").path(0).path("name").asText());
        assertEquals("Benno", ben.last("you").path("name").asText());
        assertEquals(1, ben.of("accepted").size());
    }

    @Test
    void givesAnOldNameFreeForOthers() {
        FakeLink ada = test.enter("Ada");
        test.rename(ada, "Eve");
        test.tick();
        assertEquals("Ada", test.enter("Ada").you().name());
    }

    @Test
    void refusesANameThatHidesOrTurnsText() {
        FakeLink ada = test.enter("Ada");
        for (String bad : List.of("", "   ", "a\u0000b", "a\u202eb", "\u200b\u200d", "x".repeat(33), "a\u2028b")) {
            test.rename(ada, bad);
            test.tick();
            assertEquals("bad-name", ada.last("refused").path("code").asText(), bad);
        }
        assertEquals("Ada", ada.you().name());
    }

    @Test
    void whoArrivesWithABadNameGetsAFriendlyOneAndLearnsWhy() {
        FakeLink ada = test.enter("a\u202eb");
        assertTrue(ada.you().name().matches("[A-Z][a-z]+ [A-Z][a-z]+"), ada.you().name());
        List<String> types = ada.messages.stream().map(each -> each.path("type").asText()).toList();
        assertEquals(List.of("welcome", "refused"), types.subList(0, 2));
        JsonNode refused = ada.last("refused");
        assertEquals("bad-name", refused.path("code").asText());
        assertTrue(refused.path("ref").isNull());
        assertTrue(refused.path("message").asText().contains("U+202E"), refused.toString());
        assertEquals(0, test.enter(null).of("refused").size(), "no name is no fault");
    }

    @Test
    void aLostVisitorStaysForThirtySeconds() {
        FakeLink ada = test.enter("Ada");
        FakeLink ben = test.enter("Ben");
        test.loop.offer(new Command.Lost(ben));
        test.seconds(30);
        assertEquals(0, gone(ada).size());
        test.ticks(2);
        assertEquals(List.of("lost"), gone(ada));
        assertEquals(1, test.world.people());
    }

    @Test
    void whoLeavesIsGoneAtOnce() {
        FakeLink ada = test.enter("Ada");
        FakeLink ben = test.enter("Ben");
        test.loop.offer(new Command.Leave(ben, "left"));
        test.tick();
        assertEquals(List.of("left"), gone(ada));
        test.loop.offer(new Command.Leave(ben, "left"));
        test.tick();
        assertEquals(List.of("left"), gone(ada), "once");
    }

    @Test
    void aVisitorWhoComesBackKeepsHandleAndNameAndNobodyNotices() {
        FakeLink ada = test.enter("Ada");
        FakeLink ben = test.enter("Ben");
        int handle = ben.you().handle();
        test.loop.offer(new Command.Lost(ben));
        test.seconds(29);
        ada.forgetMessages();
        ben.forgetMessages();
        test.loop.offer(new Command.Resume(ben, 0));
        test.seconds(5);
        assertTrue(ben.last("welcome").path("resumed").asBoolean());
        assertEquals(handle, ben.you().handle());
        assertEquals("Ben", ben.you().name());
        assertEquals(0, ada.of("people").size());
        assertEquals(1, ben.of("people").size());
        assertEquals(1, ben.of("loaded").size());
    }

    @Test
    void whoComesBackTooLateIsTurnedAway() {
        FakeLink ben = test.enter("Ben");
        test.loop.offer(new Command.Lost(ben));
        test.seconds(31);
        test.loop.offer(new Command.Resume(ben, 0));
        test.tick();
        assertEquals(ErrorCode.INTERNAL, ben.ended);
    }

    @Test
    void aHandleRestsForTenSecondsBeforeSomebodyElseGetsIt() {
        var handles = new Handles(300);
        int first = handles.takeForAvatar(0);
        handles.giveBack(first, 10);
        assertNotEquals(first, handles.takeForAvatar(309));
        assertEquals(first, handles.takeForAvatar(310));
    }

    @Test
    void thingsThatMoveLeaveHandlesForPeople() {
        var handles = new Handles(300);
        int taken = 0;
        while (handles.takeForEntity(0) != Handles.NONE) {
            taken++;
        }
        assertEquals(65_535 - 8_192, taken);
        assertNotEquals(Handles.NONE, handles.takeForAvatar(0));
    }

    @Test
    void chatGoesToEverybodyWithRisingIds() {
        FakeLink ada = test.enter("Ada");
        FakeLink ben = test.enter("Ben");
        test.say(ada, "hello");
        test.say(ben, "hello yourself");
        test.tick();
        for (FakeLink each : List.of(ada, ben)) {
            assertEquals(List.of("hello", "hello yourself"), lines(each));
        }
        JsonNode second = ben.last("chat").path("messages").path(0);
        assertEquals("Ben", second.path("name").asText());
        assertTrue(second.path("id").asLong() > ben.of("chat").getFirst().path("messages").path(0).path("id").asLong());
    }

    @Test
    void whoComesLaterDoesNotHearWhatWasSaidBefore() {
        FakeLink ada = test.enter("Ada");
        test.say(ada, "before");
        FakeLink ben = test.enter("Ben");
        test.say(ada, "after");
        test.tick();
        assertEquals(List.of("after"), lines(ben));
        test.loop.offer(new Command.Lost(ben));
        test.tick();
        test.say(ada, "meanwhile");
        ben.forgetMessages();
        test.loop.offer(new Command.Resume(ben, 0));
        test.tick();
        assertEquals(List.of("after", "meanwhile"), lines(ben), "what was said since coming, and no more");
    }

    @Test
    void whoComesBackHearsWhatWasMissedAndNothingTwice() {
        FakeLink ada = test.enter("Ada");
        FakeLink ben = test.enter("Ben");
        test.say(ada, "one");
        test.tick();
        long heard = ben.last("chat").path("messages").path(0).path("id").asLong();
        test.loop.offer(new Command.Lost(ben));
        test.tick();
        test.say(ada, "two");
        test.tick();
        ben.forgetMessages();
        test.loop.offer(new Command.Resume(ben, heard));
        test.tick();
        assertEquals(List.of("two"), lines(ben));
    }

    @Test
    void refusesChatThatIsEmptyOrTooLong() {
        FakeLink ada = test.enter("Ada");
        for (String bad : List.of("", " \n ", "x".repeat(1001))) {
            test.say(ada, bad);
            test.tick();
            assertEquals("bad-text", ada.last("refused").path("code").asText());
        }
        assertEquals(0, ada.of("chat").size());
    }

    @Test
    void newPermissionsAreToldToTheirHolder() {
        FakeLink ada = test.enter("Ada");
        test.loop.offer(new Command.Grant(ada, Rights.of(TestWorld.BUILDER), null));
        test.tick();
        assertEquals(
                "[\"enter\",\"chat\",\"build\",\"lock\",\"edit-others\"]",
                ada.last("you").path("permissions").toString());
    }

    @Test
    void peopleArriveWhereTheWorldSaysUnlessTheyAskOtherwise() {
        var world = new TestWorld(
                WorldSettings.DEFAULT, Map.of("/", "/10,2,-3/0,0.7071,0,0.7071", "/tower", "/1,2,3"));
        FakeLink watcher = world.enterAt(10, 2, -3);
        FakeLink ada = world.enter("Ada");
        var pose = watcher.posesOf(ada.you().handle()).getLast();
        assertEquals(1, Math.hypot(10 - pose.x(), -3 - pose.z()), 0.001, "beside the watcher, who stands on the entry");
        assertEquals(ada.last("welcome").path("entry").path(0).asDouble(), pose.x(), 0.001);
        assertEquals(0.7071, pose.rotation().y(), 0.001);
        FakeLink ben = world.enterAt(11, 2, -3);
        assertEquals(11, watcher.posesOf(ben.you().handle()).getLast().x(), 0.001);
    }

    @Test
    void anUnreadablePathCountsAsNone() {
        for (String bad : List.of("", "/", "/1,2", "/a,b,c", "/1,2,1e99", "/NaN,0,0")) {
            assertEquals(0, Places.of(Map.of("/", bad)).entryPosition().length(), bad);
        }
        assertEquals(Map.of("tower", "/1,2,3"), Places.of(Map.of("/tower", "/1,2,3")).places());
    }

    @Test
    void aLostVisitorStandsStill() {
        FakeLink ada = test.enter("Ada");
        FakeLink ben = test.enter("Ben");
        ben.pose(new AvatarPose(AvatarPose.UPRIGHT | AvatarPose.VELOCITY, 0, 1, 0, 0, 0, 0, 0, 1, 2, 0, 0));
        test.tick();
        assertEquals(2, ada.posesOf(ben.you().handle()).getLast().velocityX(), 0.01);
        test.loop.offer(new Command.Lost(ben));
        test.ticks(2);
        assertEquals(0, ada.posesOf(ben.you().handle()).getLast().velocityX(), 0.01);
        assertFalse((ada.posesOf(ben.you().handle()).getLast().flags() & AvatarPose.VELOCITY) != 0);
        assertNull(ben.ended);
    }

    private static List<String> gone(FakeLink link) {
        return link.of("people").stream()
                .flatMap(message -> StreamSupport.stream(message.path("gone").spliterator(), false))
                .map(each -> each.path("why").asText())
                .toList();
    }

    private static List<String> lines(FakeLink link) {
        return link.of("chat").stream()
                .flatMap(message -> StreamSupport.stream(message.path("messages").spliterator(), false))
                .map(each -> each.path("text").asText())
                .toList();
    }

    private static Set<String> names(JsonNode people) {
        return Set.copyOf(StreamSupport.stream(people.spliterator(), false)
                .map(each -> each.path("name").asText())
                .toList());
    }
}
