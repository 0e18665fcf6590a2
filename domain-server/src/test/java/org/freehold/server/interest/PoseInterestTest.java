// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import static org.freehold.server.world.TestWorld.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.freehold.server.wire.AvatarPose;
import org.freehold.server.wire.PoseMessage;
import org.freehold.server.wire.PoseMessageWriter;
import org.freehold.server.wire.RotationCodec;
import org.freehold.server.world.Command;
import org.freehold.server.world.FakeLink;
import org.freehold.server.world.TestWorld;
import org.junit.jupiter.api.Test;

final class PoseInterestTest {
    private final TestWorld test = new TestWorld();

    @Test
    void showsWhereOthersGo() {
        FakeLink ada = test.enterAt(0, 0, 0);
        FakeLink ben = test.enterAt(5, 0, 0);
        ben.stand(-7.25, 1, 3);
        long now = test.time.toEpochMilli();
        test.tick();
        PoseMessage.Pose pose = ada.posesOf(ben.you().handle()).getLast();
        assertEquals(-7.25, pose.x(), 0.0005);
        assertEquals(1, pose.y(), 0.0005);
        assertEquals(3, pose.z(), 0.0005);
        assertEquals(now & 0xffffffffL, ada.frames.getLast().timeMillis());
    }

    @Test
    void leavesOutWhoDoesNotMoveAndRepeatsThemAboutOnceASecond() {
        FakeLink ada = test.enterAt(0, 0, 0);
        FakeLink ben = test.enterAt(5, 0, 0);
        test.ticks(2);
        ada.forgetMessages();
        test.ticks(5 * PoseLevel.REPEAT_TICKS);
        assertEquals(5, ada.posesOf(ben.you().handle()).size());
    }

    @Test
    void doesNotRepeatAJump() {
        FakeLink ada = test.enterAt(0, 0, 0);
        FakeLink ben = test.enterAt(5, 0, 0);
        ben.pose(new AvatarPose(
                AvatarPose.UPRIGHT | AvatarPose.JUMPED, 0, 9, 0, 0, 0, 0, 0, 1, 0, 0, 0));
        test.tick();
        assertEquals(AvatarPose.JUMPED, ada.posesOf(ben.you().handle()).getLast().flags() & AvatarPose.JUMPED);
        ada.forgetMessages();
        test.seconds(3);
        assertTrue(ada.posesOf(ben.you().handle()).stream()
                .allMatch(pose -> (pose.flags() & AvatarPose.JUMPED) == 0));
    }

    @Test
    void showsNobodyWhoIsFarAway() {
        FakeLink ada = test.enterAt(0, 0, 0);
        FakeLink ben = test.enterAt(400, 0, 0);
        for (int i = 0; i < 60; i++) {
            ben.stand(400 + i / 10.0, 0, 0);
            test.tick();
        }
        assertEquals(0, ada.posesOf(ben.you().handle()).size());
    }

    @Test
    void showsEverybodyWhoCanBeMadeOut() {
        FakeLink ada = test.enterAt(1, 1, 1);
        Set<Integer> near = new HashSet<>();
        for (int i = 0; i < 16; i++) {
            double angle = i * Math.PI / 8;
            near.add(test.enterAt(1 + 155 * Math.cos(angle), 1, 1 + 155 * Math.sin(angle)).you().handle());
        }
        test.seconds(2);
        near.forEach(handle -> assertTrue(!ada.posesOf(handle).isEmpty(), "handle " + handle));
    }

    @Test
    void givesAllOfACellToWhoComesToSeeIt() {
        FakeLink ben = test.enterAt(400, 0, 0);
        FakeLink ada = test.enterAt(0, 0, 0);
        test.seconds(2);
        ada.forgetMessages();
        ada.stand(380, 0, 0);
        test.tick();
        assertEquals(1, ada.posesOf(ben.you().handle()).size(), "at once, though Ben stands still");
    }

