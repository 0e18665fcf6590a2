// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.freehold.server.entity.Vec3;
import org.freehold.server.wire.AvatarPose;
import org.freehold.server.wire.ErrorCode;
import org.freehold.server.wire.PoseMessage;
import org.freehold.server.wire.QuantisedPose;
import org.freehold.server.wire.ServerMessage;
import org.freehold.server.world.Command;
import org.freehold.server.world.FakeLink;
import org.freehold.server.world.TestWorld;
import org.junit.jupiter.api.Test;

/** What a session is sent of a crowd: as much as its line takes, the nearest first, and everybody now and then. */
final class PoseBudgetTest {
    private static final double METRES_APART = 1.2;

    private final TestWorld test = new TestWorld();
    private long steps;

    /** One of many: what it is sent is not looked at. */
    private static final class OneOfMany extends FakeLink {
        private float x;
        private float z;

        @Override
        public void stand(double newX, double y, double newZ) {
            x = (float) newX;
            z = (float) newZ;
        }

        @Override
        public boolean takePose(QuantisedPose into) {
            into.flags = AvatarPose.UPRIGHT;
            into.x = x;
            into.y = 0;
            into.z = z;
            return true;
        }

        @Override
        public void sendNewest(ByteBuf webSocketFrame) {
            webSocketFrame.release();
        }

        @Override
        public void sendReliable(ByteBuf utf8Json) {
            utf8Json.release();
        }

        @Override
        public void send(ServerMessage message) {
            // not looked at
        }
    }

    @Test
    void aLineThatFallsBehindIsGivenLessAndTheNearestStayAtFullRate() {
        FakeLink ada = test.enterAt(8, 0, 8);
        List<FakeLink> crowd = crowd(400, 8, 8);
        walk(crowd, 30);
        ada.forgetMessages();
        walk(crowd, 30);
        long before = poses(ada);
        assertEquals(400 * 30, poses(ada, 0), "with a good line everybody comes every tick");
        ada.queuedBytes = 20_000;
        walk(crowd, 30 * 6);
        ada.forgetMessages();
        walk(crowd, 30);
        assertTrue(poses(ada) * 3 < before, poses(ada) + " of " + before);
        assertTrue(poses(ada) > 0);
        Map<Integer, Integer> times = times(ada);
        int nearest = times.getOrDefault(crowd.getFirst().you().handle(), 0);
        int farthest = times.getOrDefault(crowd.getLast().you().handle(), 0);
        assertTrue(nearest >= 4 * farthest, nearest + " and " + farthest);
    }

    @Test
    void aLineThatTakesEverythingAgainIsGivenMoreAgain() {
        FakeLink ada = test.enterAt(8, 0, 8);
        List<FakeLink> crowd = crowd(100, 8, 8);
        ada.queuedBytes = 20_000;
        test.seconds(6);
        ada.forgetMessages();
        walk(crowd, 30);
        assertTrue(poses(ada, 0) < 2000);
        ada.queuedBytes = 0;
        test.seconds(20);
        ada.forgetMessages();
        walk(crowd, 30);
        assertEquals(100 * 30, poses(ada, 0));
    }

    @Test
    void inACrowdOfTwoThousandTheNearestComeAtFullRateAndTheRestAsAFarCrowd() {
        FakeLink ada = test.enterAt(8, 0, 8);
        List<FakeLink> crowd = crowd(2000, 8, 8);
        walk(crowd, Viewpoint.LOOK_TICKS);
        ada.forgetMessages();
        walk(crowd, 32);
        Map<Integer, Integer> times = times(ada);
        for (FakeLink near : crowd.subList(0, 100)) {
            assertEquals(32, times.getOrDefault(near.you().handle(), 0), "each tick");
        }
        int least = crowd.stream().mapToInt(each -> times.getOrDefault(each.you().handle(), 0)).min().orElse(0);
        assertTrue(least >= 2, "everybody now and then: " + least);
        double bytes = (poses(ada, 0) * 13.0 + poses(ada, 1) * 6.0) * 30 / 32;
        assertTrue(bytes < 1.1 * (LineBudget.SMALLEST << LineBudget.CLASSES), "bytes a second: " + bytes);
    }

