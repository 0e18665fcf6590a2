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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The poses of docs/vectors mean what stands beside them. */
final class PoseVectorsTest {

    @Test
    void readsEveryFrameOfAClient() throws IOException {
        for (JsonNode vector : Vectors.read("client-poses.json")) {
            String about = vector.get("about").textValue();
            AvatarPose pose = PoseCodec.readAvatarPose(Vectors.bytes(vector, "frame"));
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
            assertHead(expected.get("head"), pose.head(), about);
            assertHands(expected.get("hands"), pose.hands(), about);
        }
    }

    @Test
    void writesEveryFrameOfAClientAsItWasRead() throws IOException {
        for (JsonNode vector : Vectors.read("client-poses.json")) {
            String about = vector.get("about").textValue();
            AvatarPose pose = PoseCodec.readAvatarPose(Vectors.bytes(vector, "frame"));
            // Where two components are equally large, either may be left out; and -128 is written as -127.
            if (pose != null
                    && Math.abs(pose.rotationX()) < 0.7
                    && Math.abs(pose.rotationZ()) < 0.7
                    && !about.contains("-128")) {
                ByteBuf out = Unpooled.buffer();
                PoseCodec.writeAvatarPose(pose, out);
                assertEquals(vector.get("frame").textValue(), ByteBufUtil.hexDump(out), about);
            }
        }
    }

    @Test
    void readsEveryMessageOfAServer() throws IOException {
        for (JsonNode vector : Vectors.read("pose-messages.json")) {
            String about = vector.get("about").textValue();
            PoseMessage read = PoseMessageReader.read(Vectors.bytes(vector, "message"));
            JsonNode expected = vector.get("poses");
            if (expected.isNull()) {
                assertNull(read, about);
                continue;
            }
            assertNotNull(read, about);
            assertEquals(vector.get("time").longValue(), read.timeMillis(), about);
            assertEquals(expected.size(), read.poses().size(), about);
            for (int i = 0; i < expected.size(); i++) {
                assertPose(expected.get(i), read.poses().get(i), about);
            }
        }
    }

    private static void assertPose(JsonNode expected, PoseMessage.Pose pose, String about) {
        assertEquals(expected.get("handle").intValue(), pose.handle(), about);
        assertEquals(expected.get("detail").intValue(), pose.detail(), about);
        assertEquals(expected.get("flags").intValue(), pose.flags(), about);
        Vectors.assertComponents(expected.get("position"), about, pose.x(), pose.y(), pose.z());
        assertRotation(expected.get("rotation"), pose.rotation(), about);
        Vectors.assertComponents(
                expected.get("velocity"), about, pose.velocityX(), pose.velocityY(), pose.velocityZ());
        assertHead(expected.get("head"), pose.head(), about);
        assertHands(expected.get("hands"), pose.hands(), about);
    }

    private static void assertRotation(JsonNode expected, RotationCodec.Rotation rotation, String about) {
        Vectors.assertComponents(expected, about, rotation.x(), rotation.y(), rotation.z(), rotation.w());
    }

    private static void assertHead(JsonNode expected, AvatarPose.@Nullable Head head, String about) {
        assertEquals(expected.isNull(), head == null, about);
        if (head != null) {
            assertEquals(expected.get("yaw").doubleValue(), head.yaw(), 1e-6, about);
            assertEquals(expected.get("pitch").doubleValue(), head.pitch(), 1e-6, about);
        }
    }

    private static void assertHands(JsonNode expected, AvatarPose.@Nullable Hands hands, String about) {
        assertEquals(expected.isNull(), hands == null, about);
        if (hands != null) {
            assertHand(expected.get(0), hands.left(), about);
            assertHand(expected.get(1), hands.right(), about);
        }
    }

    private static void assertHand(JsonNode expected, AvatarPose.Hand hand, String about) {
        Vectors.assertComponents(expected.get("position"), about, hand.x(), hand.y(), hand.z());
        assertRotation(expected.get("rotation"), hand.rotation(), about);
    }
}
