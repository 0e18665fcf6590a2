// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class PoseMessageWriterTest {
    private final ByteBuf out = Unpooled.buffer();

    @Test
    void writesTheMessageOfTheProtocolsExample() {
        PoseMessageWriter.begin(out, 0x830c8c00L);
        add(2, AvatarPose.UPRIGHT, 2, 0, 1, 0xc000, 0);
        assertEquals("0100830c8c00200802000100020110000000" + "0800c000", ByteBufUtil.hexDump(out));
    }

    @Test
    void keepsTheTimeModuloTwoToTheThirtyTwo() {
        PoseMessageWriter.begin(out, 0x1_2345_6789_0L + (7L << 40));
        assertEquals(0x3456_7890L, read().timeMillis());
    }

    @Test
    void isReadAsItWasWrittenInEveryCell() {
        double[] places = {-16_384, -32.0001, -32, -0.0001, 0, 31.9999, 32, 16_383.999};
        for (double x : places) {
            for (double z : places) {
                out.clear();
                PoseMessageWriter.begin(out, 1);
                add(65_535, AvatarPose.UPRIGHT | AvatarPose.VELOCITY, x, 5, z, 0x4000,
                        PoseMessageWriter.planarVelocity(-1.4, 0.7));
                PoseMessage.Pose pose = read().poses().getFirst();
                assertEquals(65_535, pose.handle());
                assertEquals(x, pose.x(), 0.0005);
                assertEquals(5, pose.y(), 0.0005);
                assertEquals(z, pose.z(), 0.0005);
                assertEquals(Math.sqrt(0.5), pose.rotation().y(), 1e-6);
                assertEquals(-1.4, pose.velocityX(), 0.06);
                assertEquals(0.7, pose.velocityZ(), 0.06);
            }
        }
    }

    @Test
    void putsWhatIsBeyondTheWorldIntoItsLastCell() {
        PoseMessageWriter.begin(out, 1);
        add(1, AvatarPose.UPRIGHT, 16_384, 1e9, -1e9, 0, 0);
        PoseMessage.Pose pose = read().poses().getFirst();
        assertEquals(16_384, pose.x(), 0.001);
        assertEquals(16_384, pose.y(), 0.001);
        assertEquals(-16_384, pose.z(), 0.001);
    }

    @Test
    void roundsAFarPoseToAPartOfItsCell() {
        PoseMessageWriter.begin(out, 1);
        int x = PoseMessageWriter.steps(-0.001);
        int y = PoseMessageWriter.steps(17);
        int z = PoseMessageWriter.steps(31.99);
        PoseMessageWriter.group(out, 1, PoseMessageWriter.cell(x, y, z), 1);
        PoseMessageWriter.farPose(out, 7, x, y, z, 0xffff);
        PoseMessage.Pose pose = read().poses().getFirst();
        assertEquals(7, pose.handle());
        assertEquals(1, pose.detail());
        assertEquals(0, pose.x(), 0.07);
        assertEquals(17, pose.y(), 0.07);
        assertEquals(32, pose.z(), 0.07);
        assertEquals(1, pose.rotation().w(), 1e-6, "a yaw just below a whole turn is none");
    }

    @Test
    void saysHowFastSomebodyIsUpToItsLimit() {
        assertEquals(0, PoseMessageWriter.planarVelocity(0, 0) & 0xff);
        assertEquals(255, PoseMessageWriter.planarVelocity(300, 0) & 0xff);
        assertEquals(0x4000 | 14, PoseMessageWriter.planarVelocity(-1.4, 0), "to -X is a quarter turn");
        assertEquals(14, PoseMessageWriter.planarVelocity(0, -1.4), "to -Z is none");
    }

    @Test
    void needsNoMoreBytesThanItSays() {
        PoseMessageWriter.begin(out, 1);
        assertEquals(PoseMessageWriter.HEADER_BYTES, out.readableBytes());
        PoseMessageWriter.group(out, 0, PoseMessageWriter.cell(0, 0, 0), 1);
        assertEquals(PoseMessageWriter.HEADER_BYTES + PoseMessageWriter.GROUP_BYTES, out.readableBytes());
        int before = out.readableBytes();
        PoseMessageWriter.pose(
                out, 1, AvatarPose.VELOCITY | AvatarPose.HEAD | AvatarPose.HANDS, 0, 0, 0, 0, 0,
                new QuantisedPose());
        assertEquals(PoseMessageWriter.MAX_POSE_BYTES, out.readableBytes() - before);
        assertNotNull(read().poses().getFirst().hands());
    }

    @Test
    void aWebSocketHeaderStandsRightBeforeItsPayload() {
        for (int size : new int[] {0, 6, 125, 126, 65_535, 65_536, 100_000}) {
            ByteBuf frame = Unpooled.buffer().writeZero(WebSocketHeader.MAX_BYTES + size);
            frame.readerIndex(WebSocketHeader.MAX_BYTES);
            WebSocketHeader.prepend(frame);
            assertEquals(WebSocketHeader.bytes(size) + size, frame.readableBytes());
            assertEquals(WebSocketHeader.bytes(size), WebSocketHeader.payloadOffset(frame));
            assertEquals(0x82, frame.getUnsignedByte(frame.readerIndex()));
        }
    }

    private void add(int handle, int flags, double x, double y, double z, int yaw, int planar) {
        int xSteps = PoseMessageWriter.steps(x);
        int ySteps = PoseMessageWriter.steps(y);
        int zSteps = PoseMessageWriter.steps(z);
        PoseMessageWriter.group(out, 0, PoseMessageWriter.cell(xSteps, ySteps, zSteps), 1);
        PoseMessageWriter.pose(out, handle, flags, xSteps, ySteps, zSteps, yaw, planar, new QuantisedPose());
    }

    private PoseMessage read() {
        return Objects.requireNonNull(PoseMessageReader.read(out.duplicate()));
    }
}
