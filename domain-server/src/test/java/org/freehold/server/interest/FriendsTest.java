// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.freehold.server.entity.Vec3;
import org.freehold.server.wire.AvatarPose;
import org.freehold.server.wire.PoseMessage;
import org.freehold.server.world.Command;
import org.freehold.server.world.FakeLink;
import org.freehold.server.world.TestWorld;
import org.junit.jupiter.api.Test;

/** A visitor's friends come first: at full rate and in full wherever they are in sight. */
final class FriendsTest {
    private static final int TICKS = 64;

    private final TestWorld test = new TestWorld();
    private final FakeLink ada = test.enterAt(0, 0, 0);
    private int steps;

    @Test
    void aFriendFarAwayComesWithEachTickAndInFull() {
        FakeLink ben = test.enterAt(120, 0, 0);
        walk(120, TICKS, ben);
        assertTrue(full(ada, ben).isEmpty());
        test.befriend(ada, ben);
        test.tick();

        ada.forgetMessages();
        walk(120, TICKS, ben);
        List<PoseMessage.Pose> poses = full(ada, ben);
        assertEquals(TICKS, poses.size());
        assertEquals(120 + steps / 100.0, poses.getLast().x(), 0.001);
    }

    @Test
    void aFriendWhoIsNearComesAsEverybodyElseDoes() {
        FakeLink ben = test.enterAt(5, 0, 0);
        test.befriend(ada, ben);
        test.tick();
        ada.forgetMessages();
        walk(5, TICKS, ben);
        assertEquals(TICKS, ada.frames.size(), "nothing beside the message that all get");
        assertEquals(TICKS, full(ada, ben).size());
    }

    @Test
    void aFriendOutOfSightDoesNotCome() {
        FakeLink ben = test.enterAt(300, 0, 0);
        test.befriend(ada, ben);
        test.tick();
        ada.forgetMessages();
        walk(300, TICKS, ben);
        assertTrue(ada.posesOf(ben.you().handle()).isEmpty());
    }

    @Test
    void nobodyElseGetsAnythingOfIt() {
        FakeLink ben = test.enterAt(120, 0, 0);
        FakeLink cleo = test.enterAt(1, 0, 0);
        test.befriend(ada, ben);
        test.tick();
        cleo.forgetMessages();
        ben.forgetMessages();
        walk(120, TICKS, ben);
        assertTrue(full(cleo, ben).isEmpty());
        assertTrue(ben.messages.isEmpty(), "a friend is not told");
    }

    @Test
    void aFriendWhoStandsIsRepeatedNoMoreOftenThanOthers() {
        FakeLink ben = test.enterAt(120, 0, 0);
        test.befriend(ada, ben);
        test.ticks(PoseLevel.REPEAT_TICKS);
        ada.forgetMessages();
        test.ticks(4 * PoseLevel.REPEAT_TICKS);
        int repeated = full(ada, ben).size();
        assertTrue(repeated >= 4 && repeated <= 8, repeated + " in the time of 4");
    }

    @Test
    void whereverLittleIsToldOfAFriendAllIsToldFirstAtTheSameTime() {
        FakeLink ben = test.enterAt(120, 0, 0);
        test.befriend(ada, ben);
        test.tick();
        ada.forgetMessages();
        // Walks, stands for long, walks again.
        walk(120, 50, ben);
        test.ticks(100);
        walk(120, 50, ben);
        for (int i = 0; i < ada.frames.size(); i++) {
            PoseMessage frame = ada.frames.get(i);
            if (frame.poses().stream().anyMatch(pose -> isOf(pose, ben) && pose.detail() == 1)) {
                assertTrue(
                        ada.frames.stream().anyMatch(other -> other.timeMillis() == frame.timeMillis()
                                && other.poses().stream().anyMatch(pose -> isOf(pose, ben) && pose.detail() == 0)),
                        "at " + frame.timeMillis());
            }
        }
    }

    @Test
    void aJumpOfAFriendIsToldOnce() {
        FakeLink ben = test.enterAt(120, 0, 0);
        test.befriend(ada, ben);
        test.ticks(2);
        ada.forgetMessages();
        ben.pose(new AvatarPose(
                AvatarPose.UPRIGHT | AvatarPose.JUMPED, 0, 110, 0, 0, 0, 0, 0, 1, 0, 0, 0));
        test.ticks(TICKS);
        assertEquals(1, full(ada, ben).stream()
                .filter(pose -> (pose.flags() & AvatarPose.JUMPED) != 0).count());
    }