    @Test
    void sendsOneMessageATickThatIsTheSameForAllWhoStandTogether() {
        FakeLink ada = test.enterAt(1, 1, 1);
        FakeLink ben = test.enterAt(2, 1, 1);
        test.seconds(1);
        ada.forgetMessages();
        ben.forgetMessages();
        ada.stand(3, 1, 1);
        ben.stand(4, 1, 1);
        test.tick();
        assertEquals(1, ada.frames.size());
        assertEquals(2, ada.frames.getFirst().poses().size());
        assertEquals(ada.frames, ben.frames);
    }

    @Test
    void followsWhoWalksByWithoutLosingThemAtAnyBorder() {
        FakeLink ada = test.enterAt(0, 0, 0);
        FakeLink ben = test.enterAt(0, 0, 0);
        test.tick();
        for (int i = 0; i < 300; i++) {
            ada.forgetMessages();
            double x = -15 + i / 10.0;
            ben.stand(x, 0.5, 0.5);
            test.tick();
            assertEquals(1, ada.posesOf(ben.you().handle()).size(), "at " + x);
            assertEquals(x, ada.posesOf(ben.you().handle()).getFirst().x(), 0.001);
        }
    }

    @Test
    void sendsWhoIsFartherLessOftenAndFarOffWithLessDetail() {
        FakeLink ada = test.enterAt(8, 0, 8);
        FakeLink near = test.enterAt(20, 0, 8);
        FakeLink middling = test.enterAt(60, 0, 8);
        FakeLink far = test.enterAt(110, 0, 8);
        FakeLink farthest = test.enterAt(160, 0, 8);
        test.seconds(2);
        ada.forgetMessages();
        for (int i = 0; i < 64; i++) {
            double step = (i + 1) / 100.0;
            near.stand(20 + step, 0, 8);
            middling.stand(60 + step, 0, 8);
            far.stand(110 + step, 0, 8);
            farthest.stand(160 + step, 0, 8);
            test.tick();
        }
        assertEquals(64, count(ada, near, 0));
        assertEquals(32, count(ada, middling, 0));
        assertEquals(8, count(ada, far, 1));
        assertEquals(4, count(ada, farthest, 1));
        assertEquals(64 + 32 + 8 + 4, List.of(near, middling, far, farthest).stream()
                .mapToLong(link -> ada.posesOf(link.you().handle()).size()).sum());
    }

    @Test
    void sendsWhoIsInOneCellUnderOneHeaderThoughTheyComeAtDifferentRates() {
        FakeLink ada = test.enterAt(8, 0, 8);
        FakeLink near = test.enterAt(40, 0, 8);
        FakeLink middling = test.enterAt(60, 0, 8);
        test.seconds(2);
        do {
            ada.forgetMessages();
            near.stand(40.5, 0, 8);
            middling.stand(60.5, 0, 8);
            test.tick();
            near.stand(40, 0, 8);
            middling.stand(60, 0, 8);
            test.tick();
        } while (ada.frames.getLast().poses().size() < 2);
        assertEquals(PoseMessageWriter.HEADER_BYTES + PoseMessageWriter.GROUP_BYTES + 2 * 11, ada.lastPoseBytes);
    }

    @Test
    void passesOnHeadAndHandsToWhoIsNear() {
        FakeLink ada = test.enterAt(0, 0, 0);
        FakeLink ben = test.enterAt(5, 0, 0);
        AvatarPose.Hand hand = new AvatarPose.Hand(0.3, 0.2, -0.4, new RotationCodec.Rotation(0, 0, 0, 1));
        ben.pose(new AvatarPose(
                AvatarPose.UPRIGHT | AvatarPose.HEAD | AvatarPose.HANDS, 0, 5, 0, 1, 0, 0, 0, 1, 0, 0, 0,
                new AvatarPose.Head(0.5, -0.25), new AvatarPose.Hands(hand, hand)));
        test.tick();
        PoseMessage.Pose pose = ada.posesOf(ben.you().handle()).getLast();
        assertEquals(0.5, Objects.requireNonNull(pose.head()).yaw(), 0.01);
        assertEquals(-0.4, Objects.requireNonNull(pose.hands()).left().z(), 0.003);
    }

