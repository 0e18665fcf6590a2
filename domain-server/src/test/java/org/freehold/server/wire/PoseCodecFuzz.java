// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Frames that are nearly right are read or ignored, and never an exception. */
final class PoseCodecFuzz {
    private static final int ROUNDS = 300_000;

    @Test
    void mutatedFramesOfAClientAreReadOrIgnored() throws IOException {
        Random random = new Random(1);
        List<byte[]> seeds = frames("client-poses.json", "frame");
        for (int i = 0; i < ROUNDS; i++) {
            ByteBuf frame = Unpooled.wrappedBuffer(mutated(seeds.get(random.nextInt(seeds.size())), random));
            int length = frame.readableBytes();
            AvatarPose pose = PoseCodec.readAvatarPose(frame);
            assertEquals(length, frame.readableBytes());
            if (pose != null) {
                assertTrue(Math.abs(pose.x()) <= 16384 && Math.abs(pose.y()) <= 16384 && Math.abs(pose.z()) <= 16384);
                assertEquals(
                        1,
                        Math.hypot(
                                Math.hypot(pose.rotationX(), pose.rotationY()),
                                Math.hypot(pose.rotationZ(), pose.rotationW())),
                        1e-5);
            }
        }
    }

    @Test
    void mutatedMessagesOfPosesAreReadOrIgnored() throws IOException {
        Random random = new Random(2);
        List<byte[]> seeds = frames("pose-messages.json", "message");
        for (int i = 0; i < ROUNDS; i++) {
            ByteBuf frame = Unpooled.wrappedBuffer(mutated(seeds.get(random.nextInt(seeds.size())), random));
            PoseMessage message = PoseMessageReader.read(frame);
            assertTrue(message == null
                    || message.poses().size() <= frame.readableBytes() / PoseMessageWriter.FAR_POSE_BYTES);
        }
    }

    @Test
    void posesSurviveARoundTrip() {
        Random random = new Random(3);
        ByteBuf frame = Unpooled.buffer(64);
        for (int i = 0; i < ROUNDS; i++) {
            boolean moves = random.nextBoolean();
            AvatarPose pose = new AvatarPose(
                    AvatarPose.UPRIGHT | (moves ? AvatarPose.VELOCITY : 0),
                    random.nextInt(65_536),
                    coordinate(random),
                    coordinate(random),
                    coordinate(random),
                    0,
                    0,
                    0,
                    1,
                    moves ? random.nextInt(-32_768, 32_768) / 100f : 0,
                    0,
                    0);
            frame.clear();
            PoseCodec.writeAvatarPose(pose, frame);
            assertEquals(pose, PoseCodec.readAvatarPose(frame));
        }
    }

    private static float coordinate(Random random) {
        return random.nextFloat(-16_384, 16_384);
    }

    private static List<byte[]> frames(String vectors, String member) throws IOException {
        List<byte[]> frames = new ArrayList<>();
        for (JsonNode vector : Vectors.read(vectors)) {
            ByteBuf frame = Vectors.bytes(vector, member);
            byte[] bytes = new byte[frame.readableBytes()];
            frame.readBytes(bytes);
            frames.add(bytes);
        }
        return frames;
    }

    private static byte[] mutated(byte[] seed, Random random) {
        byte[] bytes = java.util.Arrays.copyOf(seed, Math.max(0, seed.length + random.nextInt(-3, 4)));
        for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(Math.min(bytes.length, 24))] = (byte) random.nextInt();
        }
        return bytes;
    }
}
