// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class CellPoseWriterTest {
    private final ByteBuf out = Unpooled.buffer();

    @Test
    void writesTheFrameOfTheProtocolsExample() {
        int start = CellPoseWriter.begin(out, 0x6fc23ac0L, 0, 0, 0);
        CellPoseWriter.pose(
                out, 2, AvatarPose.UPRIGHT, 2, 0, 1, 0, -Math.sqrt(0.5), 0, Math.sqrt(0.5), 0, 0, 0);
        CellPoseWriter.end(out, start, 1);
        assertEquals("010000016fc23ac00000000000000002011000000008" + "00c000", ByteBufUtil.hexDump(out));
    }

    @Test
    void keepsTheTimeModuloTwoToTheThirtyTwo() {
        CellPoseWriter.end(out, CellPoseWriter.begin(out, 0x1_2345_6789_0L + (7L << 40), 0, 0, 0), 0);
        assertEquals(0x3456_7890L, read().timeMillis());
    }

    @Test
    void isReadAsItWasWrittenInEveryCell() {
        double[] places = {-16_384, -32.0001, -32, -0.0001, 0, 31.9999, 32, 16_383.99};
        for (double x : places) {
            for (double z : places) {
                out.clear();
                int start = CellPoseWriter.begin(
                        out, 1, CellPoseWriter.cell(x), CellPoseWriter.cell(5), CellPoseWriter.cell(z));
                CellPoseWriter.pose(
                        out, 65_535, AvatarPose.VELOCITY, x, 5, z, 0.5, -0.5, 0.5, -0.5, 1.23, -400, 0);
                CellPoseWriter.end(out, start, 1);
                CellPoses.Pose pose = read().poses().getFirst();
                assertEquals(65_535, pose.handle());
                assertEquals(x, pose.x(), 0.0005);
                assertEquals(5, pose.y(), 0.0005);
                assertEquals(z, pose.z(), 0.0005);
                assertEquals(0.5, Math.abs(pose.rotation().w()), 0.002);
                assertEquals(1.23, pose.velocityX(), 0.005);
                assertEquals(-327.68, pose.velocityY(), 0.005, "as fast as can be said");
            }
        }
    }

    @Test
    void needsNoMoreBytesThanItSays() {
        int start = CellPoseWriter.begin(out, 1, 0, 0, 0);
        assertEquals(CellPoseWriter.HEADER_BYTES, out.readableBytes());
        CellPoseWriter.pose(out, 1, AvatarPose.VELOCITY, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1);
        assertEquals(CellPoseWriter.MAX_POSE_BYTES, out.readableBytes() - CellPoseWriter.HEADER_BYTES);
        CellPoseWriter.end(out, start, 1);
        assertTrue(read().poses().size() == 1);
    }

    private CellPoses read() {
        return Objects.requireNonNull(CellPoseReader.read(out.duplicate()));
    }
}