    @Test
    void everybodyInSightIsRepeatedThoughNobodyMoves() {
        FakeLink ada = test.enterAt(8, 0, 8);
        List<FakeLink> crowd = crowd(100, 60, 8);
        test.ticks(PoseLevel.REPEAT_TICKS);
        ada.forgetMessages();
        test.ticks(PoseLevel.REPEAT_TICKS);
        Map<Integer, Integer> times = times(ada);
        crowd.forEach(each -> assertEquals(1, times.getOrDefault(each.you().handle(), 0)));
    }

    @Test
    void goingToAndFroOverABorderChangesNothing() {
        FakeLink ada = test.enterAt(15.5, 0, 8);
        FakeLink ben = test.enterAt(70, 0, 8);
        test.seconds(2);
        ada.forgetMessages();
        ben.forgetMessages();
        for (int i = 0; i < 64; i++) {
            ada.stand(16 + (i % 2 == 0 ? 1.5 : -1.5), 0, 8);
            test.tick();
        }
        assertEquals(64, ada.frames.size(), "one message a tick, none for coming to see from elsewhere");
        assertEquals(2, ada.posesOf(ben.you().handle()).size());
    }

    @Test
    void whoIsBeyondSightIsNeverSent() {
        FakeLink ada = test.enterAt(8, 0, 8);
        FakeLink far = test.enterAt(16 + 160 + 16 + 1, 0, 8);
        FakeLink above = test.enterAt(8, 16 + 160 + 16 + 1, 8);
        far.forgetMessages();
        for (int i = 0; i < 100; i++) {
            far.stand(16 + 160 + 16 + 1 + i, 0, 8);
            test.tick();
        }
        assertEquals(0, ada.posesOf(far.you().handle()).size());
        assertEquals(0, ada.posesOf(above.you().handle()).size());
        assertEquals(0, far.posesOf(ada.you().handle()).size());
    }

    @Test
    void aLineThatTakesNothingAtAllIsGivenUpThoughLittleWaits() {
        FakeLink ada = test.enterAt(0, 0, 0);
        ada.queuedBytes = 5000;
        test.seconds(SlowReader.PATIENCE_SECONDS - 1);
        assertNull(ada.ended);
        test.seconds(2);
        assertEquals(ErrorCode.SLOW_READER, ada.ended);
    }

    @Test
    void aLineThatTakesALittleIsNotGivenUp() {
        FakeLink ada = test.enterAt(0, 0, 0);
        for (int i = 0; i < 60; i++) {
            ada.queuedBytes = 5000L - i;
            test.seconds(1);
        }
        assertNull(ada.ended);
    }

    /** Comes and stands in a spiral around this place, the first nearest. */
    private List<FakeLink> crowd(int count, double x, double z) {
        List<FakeLink> crowd = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            FakeLink link = new OneOfMany();
            double metres = METRES_APART * Math.sqrt(i + 1) / 2;
            link.stand(x + metres * Math.cos(2.4 * i), 0, z + metres * Math.sin(2.4 * i));
            test.loop.offer(new Command.Enter(
                    link, Set.of(), null, new Vec3(x + metres * Math.cos(2.4 * i), 0, z + metres * Math.sin(2.4 * i)),
                    false));
            // Whoever is not there while the others come need not be told of each of them.
            test.loop.offer(new Command.Lost(link));
            crowd.add(link);
        }
        test.tick();
        crowd.forEach(link -> test.loop.offer(new Command.Resume(link, 0)));
        test.tick();
        return crowd;
    }

    private void walk(List<FakeLink> crowd, int ticks) {
        for (int tick = 0; tick < ticks; tick++) {
            for (int i = 0; i < crowd.size(); i++) {
                double metres = METRES_APART * Math.sqrt(i + 1) / 2 + (steps++ % 7) / 100.0;
                crowd.get(i).stand(8 + metres * Math.cos(2.4 * i), 0, 8 + metres * Math.sin(2.4 * i));
            }
            test.tick();
        }
    }

    private static Map<Integer, Integer> times(FakeLink link) {
        Map<Integer, Integer> times = new HashMap<>();
        for (PoseMessage message : link.frames) {
            message.poses().forEach(pose -> times.merge(pose.handle(), 1, Integer::sum));
        }
        return times;
    }

    private static long poses(FakeLink link) {
        return link.frames.stream().mapToLong(message -> message.poses().size()).sum();
    }

    private static long poses(FakeLink link, int detail) {
        return link.frames.stream()
                .flatMap(message -> message.poses().stream())
                .filter(pose -> pose.detail() == detail && pose.handle() != link.you().handle())
                .count();
    }
}
