// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The pose frames of docs/vectors mean what stands beside them. */
final class PoseVectorsTest {

    @Test
    void readsEveryFrameOfAClient() throws IOException {
        for (JsonNode vector : Vectors.read("client-poses.json")) {
            String about = vector.get("about").textValue();
            AvatarPose pose = PoseCodec.readAvatarPose(Vectors.frame(vector));
            JsonNode expected = vector.get("pose");
            if (expected.isNull()) {
                assertNull(pose, about);
                continue;
            }
            assertNotNull(pose, about);
            assertEquals(expected.get("flags").intValue(), pose.flags(), about);
            assertEquals(expected.get("sequence").intValue(), pose.sequence(), about);
            Vectors.assertComponents(expected.get("position"), about, pose.x(), pose.y(), pose.z());
            Vectors.assertComponents(
                    expected.get("rotation"),
                    about,
                    pose.rotationX(),
                    pose.rotationY(),
                    pose.rotationZ(),
                    pose.rotationW());
            assertEquals(expected.get("velocity").get(0).floatValue(), pose.velocityX(), about);
            assertEquals(expected.get("velocity").get(1).floatValue(), pose.velocityY(), about);
            assertEquals(expected.get("velocity").get(2).floatValue(), pose.velocityZ(), about);
        }
    }

    @Test
    void writesEveryFrameOfAClientAsItWasRead() throws IOException {
        for (JsonNode vector : Vectors.read("client-poses.json")) {
            AvatarPose pose = PoseCodec.readAvatarPose(Vectors.frame(vector));
            // Where two components are equally large, either may be left out.
            if (pose != null && Math.abs(pose.rotationX()) < 0.7 && Math.abs(pose.rotationZ()) < 0.7) {
                ByteBuf out = Unpooled.buffer();
                PoseCodec.writeAvatarPose(pose, out);
                assertEquals(vector.get("frame").textValue(), ByteBufUtil.hexDump(out));
            }
        }
    }

    @Test
    void readsEveryFrameOfACell() throws IOException {
        for (JsonNode vector : Vectors.read("cell-poses.json")) {
            String about = vector.get("about").textValue();
            CellPoses read = CellPoseReader.read(Vectors.frame(vector));
            JsonNode expected = vector.get("poses");
            if (expected.isNull()) {
                assertNull(read, about);
                continue;
            }
            assertNotNull(read, about);
            assertEquals(vector.get("time").longValue(), read.timeMillis(), about);
            Vectors.assertComponents(vector.get("cell"), about, read.cellI(), read.cellJ(), read.cellK());
            assertEquals(expected.size(), read.poses().size(), about);
            for (int i = 0; i < expected.size(); i++) {
                assertPose(expected.get(i), read.poses().get(i), about);
            }
        }
    }

    private static void assertPose(JsonNode expected, CellPoses.Pose pose, String about) {
        assertEquals(expected.get("handle").intValue(), pose.handle(), about);
        assertEquals(expected.get("flags").intValue(), pose.flags(), about);
        Vectors.assertComponents(expected.get("position"), about, pose.x(), pose.y(), pose.z());
        RotationCodec.Rotation rotation = pose.rotation();
        Vectors.assertComponents(
                expected.get("rotation"), about, rotation.x(), rotation.y(), rotation.z(), rotation.w());
        Vectors.assertComponents(
                expected.get("velocity"), about, pose.velocityX(), pose.velocityY(), pose.velocityZ());
    }
}