    @Test
    void friendsComeAlsoWhenTheLineHasNoRoomForTheCrowd() {
        FakeLink friend = test.enterAt(60, 0, 0);
        List<FakeLink> crowd = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            FakeLink one = new CountingLink();
            test.loop.offer(new Command.Enter(
                    one, TestWorld.GUEST, null, new Vec3(10 + i % 20, 0, i / 20.0), false));
            crowd.add(one);
        }
        test.tick();
        test.befriend(ada, friend);
        ada.queuedBytes = 20_000;
        FakeLink[] everybody = crowd.toArray(new FakeLink[0]);
        for (int i = 0; i < 8 * TestWorld.HZ; i++) {
            walk(10, 1, everybody);
        }
        ada.forgetMessages();
        for (int i = 0; i < TICKS; i++) {
            friend.stand(60 + (i + 1) / 50.0, 0, 0);
            walk(10, 1, everybody);
        }
        assertTrue(ada.posesOf(crowd.getLast().you().handle()).size() < TICKS / 2, "the line takes little");
        assertEquals(TICKS, full(ada, friend).size());
    }

    @Test
    void manyFriendsTakeNoMoreThanHalfOfWhatTheLineTakes() {
        FakeLink[] friends = new FakeLink[60];
        for (int i = 0; i < friends.length; i++) {
            friends[i] = new CountingLink();
            test.loop.offer(new Command.Enter(
                    friends[i], TestWorld.GUEST, null, new Vec3(120, 0, i), false));
        }
        test.tick();
        test.befriend(ada, friends);
        ada.queuedBytes = 20_000;
        for (int i = 0; i < 8 * TestWorld.HZ; i++) {
            walk(120, 1, friends);
        }
        ada.forgetMessages();
        walk(120, TICKS, friends);
        assertEquals(TICKS, full(ada, friends[0]).size(), "in the order in which they were named");
        assertTrue(full(ada, friends[59]).isEmpty());
        long poses = ada.frames.stream().flatMap(frame -> frame.poses().stream())
                .filter(pose -> pose.detail() == 0).count();
        assertTrue(poses * 15 * TestWorld.HZ / TICKS <= LineBudget.SMALLEST / 2, poses + " poses");
    }

    @Test
    void whoeverGetsTheHandleOfAFriendWhoLeftIsNone() {
        FakeLink ben = test.enterAt(120, 0, 0);
        test.befriend(ada, ben);
        test.tick();
        test.loop.offer(new Command.Leave(ben, "left"));
        test.seconds(60);
        FakeLink other = test.enterAt(120, 0, 0);
        assertEquals(ben.you().handle(), other.you().handle());
        test.tick();
        ada.forgetMessages();
        walk(120, TICKS, other);
        assertTrue(full(ada, other).isEmpty());
    }

    @Test
    void aNewListReplacesTheOldOneAndNamesOfNobodyArePassedOver() {
        FakeLink ben = test.enterAt(120, 0, 0);
        FakeLink cleo = test.enterAt(121, 0, 0);
        test.befriend(ada, ben);
        test.tick();
        test.befriend(ada, cleo, ada);
        test.tick();
        ada.forgetMessages();
        walk(120, TICKS, ben, cleo);
        assertTrue(full(ada, ben).isEmpty());
        assertEquals(TICKS, full(ada, cleo).size());
    }

    @Test
    void theAnswerIsAccepted() {
        FakeLink ben = test.enterAt(120, 0, 0);
        long ref = test.befriend(ada, ben);
        test.tick();
        assertEquals(ref, ada.last("accepted").path("ref").asLong());
    }

    private void walk(double from, int ticks, FakeLink... people) {
        for (int i = 0; i < ticks; i++) {
            steps++;
            for (FakeLink each : people) {
                each.stand(from + steps / 100.0, 0, 0);
            }
            test.tick();
        }
    }

    private static List<PoseMessage.Pose> full(FakeLink of, FakeLink person) {
        return of.posesOf(person.you().handle()).stream().filter(pose -> pose.detail() == 0).toList();
    }

    private static boolean isOf(PoseMessage.Pose pose, FakeLink person) {
        return pose.handle() == person.you().handle();
    }
}
