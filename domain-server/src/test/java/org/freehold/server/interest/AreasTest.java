// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import static org.freehold.server.world.TestWorld.GUEST;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.freehold.server.entity.Vec3;
import org.freehold.server.wire.AvatarPose;
import org.freehold.server.wire.ServerMessage;
import org.freehold.server.world.Command;
import org.freehold.server.world.FakeLink;
import org.freehold.server.world.TestWorld;
import org.freehold.server.world.WorldSettings;
import org.junit.jupiter.api.Test;

/** A city whose areas are sent by several threads. */
final class AreasTest {
    private static final int PEOPLE = 500;
    private static final double SIDE_METRES = 500;
    private static final int TICKS = 150;

    /** Keeps the bytes of all poses. */
    private static final class Bytes extends FakeLink {
        private final List<byte[]> written = new ArrayList<>();

        @Override
        public void sendNewest(ByteBuf webSocketFrame) {
            written.add(ByteBufUtil.getBytes(webSocketFrame));
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
    void sendsTheSameBytesByOneThreadAndByMany() {
        List<Bytes> alone = city(new Helpers(0));
        try (Helpers helpers = new Helpers(3)) {
            List<Bytes> helped = city(helpers);

            assertEquals(3, helpers.threadIds().size(), "the crowd is large enough to be helped with");
            for (int i = 0; i < PEOPLE; i++) {
                List<byte[]> expected = alone.get(i).written;
                List<byte[]> sent = helped.get(i).written;
                assertFalse(expected.isEmpty());
                assertEquals(expected.size(), sent.size(), "of visitor " + i);
                for (int frame = 0; frame < expected.size(); frame++) {
                    assertArrayEquals(expected.get(frame), sent.get(frame), "visitor " + i + ", frame " + frame);
                }
            }
        }
    }

    @Test
    void asksForNoHelpWithTheFew() {
        try (Helpers helpers = new Helpers(1)) {
            TestWorld world = world(helpers);
            FakeLink ada = world.enterAt(0, 0, 0);
            FakeLink ben = world.enterAt(100, 0, 0);
            ben.stand(101, 0, 0);
            world.ticks(10);
            assertFalse(ada.frames.isEmpty());
            assertTrue(helpers.threadIds().isEmpty());
        }
    }

    private static List<Bytes> city(Helpers helpers) {
        TestWorld world = world(helpers);
        Random random = new Random(11);
        List<Bytes> people = new ArrayList<>();
        List<double[]> spots = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            double[] spot = {(random.nextDouble() - 0.5) * SIDE_METRES, (random.nextDouble() - 0.5) * SIDE_METRES};
            Bytes link = new Bytes();
            people.add(link);
            spots.add(spot);
            world.loop.offer(new Command.Enter(link, GUEST, null, new Vec3(spot[0], 0, spot[1]), false));
        }
        for (int tick = 0; tick < TICKS; tick++) {
            for (int i = 0; i < PEOPLE; i++) {
                if (random.nextInt(4) > 0) {
                    walk(people.get(i), spots.get(i), random);
                }
            }
            if (tick == TICKS / 2) {
                // Some lines are slow, and some people leave.
                for (int i = 0; i < PEOPLE; i += 7) {
                    people.get(i).queuedBytes = 100_000;
                }
                for (int i = 3; i < PEOPLE; i += 50) {
                    world.loop.offer(new Command.Leave(people.get(i), "left"));
                }
            }
            world.tick();
        }
        return people;
    }

    private static void walk(FakeLink link, double[] spot, Random random) {
        spot[0] += random.nextDouble() - 0.5;
        spot[1] += random.nextDouble() - 0.5;
        int flags = random.nextInt(3) == 0 ? AvatarPose.VELOCITY : AvatarPose.UPRIGHT;
        link.pose(new AvatarPose(
                flags, 0, (float) spot[0], 0, (float) spot[1], 0, (float) Math.sin(spot[0]), 0,
                (float) Math.cos(spot[0]), 1, 0, 1));
    }

    private static TestWorld world(Helpers helpers) {
        return new TestWorld(
                new WorldSettings(TestWorld.HZ, 1000), Map.of(), new Interest(TestWorld.HZ, helpers));
    }
}
