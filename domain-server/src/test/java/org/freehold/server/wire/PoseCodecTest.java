// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Frames of poses that clients send. */
final class PoseCodecTest {
    private static final String WALKING = "0103000100000000000000004000000040000000" + "0000ff38";

    @Test
    void readsTheExampleOfTheProtocol() {
        AvatarPose pose = PoseCodec.readAvatarPose(frame(WALKING));
        assertNotNull(pose);
        assertEquals(AvatarPose.UPRIGHT | AvatarPose.VELOCITY, pose.flags());
        assertEquals(1, pose.sequence());
        assertEquals(0, pose.x());
        assertEquals(0, pose.y());
        assertEquals(2, pose.z());
        assertEquals(Math.sqrt(0.5), pose.rotationY(), 1e-6, "a quarter turn to the left");
        assertEquals(Math.sqrt(0.5), pose.rotationW(), 1e-6);
        assertEquals(-2, pose.velocityZ());
    }

    @Test
    void writesWhatItReads() {
        for (String hex : new String[] {
                WALKING,
                "0101ffff3f800000bf80000046800000ffff",
                "01000000000000000000000000000000" + "e007fdff",
                "010effff0000000000000000c6800000" + "c0000000" + "7fff80000001"
        }) {
            AvatarPose pose = PoseCodec.readAvatarPose(frame(hex));
            assertNotNull(pose, hex);
            ByteBuf out = Unpooled.buffer();
            PoseCodec.writeAvatarPose(pose, out);
            byte[] written = new byte[out.readableBytes()];
            out.readBytes(written);
            AvatarPose again = PoseCodec.readAvatarPose(Unpooled.wrappedBuffer(written));
            assertEquals(hex.length() / 2, written.length);
            assertNotNull(again);
            assertEquals(pose.sequence(), again.sequence());
            assertEquals(pose.x(), again.x());
            assertEquals(pose.velocityX(), again.velocityX());
            assertEquals(pose.velocityY(), again.velocityY());
        }
    }

    @Test
    void ignoresFramesOfAWrongKindLengthOrFlag() {
        for (String hex : new String[] {
                "", "01", "0203000100000000000000004000000040000000" + "0000ff38", WALKING + "00",
                WALKING.substring(0, WALKING.length() - 2), "0143000100000000000000004000000040000000" + "0000ff38",
                "0102000100000000000000004000000040000000" + "0000ff38"
        }) {
            assertNull(PoseCodec.readAvatarPose(frame(hex)), hex);
        }
    }

    @Test
    void ignoresPositionsThatAreNotFiniteOrOutOfTheWorld() {
        for (String x : new String[] {"7fc00000", "7f800000", "ff800000", "46800001", "c6800001"}) {
            assertNull(PoseCodec.readAvatarPose(frame("01010001" + x + "00000000000000004000")), x);
            assertNull(PoseCodec.readAvatarPose(frame("0101000100000000" + x + "000000004000")), x);
            assertNull(PoseCodec.readAvatarPose(frame("010100010000000000000000" + x + "4000")), x);
        }
    }

    private static ByteBuf frame(String hex) {
        return Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex));
    }
}