    @Test
    void whoSpeaksIsSeenTwiceAsOftenForAWhile() {
        FakeLink ada = test.enterAt(8, 0, 8);
        FakeLink ben = test.enterAt(60, 0, 8);
        test.say(ben, "hello");
        test.seconds(1);
        assertEquals(60, posesWhileWalking(ada, ben, 60));
        test.seconds(10);
        assertEquals(30, posesWhileWalking(ada, ben, 60));
    }

    private int posesWhileWalking(FakeLink watching, FakeLink walking, int ticks) {
        watching.forgetMessages();
        for (int i = 0; i < ticks; i++) {
            walking.stand(60 + (i + 1) / 1000.0, 0, 8);
            test.tick();
        }
        return watching.posesOf(walking.you().handle()).size();
    }

    private static long count(FakeLink watching, FakeLink seen, int detail) {
        return watching.posesOf(seen.you().handle()).stream().filter(pose -> pose.detail() == detail).count();
    }

    @Test
    void sendsNoPosesOverALineThatIsBehind() {
        FakeLink ada = test.enterAt(0, 0, 0);
        FakeLink ben = test.enterAt(1, 0, 0);
        test.tick();
        ada.forgetMessages();
        ada.queuedBytes = SlowReader.SKIP_POSES_BYTES + 1;
        ben.stand(2, 0, 0);
        test.seconds(2);
        assertEquals(0, ada.frames.size());
        ada.queuedBytes = 0;
        test.ticks(PoseLevel.REPEAT_TICKS);
        assertEquals(2, ada.posesOf(ben.you().handle()).getLast().x(), 0.001);
    }

    @Test
    void sendsThePosesOfWhatMovesUnderItsHandle() {
        test.load(id(1),
                "{'position':{'x':1},'velocity':{'x':2},'angularVelocity':{'y':1},'damping':0,'angularDamping':0}");
        FakeLink ada = test.enterAt(0, 0, 0);
        test.seconds(2);
        int handle = ada.of("entities").getFirst().path("moving").path(0).path("handle").asInt();
        PoseMessage.Pose pose = ada.posesOf(handle).getLast();
        double x = test.properties(id(1)).path("position").path("x").asDouble();
        assertEquals(x, pose.x(), 0.001);
        assertEquals(5, x, 0.2);
        assertEquals(2, pose.velocityX(), 0.01);
        assertTrue(ada.posesOf(handle).size() >= 60);
    }

    @Test
    void sendsThePosesOfWhatIsLargeAndMovesFarAway() {
        test.load(
                id(1),
                "{'position':{'x':900},'dimensions':{'x':60,'y':60,'z':60},'velocity':{'z':20},'damping':0}");
        test.load(id(2), "{'position':{'x':900},'velocity':{'z':20},'damping':0}");
        FakeLink ada = test.enterAt(0, 0, 0);
        test.seconds(1);
        ada.forgetMessages();
        test.seconds(10);
        assertTrue(ada.frames.size() >= 300, "poses " + ada.frames.size());
        assertEquals(1, ada.known.size());
    }

    @Test
    void sendsNothingToWhoIsNotThere() {
        FakeLink ada = test.enterAt(0, 0, 0);
        FakeLink ben = test.enterAt(1, 0, 0);
        test.loop.offer(new Command.Lost(ada));
        test.tick();
        ada.forgetMessages();
        ben.stand(2, 0, 0);
        test.seconds(2);
        assertEquals(0, ada.frames.size());
        assertEquals(0, ada.messages.size());
    }
}
